'use client'
import {
  type Query,
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
import type { AuthSession } from '../session/auth-session.js'
import { useFlowValue } from './flow-context.js'
import { useOwnQueryClient } from './use-own-query-client.js'
import { mutationKey, ONCE } from './verb-mutations.js'

export const sessionKey = ['ciba', 'session'] as const
/** That of tokens: a page may have both, a cookie of its back end and tokens for an API. */
const tokenSessionKey = ['ciba', 'token session'] as const
type SessionKey = typeof sessionKey | typeof tokenSessionKey

const RETRIES = 2

/** Puts what is known for sure into the cache. A fetch still under way was asked before that and must not undo it. */
export async function putSession(
  queryClient: QueryClient,
  session: Session | null,
  queryKey: SessionKey = sessionKey,
): Promise<void> {
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, session)
}

export type SessionQueryOptions<S = Session> = UseQueryOptions<S | null, Error, S | null, SessionKey>

/** The session's query, and a way out of it. */
export interface SessionState<S = Session>
  extends Pick<
    UseQueryResult<S | null, Error>,
    'data' | 'error' | 'status' | 'isPending' | 'isFetching' | 'dataUpdatedAt' | 'refetch'
  > {
  signOut: () => void
  isSigningOut: boolean
  signOutError: Error | null
}

/** One that tells of its changes by itself. What a client of the flow tells of is another matter. */
const isLive = (source: object): source is Pick<AuthSession, 'subscribe'> =>
  'getStatus' in source && !('initiate' in source)

const keepsSession = (
  source: Partial<SessionSource<unknown>> | undefined,
): source is SessionSource<unknown> => source?.getSession !== undefined && source.signOut !== undefined

/** Where a client keeps who is signed in. */
export const sessionKeyOf = (source: object): SessionKey => (isLive(source) ? tokenSessionKey : sessionKey)

/**
 * Who is signed in, as a query: `useQuery(sessionQueryOptions(system))`, or with a session of `createAuthSession`. Its
 * errors are `AuthError`s; where one is `session_expired`, its data is null.
 */
export function sessionQueryOptions<S = Session>(source: SessionSource<S>): SessionQueryOptions<S> {
  return {
    queryKey: sessionKeyOf(source),
    queryFn: async ({ signal, client }) => {
      try {
        return await source.getSession({ signal })
      } catch (thrown) {
        const error = normalizeError(thrown, { phase: 'api' })
        // Else who was signed in would stay beside the error.
        const query: Query | undefined = (client as QueryClient | undefined)
          ?.getQueryCache()
          .find({ queryKey: sessionKeyOf(source) })
        if (error.kind === 'session_expired') query?.setState({ data: null })
        throw error
      }
    },
    retry: (failures, error) => failures < RETRIES && isAuthError(error) && error.retryable,
    networkMode: 'always',
    // What a page knows by itself costs nothing to ask for.
    staleTime: isLive(source) ? 0 : 60_000,
  }
}

/** Keeps the session's query true to a session that changes by itself, or in another tab; returns the way out. */
export function followSession(queryClient: QueryClient, source: SessionSource<unknown>): () => void {
  if (!isLive(source)) return () => undefined
  const options = sessionQueryOptions(source)
  return source.subscribe(() => {
    // What was asked before the change may be wrong.
    void queryClient
      .cancelQueries(options)
      .then(() => queryClient.fetchQuery(options))
      // It is in the cache, for whoever looks.
      .catch(() => undefined)
  })
}

/**
 * Who is signed in: the query's result and `signOut`. Takes a session of `createAuthSession`, or a system that keeps the
 * session itself; without an argument that of the `<CibaProvider>` above. `data` is null where nobody is signed in, and
 * `error` is `session_expired` where the session has ended, in this tab or another.
 */
export function useSession(source?: SessionSource): SessionState
export function useSession<S>(source: SessionSource<S>): SessionState<S>
export function useSession(given?: SessionSource<unknown>): SessionState<unknown> {
  const flow = useFlowValue()
  const source = given ?? flow?.client
  if (!keepsSession(source))
    throw new Error(
      'react-ciba: useSession() needs a session of createAuthSession(), or a system that keeps one, such as bff()',
    )
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
      ...ONCE,
      onSuccess: () => putSession(queryClient, null, sessionKeyOf(source)),
    },
    queryClient,
  )

  useEffect(() => followSession(queryClient, source), [queryClient, source])

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
