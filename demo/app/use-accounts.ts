import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BankState, Move } from '../api/bank-state.js'

const KEY = ['accounts']

/** Both accounts. Nothing stays of them when nobody shows them any more. */
export function useAccounts(authFetch: typeof fetch) {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<BankState> => (await authFetch('/api/accounts', { signal })).json(),
    gcTime: 0,
  })
}

/** Moves money, once. However it ends, the accounts are asked how they are. */
export function useMove(authFetch: typeof fetch) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (cents: number): Promise<Move> => {
      const answer = await authFetch('/api/moves', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cents }),
      })
      return answer.json()
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: KEY }),
  })
}
