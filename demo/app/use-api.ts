import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { type Session, sessionKey } from 'react-ciba'
import { createAuthFetch, createAuthSession, refreshByCookie } from 'react-ciba/core'

/** The cookie of the sign-in gives short-lived tokens, which stay in memory. */
const session = createAuthSession({ refresh: refreshByCookie('/api/token') })
// A person who watches it need not wait for a whole minute.
export const authFetch = createAuthFetch({ session, circuit: { coolDownMs: 20_000 } })

/**
 * How the API knows whoever is signed in. When its session is over, here or in another tab, nobody is signed in any more;
 * when another tab begins one, everybody is.
 */
export function useApi(signedIn: Session | null | undefined) {
  const queries = useQueryClient()
  const status = useSyncExternalStore(session.subscribe, session.getStatus)
  const isOver = status === 'ended' || status === 'signed_out'

  useEffect(() => {
    if (isOver) queries.setQueryData(sessionKey, null)
    // Another tab has signed in: its cookie is that of this one.
    else if (status === 'signed_in' && queries.getQueryData(sessionKey) === null)
      void queries.invalidateQueries({ queryKey: sessionKey })
  }, [isOver, status, queries])
  useEffect(() => {
    const before = session.getStatus()
    if (signedIn === null && before === 'signed_in') void session.signOut()
    // The new cookie is all that there is; why it gave no token, the status says.
    if (signedIn && before !== 'unknown' && before !== 'signed_in') session.signIn().catch(() => undefined)
  }, [signedIn])

  return { isReady: !isOver, hasEnded: status === 'ended' }
}
