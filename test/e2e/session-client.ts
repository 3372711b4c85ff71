import {
  createAuthFetch,
  createAuthSession,
  memoryTokenStore,
  type Refresher,
  refreshByToken,
  indexedDbTokenStore,
} from 'react-ciba/core'

/** What a test does with a page: a session and calls, as an app has them. */
const shared = new URLSearchParams(location.search).has('shared')
/** Whose cookie is asked about, until the test lets it be answered. */
const asked = new URLSearchParams(location.search).has('asked')
const answered = new Promise<void>((resolve) => Object.assign(window, { answer: resolve }))
const byCookie: Refresher = async () => answered.then(() => ({ accessToken: 'of the cookie' }))
const session = createAuthSession({
  refresh: asked ? Object.assign(byCookie, { byCookie: true }) : refreshByToken('/refresh'),
  store: shared ? indexedDbTokenStore() : memoryTokenStore(),
})
const authFetch = createAuthFetch({ session })

Object.assign(window, {
  session,
  /** So many calls at once; what came of them. */
  callMany: async (count: number) => {
    const calls = Array.from({ length: count }, async (_, n) => {
      const answer = await authFetch(`/api/item/${n}`)
      return ((await answer.json()) as { by: string }).by
    })
    return (await Promise.allSettled(calls)).map((call) =>
      call.status === 'fulfilled' ? call.value : (call.reason as Error).message,
    )
  },
})
