import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, PhoneRequest, PhoneState } from './phone-state.js'

const PATH = '/phone/api/requests'
const POLL_MS = 750
const LIMIT_MS = 5000

/** What the phone knows, asked for again and again: a phone in a pocket is a tab in the background. */
export function usePhoneState() {
  return useQuery({
    queryKey: ['phone'],
    queryFn: async ({ signal }): Promise<PhoneState> => {
      const response = await fetch(PATH, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]) })
      if (!response.ok) throw new Error(`The demo server answered ${response.status}`)
      return response.json()
    },
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: true,
    // The next round is the retry, and `navigator.onLine` says nothing about a server on this machine.
    retry: false,
    networkMode: 'always',
  })
}

/** Enters a code. Fails where no sign-in waits for it. */
export function useEnterCode() {
  const queries = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: async (userCode: string): Promise<void> => {
      const response = await fetch('/phone/api/codes', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userCode }),
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      if (!response.ok) throw new Error(`The demo server answered ${response.status}`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['phone'] }),
  })
}

export interface GivenAnswer {
  request: PhoneRequest
  answer: Answer
}

/** Answers one request. Fails where it was answered or has lapsed in the meantime. */
export function useAnswer() {
  const queries = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: async ({ request, answer }: GivenAnswer): Promise<GivenAnswer> => {
      const response = await fetch(`${PATH}/${request.id}/${answer}`, {
        method: 'POST',
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      if (!response.ok) throw new Error(`The demo server answered ${response.status}`)
      return { request, answer }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['phone'] }),
  })
}
