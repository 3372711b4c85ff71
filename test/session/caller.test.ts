import { afterEach, describe, expect, it } from 'vitest'
import { type AuthFetchOptions, createAuthFetch } from '../../src/session/auth-fetch.js'
import { type AuthSession, createAuthSession } from '../../src/session/auth-session.js'
import type { Refresher, TokenGrant } from '../../src/session/refreshers.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { failure } from '../support/failure.js'

const API = 'https://api.example.com'
const open: AuthSession[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.dispose()
})

/** A page whose refresh takes until `answer`, and an API that lets one call through in four seconds. */
function page(byCookie = false, given: Partial<AuthFetchOptions> = {}) {
  const clock = createMovedClock()
  const sent: string[] = []
  const good = new Set(['renewed'])
  let renews: ((grant: TokenGrant) => void) | undefined
  let limit: Record<string, string> = {}
  const refresh: Refresher = () => new Promise((resolve) => (renews = resolve))
  const session = createAuthSession({
    refresh: Object.assign(refresh, { byCookie }),
    clock,
    name: `caller ${open.length}`,
  })
  open.push(session)
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, headers } = new Request(input, init)
    const authorization = headers.get('authorization') ?? 'nobody'
    sent.push(`${method} ${authorization}`)
    if (authorization !== 'nobody' && !good.has(authorization.replace('Bearer ', '')))
      return Response.json({ error: { code: 'TOKEN_EXPIRED' } }, { status: 401 })
    return Response.json({}, { headers: limit })
  }
  const authFetch = createAuthFetch({ session, origins: [API], fetch, clock, ...given })
  return {
    clock,
    session,
    sent,
    call: (init?: RequestInit) => authFetch(`${API}/x`, init),
    answer: (accessToken = 'renewed') => renews?.({ accessToken }),
    accept: (token: string) => good.add(token),
    async slowDown() {
      limit = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4' }
      await authFetch(`${API}/x`)
    },
  }
}

describe('a call whose token is being renewed', () => {
  it('is given up at once by its caller, and the refresh goes on for the others', async () => {
    const { clock, session, sent, call, answer } = page()
    await session.signIn({ accessToken: 'old' })
    const giveUp = new AbortController()
    const [one, other] = [failure(call({ signal: giveUp.signal })), call()]
    await clock.advance(100)
    giveUp.abort()
    expect(await one).toMatchObject({ kind: 'cancelled' })
    answer()
    expect((await other).status).toBe(200)
    expect(sent.at(-1)).toBe('GET Bearer renewed')
  })

  it('takes no longer than a call may', async () => {
    const { clock, session, call, answer } = page(false, { timeoutMs: 500 })
    await session.signIn({ accessToken: 'old' })
    const failed = failure(call())
    await clock.advance(500)
    expect(await failed).toMatchObject({ kind: 'network_timeout', retryable: true })
    const next = call()
    await clock.advance(0)
    answer()
    expect((await next).status).toBe(200)
    expect(clock.pending).toBe(0)
  })

  it('is given up at once, and in time, where nobody knows yet who is there', async () => {
    const { clock, sent, call } = page(true, { timeoutMs: 500 })
    const giveUp = new AbortController()
    const [one, other] = [failure(call({ signal: giveUp.signal })), failure(call())]
    await clock.advance(100)
    giveUp.abort()
    expect(await one).toMatchObject({ kind: 'cancelled' })
    await clock.advance(400)
    expect(await other).toMatchObject({ kind: 'network_timeout' })
    expect(sent).toEqual([])
  })

  it('is not sent as somebody else, who has signed in meanwhile', async () => {
    const { clock, session, sent, call, answer } = page()
    await session.signIn({ accessToken: 'old', expiresIn: 600 })
    await clock.advance(600_000)
    const failed = failure(call({ method: 'POST', body: 'mine' }))
    await clock.advance(0)
    await session.signIn({ accessToken: 'of another' })
    answer()
    expect(await failed).toMatchObject({ kind: 'not_authenticated', code: 'not_signed_in' })
    expect(sent).toEqual([])
  })
})

describe('a call that waits for its turn', () => {
  const waiting = async () => {
    const set = page()
    set.accept('mine')
    await set.session.signIn({ accessToken: 'mine' })
    await set.slowDown()
    set.sent.length = 0
    return set
  }

  it.each(['signOut', 'signIn'] as const)('is given up at once by a %s: nothing goes out', async (how) => {
    const { clock, session, sent, call } = await waiting()
    let over = false
    const failed = failure(call({ method: 'POST', body: '{}' })).finally(() => (over = true))
    await clock.advance(200)
    await session[how]({ accessToken: 'of another' })
    await clock.advance(0)
    expect(over).toBe(true)
    expect(await failed).toMatchObject({ kind: 'not_authenticated', code: 'not_signed_in' })
    await clock.advance(10_000)
    expect(sent).toEqual([])
  })

  it('is given up by its caller', async () => {
    const { clock, session, sent, call } = await waiting()
    const giveUp = new AbortController()
    const failed = failure(call({ signal: giveUp.signal }))
    await clock.advance(200)
    giveUp.abort()
    expect(await failed).toMatchObject({ kind: 'cancelled' })
    expect(session.getStatus()).toBe('signed_in')
    expect(sent).toEqual([])
  })

  it('is sent once it has it', async () => {
    const { clock, sent, call } = await waiting()
    const done = call()
    await clock.advance(5_000)
    expect((await done).status).toBe(200)
    expect(sent).toEqual(['GET Bearer mine'])
  })
})
