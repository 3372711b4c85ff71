import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ApiSwitch } from '../api/api-state.js'
import type { FaultsState, PlannedFault } from './faults-state.js'

const PATH = '/faults/api'
const LIMIT_MS = 5000
const KEY = ['faults']

async function ask(path = '', init: RequestInit = {}): Promise<FaultsState> {
  const response = await fetch(PATH + path, { signal: AbortSignal.timeout(LIMIT_MS), ...init })
  if (!response.ok) throw new Error(`The demo server answered ${response.status}`)
  return response.json()
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** What is still to come, and what the API saw. */
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

function useChange<T>(mutationFn: (wanted: T) => Promise<FaultsState>) {
  const queries = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn,
    onSuccess: (state) => queries.setQueryData(KEY, state),
  })
}

/** Plans one for the next polls, or with null takes all of them back. */
export const usePlanFault = () =>
  useChange((planned: PlannedFault | null) =>
    planned === null ? ask('', { method: 'DELETE' }) : ask('', post(planned)),
  )

/** Does something to the API. */
export const useApiSwitch = () => useChange((wanted: ApiSwitch) => ask('/accounts', post(wanted)))
