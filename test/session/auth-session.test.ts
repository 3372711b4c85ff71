import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from '../../src/events/auth-event.js'
import {
  type AuthSession,
  type AuthSessionOptions,
  createAuthSession,
} from '../../src/session/auth-session.js'
import { refreshByCookie, refreshByToken } from '../../src/session/refreshers.js'
import { memoryTokenStore, type TokenStore } from '../../src/session/token-store.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createTokenServer, fetchFrom, type TokenServerOptions } from './token-server.js'
import { failure } from '../support/failure.js'

const API = 'https://api.example.com'
const open: AuthSession[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.dispose()
  vi.unstubAllGlobals()
})

function setUp(given: Partial<AuthSessionOptions> = {}, about: Partial<TokenServerOptions> = {}) {
  const clock = createMovedClock()
  const server = createTokenServer({ clock, ...about })
  const fetch = fetchFrom(server)
  const page = (more: Partial<AuthSessionOptions> = {}) => {
    const refresh = refreshByToken(`${API}/refresh`, { fetch })
    const session = createAuthSession({ refresh, clock, name: `s${open.length}`, ...given, ...more })
    open.push(session)
    return session
  }
  return { clock, server, fetch, page, session: page() }
}
/** Lets messages between tabs arrive. */
const delivered = () => new Promise((resolve) => setTimeout(resolve, 20))

/** What all tabs of a test share. */
function sharedStore(): TokenStore {
  return { ...memoryTokenStore(), shared: true }
}

describe('a session', () => {
  it('has no token before somebody signs in, and asks no server for one', async () => {
    const { server, session } = setUp()
    expect(session.getStatus()).toBe('unknown')
    expect(await session.getAccessToken()).toBeNull()
    expect(session.getStatus()).toBe('signed_out')
    expect(server.seen.refreshes).toBe(0)
  })

  it('gives the token that it was given for as long as that is good', async () => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    await clock.advance(240_000)
    expect(await session.getAccessToken()).toBe('access-1')
    expect(server.seen.refreshes).toBe(0)
  })

  it('renews it before it expires', async () => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    await clock.advance(275_000)
    expect(await session.getAccessToken()).toBe('access-2')
    expect(server.seen.refreshes).toBe(1)
  })

  it('leaves one that lives for seconds alone for three quarters of them', async () => {
    const { clock, server, session } = setUp({}, { expiresIn: 8 })
    await session.signIn(server.issue())
    await clock.advance(5_999)
    expect(await session.getAccessToken()).toBe('access-1')
    await clock.advance(1)
    expect(await session.getAccessToken()).toBe('access-2')
  })

  it('asks once for all who want a new one at the same time, and for who comes late with the old one', async () => {
    const { server, session } = setUp()
    await session.signIn(server.issue())
    const tokens = await Promise.all(Array.from({ length: 50 }, () => session.renew('access-1')))
    expect(new Set(tokens)).toEqual(new Set(['access-2']))
    expect(await session.renew('access-1')).toBe('access-2')
    expect(server.seen).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  it('follows a refresh token that is replaced each time', async () => {
    const { server, session } = setUp()
    await session.signIn(server.issue())
    for (const token of ['access-1', 'access-2', 'access-3']) await session.renew(token)
    expect(await session.getAccessToken()).toBe('access-4')
    expect(server.seen.reuses).toBe(0)
  })

  it('keeps the refresh token where the answer has none', async () => {
    const tokens: (string | undefined)[] = []
    const { session } = setUp({
      refresh: async (refreshToken) => {
        tokens.push(refreshToken)
        return { accessToken: `access-${tokens.length + 1}` }
      },
    })
    await session.signIn({ accessToken: 'access-1', refreshToken: 'kept' })
    await session.renew('access-1')
    await session.renew('access-2')
    expect(tokens).toEqual(['kept', 'kept'])
  })
})

