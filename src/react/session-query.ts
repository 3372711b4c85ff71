'use client'
import {
  type QueryClient,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Session, SessionSource } from '../ciba/approval.js'
import { isAuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { useFlowValue } from './flow-context.js'
import { useOwnQueryClient } from './use-own-query-client.js'
import { mutationKey } from './verb-mutations.js'

export const sessionKey = ['ciba', 'session'] as const

const RETRIES = 2

/** Puts what is known for sure into the cache. A fetch still under way was asked before that and must not undo it. */
export async function putSession(queryClient: QueryClient, session: Session | null): Promise<void> {
  await queryClient.cancelQueries({ queryKey: sessionKey })
  queryClient.setQueryData(sessionKey, session)
}

export type SessionQueryOptions = UseQueryOptions<Session | null, Error, Session | null, typeof sessionKey>

/** The session's query, and a way out of it. */
export interface SessionState
  extends Pick<
    UseQueryResult<Session | null, Error>,
    'data' | 'error' | 'status' | 'isPending' | 'isFetching' | 'dataUpdatedAt' | 'refetch'
  > {
  signOut: () => void
  isSigningOut: boolean
  signOutError: Error | null
}

/** Who is signed in, as a query: `useQuery(sessionQueryOptions(system))`. Its errors are `AuthError`s. */
export function sessionQueryOptions(source: SessionSource): SessionQueryOptions {
  return {
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      try {
        return await source.getSession({ signal })
      } catch (thrown) {
        throw normalizeError(thrown, { phase: 'api' })
      }
    },
    retry: (failures, error) => failures < RETRIES && isAuthError(error) && error.retryable,
    networkMode: 'always',
    staleTime: 60_000,
  }
}

/**
 * Who is signed in, for systems that keep the session themselves: the query's result and `signOut`. Takes the system
 * of the `<CibaProvider>` above, or one as argument.
 */
export function useSession(given?: SessionSource): SessionState {
  const flow = useFlowValue()
  const source = given ?? flow?.sessions
  if (!source) throw new Error('react-ciba: useSession() needs a system that keeps a session, such as bff()')
  const queryClient = useOwnQueryClient()
  const query = useQuery(sessionQueryOptions(source), queryClient)
  const signOut = useMutation(
    {
      mutationKey: mutationKey('signOut'),
      mutationFn: async () => {
        try {
          await source.signOut({ signal: new AbortController().signal })
        } catch (thrown) {
          throw normalizeError(thrown, { phase: 'api' })
        }
      },
      retry: 0,
      networkMode: 'always',
      gcTime: 0,
      onSuccess: () => putSession(queryClient, null),
    },
    queryClient,
  )

  const controller = flow?.controller
  useEffect(() => {
    // A finished flow whose session has gone starts from the beginning.
    if (query.data === null && controller?.getView().status === 'approved') controller.reset()
  }, [query.data, controller])

  const { data, error, status, isPending, isFetching, dataUpdatedAt, refetch } = query
  const { mutate, isPending: isSigningOut, error: signOutError } = signOut
  return {
    data,
    error,
    status,
    isPending,
    isFetching,
    dataUpdatedAt,
    refetch,
    signOut: mutate,
    isSigningOut,
    signOutError,
  }
}
