'use client'
import {
  CancelledError,
  type DefaultedQueryObserverOptions,
  type MutationOptions,
  QueryClient,
  type QueryClientConfig,
  type QueryKey,
  type QueryObserverOptions,
} from '@tanstack/react-query'
import type { SessionSource } from '../ciba/approval.js'
import type { ErrorContext } from '../errors/normalize.js'
import { readError } from '../errors/read-error.js'
import type { AuthSession } from '../session/auth-session.js'
import { authQueryDefaults, type AuthQueryDefaultsOptions } from './auth-query-defaults.js'
import { forgetOthers } from './forget-others.js'
import { followSession, sessionQueryOptions } from './session-query.js'
import { seenError } from './seen-error.js'

export interface AuthQueryClientOptions extends AuthQueryDefaultsOptions, QueryClientConfig {
  /**
   * Whose data the client holds: of `createAuthSession`, or a system that keeps the session. When somebody signs out or in,
   * or the session ends, all that was loaded before is dropped. `useSession` and this must use the same client.
   */
  session?: (SessionSource<unknown> & Partial<Pick<AuthSession, 'getStatus'>>) | undefined
  /** What is known of the API whose failures these are: codes of its own, which links are trusted. */
  errorContext?: Pick<ErrorContext, 'system' | 'trustHelpUrl'> | undefined
}

type Call = (...input: never[]) => unknown

/** Waits for a call and throws its failure as an `AuthError`. A `Response` that was thrown is read: it says more. */
async function failing(call: Call, input: never[], context: ErrorContext): Promise<unknown> {
  try {
    return await call(...input)
  } catch (thrown) {
    // Cancelling is TanStack's own word, and no failure.
    if (thrown instanceof CancelledError) throw thrown
    if (typeof Response === 'function' && thrown instanceof Response) {
      const error = await readError(thrown, context)
      if (error) throw error
    }
    throw seenError(thrown, context)
  }
}

/**
 * TanStack stores what a `queryFn` throws, and its caches hear of it when it is stored already: so the functions
 * themselves are wrapped, in the one place that all options go through. The same function is wrapped once, or each render
 * would bring another one.
 */
class AuthQueryClient extends QueryClient {
  readonly #wrapped = new WeakMap<Call, Call>()
  readonly #context: ErrorContext

  constructor(config: QueryClientConfig, context: ErrorContext) {
    super(config)
    this.#context = context
  }

  #wrap<T extends object>(options: T, name: 'queryFn' | 'mutationFn'): T {
    const call = (options as Record<string, unknown>)[name]
    // Missing, or `skipToken`.
    if (typeof call !== 'function') return options
    const known = this.#wrapped.get(call as Call)
    const wrapped = known ?? ((...input: never[]) => failing(call as Call, input, this.#context))
    this.#wrapped.set(call as Call, wrapped)
    // Options are defaulted more than once on their way.
    this.#wrapped.set(wrapped, wrapped)
    return { ...options, [name]: wrapped }
  }

  override defaultQueryOptions<
    TQueryFnData = unknown,
    TError = Error,
    TData = TQueryFnData,
    TQueryData = TQueryFnData,
    TQueryKey extends QueryKey = QueryKey,
    TPageParam = never,
  >(
    options:
      | QueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TQueryKey, TPageParam>
      | DefaultedQueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TQueryKey>,
  ): DefaultedQueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TQueryKey> {
    return this.#wrap(super.defaultQueryOptions(options), 'queryFn')
  }

  override defaultMutationOptions<T extends object>(options?: T): T {
    return this.#wrap(super.defaultMutationOptions(options as MutationOptions | undefined), 'mutationFn') as T
  }
}

/**
 * A `QueryClient` whose queries and mutations fail with an `AuthError`, whatever their functions throw, with
 * {@link authQueryDefaults} under the app's own `defaultOptions`.
 */
export function createAuthQueryClient({
  errorContext = {},
  defaultOptions: own,
  queryCache,
  mutationCache,
  ...options
}: AuthQueryClientOptions = {}): QueryClient {
  const { queries, mutations } = authQueryDefaults(options)
  const queryClient = new AuthQueryClient(
    {
      ...(queryCache && { queryCache }),
      ...(mutationCache && { mutationCache }),
      defaultOptions: {
        ...own,
        queries: { ...queries, ...own?.queries },
        mutations: { ...mutations, ...own?.mutations },
      },
    },
    errorContext,
  )
  const { session } = options
  if (session) {
    forgetOthers(queryClient, session)
    followSession(queryClient, session)
    // Who is there already.
    if ((session.getStatus?.() ?? 'unknown') !== 'unknown')
      void queryClient.prefetchQuery(sessionQueryOptions(session))
  }
  return queryClient
}