describe('a refresh that the server refuses', () => {
  it('ends the session and says so', async () => {
    const { server, session } = setUp()
    await session.signIn(server.issue())
    server.failRefresh('refused')
    const error = await failure(session.renew('access-1'))
    expect(error).toMatchObject({
      kind: 'session_expired',
      code: 'INVALID_REFRESH_TOKEN',
      recovery: 're_authenticate',
      retryable: false,
    })
    expect(session.getStatus()).toBe('ended')
    expect(await session.getAccessToken()).toBeNull()
    expect(session.getStatus()).toBe('ended')
    expect(server.seen.refreshes).toBe(1)
  })

  it('is over with the next sign-in', async () => {
    const { server, session } = setUp()
    await session.signIn(server.issue())
    server.failRefresh('refused')
    await failure(session.renew('access-1'))
    await session.signIn(server.issue())
    expect(session.getStatus()).toBe('signed_in')
    expect(await session.getAccessToken()).toBe('access-2')
  })

  it('is known by an error of another copy of this library, which is no token', async () => {
    const other = Object.assign(new Error('network: connection_failed'), {
      kind: 'network',
      code: 'connection_failed',
      retryable: true,
      [Symbol.for('react-ciba.AuthError')]: true,
    })
    const { session } = setUp({ refresh: () => Promise.reject(other) })
    await session.signIn({ accessToken: 'access-1' })
    expect(await failure(session.renew('access-1'))).toBe(other)
    expect(await session.getAccessToken()).toBe('access-1')
  })

  it('is none where the app made a mistake', async () => {
    const { session } = setUp({ refresh: () => Promise.reject(new RangeError('a bug')) })
    await session.signIn({ accessToken: 'access-1' })
    expect(await failure(session.renew('access-1'))).toMatchObject({ kind: 'unknown' })
    expect(session.getStatus()).toBe('signed_in')
  })
})

describe('a refresh that does not get through', () => {
  it.each(['503', 'network', 'hang'] as const)('leaves the session alone (%s)', async (fault) => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    server.failRefresh(fault)
    const failed = failure(session.renew('access-1'))
    await clock.advance(15_000)
    expect(await failed).toMatchObject({ retryable: true })
    expect(session.getStatus()).toBe('signed_in')
    await clock.advance(20_000)
    expect(await session.renew('access-1')).toBe('access-2')
  })

  it('is not tried again before Retry-After, whoever asks', async () => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    server.failRefresh('503')
    await failure(session.renew('access-1'))
    await clock.advance(19_999)
    expect(await failure(session.renew('access-1'))).toMatchObject({ status: 503 })
    expect(server.seen.refreshes).toBe(1)
    await clock.advance(1)
    await session.renew('access-1')
    expect(server.seen.refreshes).toBe(2)
  })

  it('costs nothing while the old token is good, and is an error after that', async () => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    server.failRefresh('503')
    await clock.advance(290_000)
    expect(await session.getAccessToken()).toBe('access-1')
    await clock.advance(10_000)
    expect(await failure(session.getAccessToken())).toMatchObject({ status: 503, retryable: true })
  })
})

