'use client'
import type { DefaultOptions } from '@tanstack/react-query'
import type { AuthError } from '../errors/auth-error.js'
import { dueAt } from '../errors/retry-at.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'
import { type Clock, systemClock } from '../http/clock.js'
import { retryDelayMs } from '../http/retry-delay.js'
import type { AuthSession } from '../session/auth-session.js'
import { repeated } from '../session/repeated.js'
import { isOutage } from './outage.js'
import { seenError } from './seen-error.js'

export interface AuthQueryDefaultsOptions {
  /** A session of `createAuthSession`: once it has ended, nothing is asked again by itself. */
  session?: Partial<Pick<AuthSession, 'getStatus'>> | undefined
  /**
   * How often a query is repeated at most; 3 by default. What `createAuthFetch` has repeated is not
   * repeated again; 0 where another fetch repeats by itself: one of both, or they multiply.
   */
  repeats?: number | undefined
  /** How often a mutation is repeated at most; 0 by default, since it may do what it does twice. */
  mutationRepeats?: number | undefined
  /** The longest wait before a repeat, in ms; where more is due, the error is shown at once. 30 000 by default. */
  longestWaitMs?: number | undefined
  /** The kinds of error that go to the nearest boundary, where there is no data to show instead; none by default. */
  boundaryKinds?: readonly AuthErrorKind[] | undefined
  /** For tests. */
  clock?: Pick<Clock, 'now'> | undefined
  /** 0 (inclusive) to 1 (exclusive); `Math.random` by default. */
  random?: (() => number) | undefined
}

/**
 * Defaults for a `QueryClient` that know what an error means: `new QueryClient({ defaultOptions: authQueryDefaults() })`.
 * What cannot succeed is not repeated, nothing is repeated sooner than the server allows, and a call that finds no network
 * fails with an error that can be shown. Works with whatever is thrown. A session alone is short for `{ session }`.
 */
export function authQueryDefaults(options: AuthQueryDefaultsOptions | AuthSession = {}) {
  const {
    session,
    repeats = 3,
    mutationRepeats = 0,
    longestWaitMs = 30_000,
    boundaryKinds = [],
    clock = systemClock,
    random,
  }: AuthQueryDefaultsOptions = 'getStatus' in options ? { session: options } : options
  const hasEnded = () => session?.getStatus?.() === 'ended'
  /** Whether to ask again by itself: not sooner than the server allows, and not where the same call does no good. */
  const mayAsk = ({ state }: { state: { error: unknown } }) => {
    if (hasEnded()) return false
    if (!state.error) return true
    const error = seenError(state.error)
    return clock.now() >= dueAt(error) && (error.retryable || !isOutage(error))
  }
  const delayMs = (failures: number, error: AuthError, by = random) =>
    retryDelayMs(error, failures + 1, clock.now(), by)

  const repeating = (most: number) => ({
    retry(failures: number, thrown: unknown): boolean {
      const error = seenError(thrown)
      // On a server a page waits for it; a connection that comes back asks again by itself.
      if (typeof window === 'undefined' || error.kind === 'offline') return false
      if (failures >= most || hasEnded() || repeated.has(error)) return false
      const waitMs = delayMs(failures, error, () => 0)
      return waitMs !== null && waitMs <= longestWaitMs
    },
    retryDelay: (failures: number, thrown: unknown) => delayMs(failures, seenError(thrown)) ?? 0,
    // Else a browser that takes itself for offline, as one behind a VPN may, asks nobody and shows nothing, for ever.
    networkMode: 'always' as const,
  })

  return {
    queries: {
      ...repeating(repeats),
      // Off by default where the network mode is 'always'.
      refetchOnReconnect: mayAsk,
      refetchOnWindowFocus: mayAsk,
      // With data of before, and without.
      refetchOnMount: mayAsk,
      retryOnMount: mayAsk,
      throwOnError: (thrown: unknown, query: { state: { data: unknown } }) =>
        query.state.data === undefined && boundaryKinds.includes(seenError(thrown).kind),
    },
    mutations: repeating(mutationRepeats),
  } satisfies DefaultOptions
}
