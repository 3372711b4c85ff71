'use client'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { dueAt } from '../errors/retry-at.js'
import type { Severity } from '../errors/vocabulary.js'
import { useClock } from './clock-context.js'
import { createQueryFailures, type Failure, type FailureFilters, NO_FAILURES } from './query-failures.js'
import { useOwnQueryClient } from './use-own-query-client.js'

const BY_SEVERITY: readonly Severity[] = ['debug', 'info', 'warning', 'error', 'security', 'critical']

export interface AuthQueryErrors {
  /** The one to show: the most severe, of those the latest; null where nothing has failed. */
  error: AuthError | null
  /** All, the one to show first. What failed alike is one error. */
  errors: readonly AuthError[]
  /** Asks the failed queries again, but none before the time that its server named. A mutation is never repeated. */
  retry: () => void
  /** Takes the shown error away; what fails from then on is shown again. */
  dismiss: () => void
  /** For `<AuthErrorBanner {...bannerProps} />`. */
  bannerProps: {
    error: AuthError | null
    /** Epoch ms. */
    retryAt: number | null
    /** Undefined where the shown error is a mutation's, which nothing repeats. */
    onRetry: (() => void) | undefined
    onDismiss: () => void
  }
}

/** Failures that read alike. */
interface Group {
  /** Of the first of them: a banner says it once, however many follow. */
  error: AuthError
  failures: Failure[]
  latest: number
}

const rank = ({ error }: Group) => BY_SEVERITY.indexOf(error.severity)

function grouped(failures: readonly Failure[]): Group[] {
  const groups = new Map<string, Group>()
  for (const failure of [...failures].sort((a, b) => a.at - b.at)) {
    const { error, at } = failure
    const name = JSON.stringify([error.kind, error.code, error.userState])
    const group = groups.get(name) ?? { error, failures: [], latest: at }
    group.failures.push(failure)
    group.latest = at
    groups.set(name, group)
  }
  return [...groups.values()].sort((a, b) => rank(b) - rank(a) || b.latest - a.latest)
}

/**
 * One place for the failures of all queries and mutations: what a page-wide banner shows. A query counts while it is in use
 * and has no data, or fails with what no waiting cures; a query whose data stays in an outage is for `StaleDataNotice`.
 * Asking again or a success takes a failure away.
 */
export function useAuthQueryErrors({ filters, mutationFilters }: FailureFilters = {}): AuthQueryErrors {
  const queryClient = useOwnQueryClient()
  const clock = useClock()
  const store = useMemo(() => createQueryFailures(queryClient), [queryClient])
  const [, renderAgain] = useState(0)
  const failures = useSyncExternalStore(
    store.subscribe,
    () => store.getFailures({ filters, mutationFilters }),
    () => NO_FAILURES,
  )
  const groups = useMemo(() => grouped(failures), [failures])

  const retry = useCallback(() => {
    const due = failures.filter(({ error }) => clock.now() >= dueAt(error))
    void queryClient.refetchQueries({ predicate: (query) => due.some(({ source }) => source === query) })
  }, [failures, queryClient, clock])

  const dismiss = useCallback(() => {
    store.dismiss(groups[0]?.failures ?? [])
    renderAgain((count) => count + 1)
  }, [groups, store])

  return useMemo(() => {
    const shown = groups[0]
    const error = shown?.error ?? null
    const waits = shown?.failures.map((failure) => dueAt(failure.error)) ?? []
    return {
      error,
      errors: groups.map((group) => group.error),
      retry,
      dismiss,
      bannerProps: {
        error,
        retryAt: Math.max(0, ...waits) || null,
        onRetry: shown?.failures.some(({ isQuery }) => isQuery) ? retry : undefined,
        onDismiss: dismiss,
      },
    }
  }, [groups, retry, dismiss])
}
