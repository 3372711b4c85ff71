'use client'
import {
  type Mutation,
  type MutationFilters,
  notifyManager,
  type Query,
  type QueryClient,
  type QueryFilters,
} from '@tanstack/react-query'
import type { AuthError } from '../errors/auth-error.js'
import { isOutage } from './outage.js'
import { seenError } from './seen-error.js'
import { isVerb } from './verb-mutations.js'

type Source = Query | Mutation<unknown, Error, unknown, unknown>

/** One time that a query or a mutation failed; the same object as long as nothing else happens to it. */
export interface Failure {
  readonly source: Source
  readonly error: AuthError
  /** Epoch ms. */
  readonly at: number
  readonly isQuery: boolean
  /** Which failure of its source it is. */
  readonly count: number
}

export interface FailureFilters {
  /** Which queries count; all that are in use by default. */
  filters?: QueryFilters | undefined
  /** Which mutations count; all by default. */
  mutationFilters?: MutationFilters | undefined
}

export const NO_FAILURES: readonly Failure[] = []

/** What has failed in the caches of a client, as a store outside of React. */
export function createQueryFailures(queryClient: QueryClient) {
  const queries = queryClient.getQueryCache()
  const mutations = queryClient.getMutationCache()
  const known = new WeakMap<Source, Failure>()
  const dismissed = new WeakSet<Failure>()
  // What failed before anybody looked belongs to another page.
  const passed = new WeakSet<Source>(mutations.findAll({ status: 'error' }))

  let version = 0
  let read: readonly unknown[] = []
  let failures = NO_FAILURES
  let shown: ReadonlySet<Source> = new Set()

  function failureOf(source: Source, isQuery: boolean, thrown: unknown, at: number, count: number): Failure {
    const before = known.get(source)
    if (before?.count === count && before.at === at) return before
    const failure = { source, error: seenError(thrown, { now: at }), at, isQuery, count }
    known.set(source, failure)
    return failure
  }

  function* find({ filters, mutationFilters }: FailureFilters): Generator<Failure> {
    for (const query of queries.findAll({ type: 'active', ...filters })) {
      const { status, fetchStatus, error, errorUpdatedAt, errorUpdateCount, data } = query.state
      if (status !== 'error' || fetchStatus === 'fetching') continue
      const failure = failureOf(query, true, error, errorUpdatedAt, errorUpdateCount)
      // In an outage the data stays, and a notice beside it says so.
      if (data === undefined || !isOutage(failure.error)) yield failure
    }
    for (const mutation of mutations.findAll({ ...mutationFilters, status: 'error' })) {
      const { error, submittedAt, failureCount } = mutation.state
      // A sign-in says itself how it failed.
      if (!passed.has(mutation) && !isVerb(mutation.options.mutationKey))
        yield failureOf(mutation, false, error, submittedAt, failureCount)
    }
  }

  return {
    /** What has failed and was not dismissed: the same array as long as it holds the same failures. */
    getFailures(given: FailureFilters): readonly Failure[] {
      const asked = [version, given.filters, given.mutationFilters]
      if (asked.every((part, index) => part === read[index])) return failures
      read = asked
      const found = [...find(given)].filter((failure) => !dismissed.has(failure))
      const isSame = found.length === failures.length && found.every((one, index) => one === failures[index])
      if (!isSame) failures = found
      shown = new Set(failures.map(({ source }) => source))
      return failures
    },

    dismiss(these: readonly Failure[]): void {
      for (const failure of these) dismissed.add(failure)
      version += 1
    },

    subscribe(listener: () => void): () => void {
      const onChange = () => {
        version += 1
        listener()
      }
      // Most of what happens in a cache is no failure and concerns none.
      const look = (source: Source) => {
        if (source.state.status === 'error' || shown.has(source)) notifyManager.schedule(onChange)
      }
      const stops = [
        queries.subscribe((event) => {
          if (event.type !== 'observerResultsUpdated') look(event.query)
        }),
        mutations.subscribe((event) => {
          const { type, mutation } = event
          if (mutation === undefined) return
          // Tried again, reset, or its form has gone: what failed in silence before is nobody's.
          if (type === 'observerRemoved' && mutation.state.status === 'error') passed.add(mutation)
          look(mutation)
        }),
      ]
      // What happened between the first look and now was heard by nobody.
      version += 1
      return () => stops.forEach((stop) => stop())
    },
  }
}