describe('a cookie that renews', () => {
  const byCookie = () => {
    const clock = createMovedClock()
    const server = createTokenServer({ clock, by: 'cookie' })
    const plain = fetchFrom(server)
    let cookie: string | null = null
    const fetch: typeof plain = async (input, init) => {
      const headers = new Headers(init?.headers)
      if (cookie !== null) headers.set('cookie', cookie)
      const answer = await plain(input, { ...init, headers })
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    }
    const load = () => {
      const session = createAuthSession({
        refresh: refreshByCookie(`${API}/refresh`, { fetch }),
        clock,
        name: 'cookie',
      })
      open.push(session)
      return session
    }
    return { clock, server, load, signIn: () => (cookie = `refresh=${server.issue().refreshToken}`) }
  }

  it('finds the session again after a reload', async () => {
    const { server, load, signIn } = byCookie()
    signIn()
    const session = load()
    expect(await session.getAccessToken()).toBe('access-2')
    expect(await session.renew('access-2')).toBe('access-3')
    expect(server.seen.reuses).toBe(0)
  })

  it('means nobody is signed in where it is not there, and is asked about once', async () => {
    const { server, load } = byCookie()
    const session = load()
    expect(await session.getAccessToken()).toBeNull()
    expect(await session.getAccessToken()).toBeNull()
    expect(session.getStatus()).toBe('signed_out')
    expect(server.seen.refreshes).toBe(1)
  })

  it('is asked about again where the server could not be reached', async () => {
    const { clock, server, load, signIn } = byCookie()
    signIn()
    server.failRefresh('network')
    const session = load()
    expect(await failure(session.getAccessToken())).toMatchObject({ kind: 'network' })
    expect(session.getStatus()).toBe('unknown')
    await clock.advance(2_000)
    expect(await session.getAccessToken()).toBe('access-2')
  })

  it('finds the sign-in of another tab, also where somebody else was signed in here', async () => {
    const { server, load, signIn } = byCookie()
    const [here, there] = [load(), load()]
    expect(await here.getAccessToken()).toBeNull()
    let told = 0
    here.subscribe(() => (told += 1))
    signIn()
    await there.signIn({ accessToken: 'of the first' })
    await delivered()
    expect(here.getStatus()).toBe('signed_in')
    const first = await here.getSession()
    expect(await here.getAccessToken()).toBe('access-2')
    told = 0
    signIn()
    await there.signIn({ accessToken: 'of the second' })
    await delivered()
    expect(await here.getAccessToken()).toBe('access-4')
    expect(await here.getSession()).not.toEqual(first)
    expect(told).toBeGreaterThan(0)
    expect(server.seen).toMatchObject({ refreshes: 3, reuses: 0 })
  })

  it('is found by a sign-in that brings nothing else, here and in the other tabs, after an end and after a sign-out', async () => {
    const { server, load, signIn } = byCookie()
    const [here, there] = [load(), load()]
    signIn()
    expect(await here.getAccessToken()).toBe('access-2')
    server.failRefresh('refused')
    expect(await failure(here.renew('access-2'))).toMatchObject({ kind: 'session_expired' })
    expect(await here.getAccessToken()).toBeNull()
    signIn()
    await here.signIn()
    const first = await here.getAccessToken()
    expect([first, here.getStatus()]).toEqual([expect.stringMatching(/^access-/), 'signed_in'])
    await delivered()
    expect(await there.getAccessToken()).toMatch(/^access-/)
    await here.signOut()
    signIn()
    await here.signIn()
    const last = await here.getAccessToken()
    expect(last).toMatch(/^access-/)
    expect(last).not.toBe(first)
    expect(server.seen.reuses).toBe(0)
  })

  it('that nobody has leads to no sign-in', async () => {
    const { load } = byCookie()
    const session = load()
    expect(await failure(session.signIn())).toMatchObject({ status: 401 })
    expect(session.getStatus()).toBe('signed_out')
    const { page } = setUp()
    expect(await failure(page().signIn())).toBeInstanceOf(TypeError)
  })

  it('is not asked about after a sign-out', async () => {
    const { server, load, signIn } = byCookie()
    signIn()
    const session = load()
    await session.signOut()
    expect(await session.getAccessToken()).toBeNull()
    expect(server.seen.refreshes).toBe(0)
  })
})

