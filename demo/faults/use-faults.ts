import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FaultsState, PlannedFault } from './faults-state.js'

const PATH = '/faults/api'
const LIMIT_MS = 5000
const KEY = ['faults']

async function ask(init: RequestInit = {}): Promise<FaultsState> {
  const response = await fetch(PATH, { signal: AbortSignal.timeout(LIMIT_MS), ...init })
  if (!response.ok) throw new Error(`The demo server answered ${response.status}`)
  return response.json()
}

/** What is still to come. */
export function useFaults() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => ask(),
    refetchInterval: 500,
    refetchIntervalInBackground: true,
    retry: false,
    networkMode: 'always',
  })
}

/** Plans one, or with null takes all of them back. */
export function usePlanFault() {
  const queries = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (planned: PlannedFault | null) =>
      planned === null
        ? ask({ method: 'DELETE' })
        : ask({
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(planned),
          }),
    onSuccess: (state) => queries.setQueryData(KEY, state),
  })
}
