import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type ApiSystem,
  type AuthSession,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  isAuthError,
} from '../../src/core.js'
import { createMovedClock, type MovedClock } from '../../src/testing/moved-clock.js'
import type { ApiFailure, ScriptedApi } from '../../src/testing.js'
import type { SystemRow } from '../../stories/docs-blocks/system-rows/system-row.js'
import { createCookieJar } from '../support/cookie-jar.js'
import { startHttpListener } from '../support/http-listener.js'
import { createIdleTime } from '../support/idle-time.js'

/** How an app sets the system up. `does(name)` is a handler that notes its name, and what it is told behind it. */
interface SetUp<Server extends ScriptedApi> {
  server(clock: MovedClock): Server
  /** In front of the server: an app's back end. */
  backEnd?(server: Server, request: Request): Promise<Response> | undefined
  system(about: About<Server>): ApiSystem
  /** A sign-in; without one a cookie is found. */
  signIn?(server: Server, page: Page): Promise<void>
  /** What the app calls. */
  path: string
  /** What it does in place of a call for some rows; undefined where it calls. */
  row?(page: Page, failure: ApiFailure): Promise<unknown> | undefined
}
interface About<Server> {
  server: Server
  origin: string
  fetch: typeof fetch
  clock: MovedClock
  did: string[]
  page(): Page
}
interface Page {
  system: ApiSystem
  session: AuthSession
}

/** The scripted server over HTTP on this machine, and pages that use the system. */
export async function startSystem<Server extends ScriptedApi>(setUp: SetUp<Server>) {
  type Name = keyof Server['failures'] & string
  const clock = createMovedClock()
  const time = createIdleTime(clock)
  const server = setUp.server(clock)
  const http = await startHttpListener(
    (request) => setUp.backEnd?.(server, request) ?? server.handle(request),
  )
  const sessions: AuthSession[] = []
  let opened = 0

  beforeEach(() => {
    // How far repeats are spread is another test's.
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    server.mend()
    for (const session of sessions.splice(0)) session.dispose()
  })
  afterAll(() => http.close())

  async function openPage({ jar = createCookieJar(), signsIn = true } = {}) {
    const fetchWithCookies: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      jar.addTo(request.headers)
      const answer = await time.countedFetch(request)
      jar.keep(answer.headers)
      return answer
    }
    const did: string[] = []
    const pages: Page[] = []
    const system = setUp.system({
      server,
      origin: http.origin,
      fetch: fetchWithCookies,
      clock,
      did,
      page() {
        const [page] = pages
        if (page === undefined) throw new Error('The page is not there yet')
        return page
      },
    })
    const session = createAuthSession({ refresh: system.refresh, clock, name: `system-${(opened += 1)}` })
    sessions.push(session)
    const page = { system, session }
    pages.push(page)
    const authFetch = createAuthFetch({
      session,
      system,
      origins: [http.origin],
      clock,
      fetch: fetchWithCookies,
    })
    const recovery = createRecovery({ session, system, clock })
    if (signsIn) await setUp.signIn?.(server, page)
    await session.getAccessToken()
    return { ...page, authFetch, recovery, did, jar }
  }

  async function meet(name: Name) {
    const page = await openPage()
    const before = server.calls.length
    const failure: ApiFailure = server.failures[name] ?? { about: '' }
    const { method = 'GET', headers = {} } = failure
    const call = () =>
      page.authFetch(http.origin + setUp.path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
    const seen = (operation: string) =>
      server.calls.slice(before).filter((seen) => seen.operation === operation).length
    server.fail(name)
    return { ...page, call, begin: () => setUp.row?.(page, failure) ?? call(), seen }
  }

  function checkRows(rows: Record<Name, SystemRow>): void {
    it.each(Object.entries<SystemRow>(rows))('%s', async (name, wanted) => {
      const { begin, call, seen, recovery, did, system } = await meet(name as Name)
      const first = await time.settled<unknown>(begin())
      const error = isAuthError(first) ? first : null
      const thrown = error && `${error.kind} ${error.recovery}`
      expect({ thrown, calls: seen('api'), refreshes: seen('refresh') }).toEqual({
        thrown: wanted.thrown,
        calls: wanted.calls ?? 1,
        refreshes: wanted.refreshes ?? 0,
      })
      if (error === null) return
      expect(error.helpUrl ?? system.links.helpBaseUrl).toBe(wanted.helpUrl)

      const askedAt = clock.now()
      const helped = await time.settled(recovery.recover(error))
      const waitedS = Math.floor((clock.now() - askedAt) / 1_000)
      expect(did.join() || (waitedS > 0 ? `waits ${waitedS} s` : 'nothing')).toBe(wanted.does ?? 'nothing')
      expect(helped).toBe(wanted.works ?? false)
      if (helped === true) expect(await time.settled(call())).toMatchObject({ ok: true })
    })
    it('has a row for every failure of the server', () => {
      expect(Object.keys(rows).sort()).toEqual(Object.keys(server.failures).sort())
    })
  }

  return { clock, server, http, settled: time.settled, openPage, meet, checkRows }
}