describe('who signs out or in while a refresh is under way', () => {
  const underWay = async () => {
    const set = setUp()
    let answer = (_: { accessToken: string }) => {}
    const session = set.page({
      refresh: () => new Promise((resolve) => (answer = resolve)),
    })
    await session.signIn({ accessToken: 'old', refreshToken: 'r' })
    const renewing = session.renew('old')
    await delivered()
    return { session, renewing, answer: () => answer({ accessToken: 'late' }) }
  }

  it('is not signed in again by it', async () => {
    const { session, renewing, answer } = await underWay()
    await session.signOut()
    answer()
    expect(await failure(renewing)).toMatchObject({ kind: 'not_authenticated', code: 'not_signed_in' })
    expect(await session.getAccessToken()).toBeNull()
  })

  it('is not signed in again by it where the store is written to one after the other', async () => {
    const held = memoryTokenStore()
    let last: Promise<unknown> = Promise.resolve()
    const inTurn = async <T>(act: () => T | Promise<T>): Promise<T> => {
      const mine = last.then(act)
      last = mine
      return mine
    }
    let leave: (() => Promise<void>) | undefined
    let left: Promise<void> | undefined
    const { page } = setUp()
    const session = page({
      store: {
        get() {
          const read = inTurn(() => held.get())
          left ??= leave?.()
          return read
        },
        set: (tokens) => inTurn(() => held.set(tokens)),
      },
      refresh: async () => {
        leave = session.signOut
        return { accessToken: 'late' }
      },
    })
    await session.signIn({ accessToken: 'old', refreshToken: 'r' })
    expect(await failure(session.renew('old'))).toMatchObject({ code: 'not_signed_in' })
    await left
    expect([await held.get(), session.getStatus()]).toEqual([null, 'signed_out'])
  })

  it('keeps the tokens of the new sign-in', async () => {
    const { session, renewing, answer } = await underWay()
    await session.signIn({ accessToken: 'new' })
    answer()
    expect(await renewing).toBe('new')
    expect(await session.getAccessToken()).toBe('new')
  })
})

describe('who signs out or in while a cookie is asked about', () => {
  /** A page whose cookie is being asked about: `answer` lets that end. Another tab is beside it. */
  const underWay = async () => {
    const answers: ((refusal?: Response) => void)[] = []
    const fetch: typeof globalThis.fetch = () =>
      new Promise((resolve) => {
        const token = `cookie-${answers.length + 1}`
        answers.push((refusal) => resolve(refusal ?? Response.json({ token, expiresIn: 600 })))
      })
    const refresh = refreshByCookie(`${API}/refresh`, { fetch })
    const { page } = setUp({ name: `cookie ${open.length}` })
    const [here, there] = [page({ refresh }), page({ refresh })]
    const asking = here.getAccessToken()
    await delivered()
    return { here, there, asking, answer: (n: number, refusal?: Response) => answers[n]?.(refusal) }
  }

  it.each(['here', 'there'] as const)('stays signed out, having done so %s', async (where) => {
    const { [where]: tab, here, asking, answer } = await underWay()
    const seen: string[] = []
    here.subscribe(() => seen.push(here.getStatus()))
    await tab.signOut()
    await delivered()
    answer(0)
    expect(await asking).toBeNull()
    expect([here.getStatus(), await here.getAccessToken()]).toEqual(['signed_out', null])
    expect(seen).toEqual(['signed_out'])
  })

  it('is who signed in last, where tokens were brought', async () => {
    const { here, asking, answer } = await underWay()
    await here.signOut()
    await here.signIn({ accessToken: 'new' })
    answer(0, Response.json({ error: 'no such session' }, { status: 401 }))
    expect(await asking).toBe('new')
    expect([here.getStatus(), await here.getAccessToken()]).toEqual(['signed_in', 'new'])
  })

  it.each(['here', 'there'] as const)(
    'has the tokens of the new cookie, having signed in %s',
    async (where) => {
      const { [where]: tab, here, asking, answer } = await underWay()
      // The tab beside it has tokens of its own, so that one cookie is asked about.
      const signingIn = tab.signIn(where === 'there' ? { accessToken: 'brought' } : undefined)
      await delivered()
      answer(0)
      await delivered()
      answer(1)
      await signingIn
      expect(await asking).toBe('cookie-2')
      expect([here.getStatus(), await here.getAccessToken()]).toEqual(['signed_in', 'cookie-2'])
    },
  )
})

