'use client'
import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { type AuthError, isAuthError } from '../errors/auth-error.js'
import { sessionKey, sessionKeyOf } from './session-query.js'

const [OURS] = sessionKey
const isOurs = ([first]: readonly unknown[] = []) => first === OURS

/** Tells one signed-in person from another: by the subject, or by the sign-in where nobody knows more. */
function nameOf(session: unknown): unknown {
  if (typeof session !== 'object' || session === null) return null
  const { user, id } = session as { user?: { sub?: unknown }; id?: unknown }
  return user?.sub ?? id
}

/** Drops all that was loaded, and what still comes. What is in use begins anew, or fails with what ended the session. */
function forget(queryClient: QueryClient, endedBy: AuthError | null): void {
  const queries = queryClient.getQueryCache()
  const mutations = queryClient.getMutationCache()
  const theirs = queries.getAll().filter(({ queryKey }) => !isOurs(queryKey))
  notifyManager.batch(() => {
    for (const mutation of mutations.getAll())
      if (!isOurs(mutation.options.mutationKey)) mutations.remove(mutation)
    for (const query of theirs) {
      if (query.getObserversCount() === 0) queries.remove(query)
      else query.reset()
      if (endedBy !== null)
        query.setState({
          status: 'error',
          error: endedBy,
          errorUpdatedAt: endedBy.occurredAt,
          errorUpdateCount: 1,
        })
    }
  })
  if (endedBy !== null) return
  // Once the page knows: what it no longer shows need not be asked for.
  notifyManager.schedule(() => {
    const asked = new Set(theirs)
    void queryClient.refetchQueries({ type: 'active', predicate: (query) => asked.has(query) })
  })
}

/**
 * Watches the query of a client's session: nobody sees what was loaded for somebody else. The first answer after a page was
 * loaded changes nothing, so what was restored or came with the page stays.
 */
export function forgetOthers(queryClient: QueryClient, session: object): void {
  const [, name] = sessionKeyOf(session)
  let known: unknown
  queryClient.getQueryCache().subscribe((event) => {
    const { queryKey } = event.query
    if (event.type !== 'updated' || !isOurs(queryKey) || queryKey[1] !== name) return
    const { type } = event.action
    const { data, error } = event.query.state
    const endedBy = type === 'error' && isAuthError(error) && error.kind === 'session_expired' ? error : null
    if (type !== 'success' && endedBy === null) return
    const before = known
    known = endedBy === null ? nameOf(data) : null
    if (before !== undefined && before !== known) forget(queryClient, endedBy)
  })
}
