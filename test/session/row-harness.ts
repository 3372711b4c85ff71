import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type AuthError,
  type AuthErrorKind,
  type AuthFetchOptions,
  type AuthSession,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  type Recovery,
  type RecoveryOptions,
  refreshByToken,
} from '../../src/core.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createIdleTime } from '../support/idle-time.js'
import { startHttpListener } from '../support/http-listener.js'

/** An answer of the server; a function where it depends on the time. `drop` breaks the connection, `hang` says nothing. */
type Answer = Response | 'drop' | 'hang' | (() => Response)

export const says = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })

/** What the server does with a page, and how that page is set up. */
interface Scene {
  /** To the app's calls, in order; then success. */
  api: Answer[]
  /** To refreshes, in order; then new tokens. */
  refresh?: Answer[]
  options?: AuthFetchOptions
  recovery?: RecoveryOptions
  /** What the server says of the account, where it is asked. */
  state?: string
}

/** One row of a system's guide: what the server does, and what an app gets. */
export interface Row extends Scene {
  name: string
  /** A GET by default. */
  init?: RequestInit
  wanted: {
    /** Seconds from the start at which the app's call reached the server: each time that it was sent. */
    calls: number[]
    refreshes: number
    /** Null where the call succeeds. */
    thrown: { kind: AuthErrorKind; recovery: Recovery; code?: string } | null
    /** `signed_in` by default. */
    session?: 'ended'
    /** What is done about it: the app's own action, a step, a wait of so many seconds, or nothing. */
    does?: string
    /** What comes of the call once that is done; absent where it is not made again. */
    then?: 'ok' | AuthErrorKind
  }
}

const tokens = (n: number) => ({ accessToken: `access-${n}`, refreshToken: `refresh-${n}`, expiresIn: 3_600 })

/** A server on this machine that plays rows, and pages that call it. */
export async function startRows() {
  const clock = createMovedClock()
  const time = createIdleTime(clock)
  const { countedFetch, settled } = time
  const sessions: AuthSession[] = []
  const seen = { calls: [] as number[], tokens: [] as string[], refreshes: 0, refreshTokens: [] as unknown[] }
  let scene: Scene = { api: [] }
  let startedAt = 0
  let opened = 0

  async function play(answer: Answer | undefined, success: object, signal: AbortSignal): Promise<Response> {
    if (answer === 'drop') throw new Error('dropped')
    if (answer === 'hang') {
      time.hangs(signal)
      return new Promise(() => undefined)
    }
    return typeof answer === 'function' ? answer() : (answer ?? Response.json(success))
  }
  async function serve(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/state') return new Response(scene.state)
    if (pathname === '/refresh') {
      seen.refreshes += 1
      seen.refreshTokens.push(((await request.json()) as { refresh_token?: unknown }).refresh_token)
      return play(scene.refresh?.shift(), tokens(seen.refreshes + 1), request.signal)
    }
    seen.calls.push(Math.floor((clock.now() - startedAt) / 1_000))
    seen.tokens.push(request.headers.get('authorization') ?? '')
    return play(scene.api.shift(), { ok: true }, request.signal)
  }
  const http = await startHttpListener(async (request) => {
    const { status, headers, body } = await serve(request)
    const dated = new Headers(headers)
    // The server's clock is the page's.
    dated.set('date', new Date(clock.now()).toUTCString())
    return new Response(body, { status, headers: dated })
  })
  beforeEach(() => {
    // How far repeats are spread is another test's.
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    for (const session of sessions.splice(0)) session.dispose()
  })
  afterAll(() => http.close())

  /** A page on which somebody is signed in. */
  async function page(next: Scene) {
    scene = { ...next, api: [...next.api], refresh: [...(next.refresh ?? [])] }
    startedAt = clock.now()
    Object.assign(seen, { calls: [], tokens: [], refreshes: 0, refreshTokens: [] })
    const session = createAuthSession({
      refresh: refreshByToken(`${http.origin}/refresh`, { fetch: countedFetch }),
      clock,
      name: `row-${(opened += 1)}`,
    })
    sessions.push(session)
    await session.signIn(tokens(1))
    const options = { session, origins: [http.origin], clock, fetch: countedFetch, ...next.options }
    const authFetch = createAuthFetch(options)
    const did: string[] = []
    const does = (name: string) => () => void did.push(name)
    const recovery = createRecovery({
      session,
      clock,
      actions: {
        async re_authenticate() {
          await session.signIn(tokens(9))
          did.push('signs in')
          return true
        },
        upgrade_plan: does('offers a plan'),
        contact_support: does('shows support'),
        verify_permissions: does('asks for access'),
        start_over: does('starts over'),
        update_app: does('asks to update'),
      },
      ...(next.state !== undefined && {
        getUserState: async ({ signal }) => (await authFetch(`${http.origin}/state`, { signal })).text(),
      }),
      onStep: (step) => did.push(`goes to ${step}`),
      ...next.recovery,
    })
    const call = (init?: RequestInit) => authFetch(`${http.origin}/thing`, init)
    return { session, recovery, call, did, seen }
  }

  /** Makes the call of each row, does what its error asks for, and makes it again where that helped. */
  function checkRows(rows: readonly Row[]): void {
    it.each(rows)('$name', async (row) => {
      const { wanted } = row
      const { session, recovery, call, did } = await page(row)
      const first = await settled(call(row.init))
      const code = wanted.thrown?.code !== undefined && { code: (first as AuthError).code }
      const thrown =
        first instanceof Response ? null : { kind: first.kind, recovery: first.recovery, ...code }
      const { calls, refreshes } = seen
      const status = wanted.session ?? 'signed_in'
      expect({ calls, refreshes, thrown, session: session.getStatus() }).toEqual({
        calls: wanted.calls,
        refreshes: wanted.refreshes,
        thrown: wanted.thrown,
        session: status,
      })
      if (first instanceof Response) return
      expect(JSON.stringify(first)).not.toMatch(/access-\d|refresh-\d/)

      const askedAt = clock.now()
      const helped = await settled(recovery.recover(first))
      const waitedS = Math.floor((clock.now() - askedAt) / 1_000)
      const renewed = seen.refreshes > refreshes ? 'renews' : ''
      const waited = waitedS > 0 ? `waits ${waitedS} s` : 'nothing'
      expect(did.join() || renewed || waited).toBe(wanted.does ?? 'nothing')
      expect(helped).toBe(wanted.then !== undefined)
      if (wanted.then === undefined) return
      const again = await settled(call(row.init))
      expect(again instanceof Response ? 'ok' : again.kind).toBe(wanted.then)
      expect(session.getStatus()).toBe('signed_in')
    })
  }

  return { clock, page, settled, checkRows }
}