describe('several tabs', () => {
  it('with a store that they share refresh once, and a sign-out is everybody’s', async () => {
    const store = sharedStore()
    const { server, page } = setUp({ store, name: 'shared' })
    const tabs = [page(), page(), page()] as const
    await tabs[0].signIn(server.issue())
    await delivered()
    expect(tabs.map((tab) => tab.getStatus())).toEqual(['signed_in', 'signed_in', 'signed_in'])
    const tokens = await Promise.all(
      tabs.flatMap((tab) => Array.from({ length: 50 }, () => tab.renew('access-1'))),
    )
    expect(new Set(tokens)).toEqual(new Set(['access-2']))
    expect(server.seen).toMatchObject({ refreshes: 1, reuses: 0 })
    await tabs[1].signOut()
    await delivered()
    expect(tabs.map((tab) => tab.getStatus())).toEqual(['signed_out', 'signed_out', 'signed_out'])
    expect(await store.get()).toBeNull()
  })

  it('are all told where the server ends the session', async () => {
    const { server, page } = setUp({ store: sharedStore(), name: 'told' })
    const tabs = [page(), page()] as const
    await tabs[0].signIn(server.issue())
    await delivered()
    server.failRefresh('refused')
    await failure(tabs[1].renew('access-1'))
    await delivered()
    expect(tabs.map((tab) => tab.getStatus())).toEqual(['ended', 'ended'])
  })

  it('do not take a sign-out that is over for one of the session that follows it', async () => {
    const { server, page } = setUp({ store: sharedStore(), name: 'quick' })
    const tabs = [page(), page()] as const
    await tabs[0].signIn(server.issue())
    await delivered()
    await tabs[0].signOut()
    await tabs[0].signIn(server.issue())
    await delivered()
    expect(await tabs[1].getAccessToken()).toBe('access-2')
    expect(tabs[1].getStatus()).toBe('signed_in')
  })

  it('with a memory each keep their own tokens, and forget them with a sign-out elsewhere', async () => {
    const { server, page } = setUp({ name: 'own' })
    const tabs = [page(), page()] as const
    await tabs[0].signIn(server.issue())
    await delivered()
    expect(await tabs[1].getAccessToken()).toBeNull()
    await tabs[1].signIn(server.issue())
    await tabs[0].signOut()
    await delivered()
    expect(await tabs[1].getAccessToken()).toBeNull()
  })

  it('with a memory of their own: a sign-in elsewhere does not hide that the session here has ended', async () => {
    const { server, page } = setUp({ name: 'ended here' })
    const tabs = [page(), page()] as const
    await tabs[0].signIn(server.issue())
    server.failRefresh('refused')
    await failure(tabs[0].renew('access-1'))
    await delivered()
    await tabs[1].signIn(server.issue())
    await delivered()
    expect(tabs.map((tab) => tab.getStatus())).toEqual(['ended', 'signed_in'])
    expect(await failure(tabs[0].getSession())).toMatchObject({ kind: 'session_expired' })
  })

  it('work without locks and channels: one that comes late uses what the other one got', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    vi.stubGlobal('navigator', {})
    const { server, page } = setUp({ store: sharedStore(), name: 'plain' })
    const tabs = [page(), page()] as const
    await tabs[0].signIn(server.issue())
    const tokens = await Promise.all(tabs.map((tab) => tab.renew('access-1').catch(() => 'refused')))
    expect(tokens).toContain('access-2')
    expect(await tabs[0].getAccessToken()).toBe('access-2')
    expect(await tabs[1].getAccessToken()).toBe('access-2')
  })
})

