import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Session, sessionKey } from 'react-ciba'
import { createAuthFetch, createAuthSession, refreshByCookie } from 'react-ciba/core'

/** The cookie of the sign-in gives short-lived tokens, which stay in memory; each sign-in begins anew. */
function createApi() {
  const session = createAuthSession({ refresh: refreshByCookie('/api/token') })
  // A person who watches it need not wait for a whole minute.
  const authFetch = createAuthFetch({ session, circuit: { coolDownMs: 20_000 } })
  return { session, authFetch }
}
const first = createApi()

/**
 * The API of whoever is signed in. When its session is over, here or in another tab, nobody is signed in any more; `hasEnded`
 * says that it was the server who ended it.
 */
export function useApi(signedIn: Session | null | undefined) {
  const queries = useQueryClient()
  const [{ session, authFetch }, setApi] = useState(first)
  const [hasEnded, setHasEnded] = useState(false)

  useEffect(
    () =>
      session.subscribe(() => {
        const status = session.getStatus()
        if (status !== 'ended' && status !== 'signed_out') return
        queries.setQueryData(sessionKey, null)
        setHasEnded(status === 'ended')
        setApi(createApi())
        // It has yet to tell the other tabs.
        queueMicrotask(() => session.dispose())
      }),
    [session, queries],
  )
  useEffect(() => {
    if (signedIn === null && session.getStatus() === 'signed_in') void session.signOut()
  }, [signedIn, session])

  return { authFetch, hasEnded }
}