describe('what is told of a session', () => {
  it('has every refresh in it, and no token', async () => {
    const { server, session } = setUp()
    const events: AuthEvent[] = []
    session.observe((event) => void events.push(event))
    await session.signIn(server.issue())
    await session.renew('access-1')
    server.failRefresh('refused')
    await failure(session.renew('access-2'))
    expect(events.map(({ type }) => type)).toEqual([
      'transition',
      'request_started',
      'request_finished',
      'request_started',
      'request_finished',
      'transition',
    ])
    expect(events.at(-1)).toMatchObject({ from: 'signed_in', to: 'ended' })
    expect(JSON.stringify(events)).not.toMatch(/access-|refresh-\d/)
  })

  const errorsOf = (session: AuthSession) => {
    const errors: string[] = []
    session.observe((event) => {
      if (event.type === 'request_finished') errors.push(`${event.outcome} ${event.error?.kind ?? 'fine'}`)
    })
    return errors
  }

  it('is no error where a page finds no cookie, and one where a sign-in should have brought it', async () => {
    const fetch = async () => Response.json({ error: { code: 'NOT_AUTHENTICATED' } }, { status: 401 })
    const { page } = setUp()
    const session = page({ refresh: refreshByCookie(`${API}/refresh`, { fetch }) })
    const errors = errorsOf(session)
    expect(await session.getAccessToken()).toBeNull()
    expect(errors).toEqual(['NOT_AUTHENTICATED fine'])
    await failure(session.signIn())
    expect(errors.slice(1)).toEqual(['NOT_AUTHENTICATED not_authenticated'])
  })

  it('has each error that somebody gets because the refresh has failed a moment ago, and no other', async () => {
    const { clock, server, session } = setUp()
    await session.signIn(server.issue())
    const errors = errorsOf(session)
    await clock.advance(290_000)
    server.failRefresh('503')
    for (let n = 0; n < 3; n++) expect(await session.getAccessToken()).toBe('access-1')
    expect(errors).toHaveLength(1)
    await clock.advance(10_000)
    for (let n = 0; n < 2; n++) await failure(session.getAccessToken())
    expect(server.seen.refreshes).toBe(1)
    expect(errors).toEqual(Array(3).fill('UNAVAILABLE unavailable'))
  })

  it('reaches the others where one listener throws', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { server, session } = setUp()
    let told = 0
    session.subscribe(() => {
      throw new Error('a bug of the app')
    })
    const stop = session.subscribe(() => (told += 1))
    await session.signIn(server.issue())
    expect(told).toBe(1)
    stop()
    await session.signOut()
    expect(told).toBe(1)
    vi.unstubAllEnvs()
  })

  it('is an AuthError where the store fails', async () => {
    const broken: TokenStore = { ...memoryTokenStore(), get: () => Promise.reject(new Error('no disk')) }
    const { session } = setUp({ store: broken })
    expect(await failure(session.getAccessToken())).toMatchObject({ name: 'AuthError', kind: 'unknown' })
    expect(await failure(session.renew('x'))).toMatchObject({ name: 'AuthError' })
  })

  it('signs out here also where the server cannot be told', async () => {
    const { server, session } = setUp({ signOut: () => Promise.reject(new TypeError('Failed to fetch')) })
    await session.signIn(server.issue())
    expect(await failure(session.signOut())).toMatchObject({ kind: 'network' })
    expect(session.getStatus()).toBe('signed_out')
  })
})

describe('tokens in an answer', () => {
  it.each([
    [
      { access_token: 'a', refresh_token: 'r', expires_in: 60 },
      { accessToken: 'a', refreshToken: 'r', expiresIn: 60 },
    ],
    [
      { token: 'a', expiresIn: 1_296_000 },
      { accessToken: 'a', expiresIn: 1_296_000 },
    ],
    [
      { accessToken: 'a', expires_in: '60' },
      { accessToken: 'a', expiresIn: 60 },
    ],
    [{ token: 'a', expires_in: -1 }, { accessToken: 'a' }],
  ])('are read from %j', async (body, expected) => {
    const { readTokens } = await import('../../src/session/refreshers.js')
    expect(readTokens(body)).toEqual(expected)
  })

  it.each([null, 'text', {}, { token: '' }, { token: 7 }])('are missed in %j', async (body) => {
    const { readTokens } = await import('../../src/session/refreshers.js')
    expect(() => readTokens(body)).toThrow(expect.objectContaining({ code: 'unreadable_answer' }))
  })
})
