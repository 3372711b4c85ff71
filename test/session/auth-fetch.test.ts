import { afterEach, describe, expect, it, vi } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { type AuthFetchOptions, createAuthFetch } from '../../src/session/auth-fetch.js'
import { createAuthSession } from '../../src/session/auth-session.js'
import { refreshByToken } from '../../src/session/refreshers.js'
import { authos } from '../../src/systems/authos.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createTokenServer, fetchFrom, type TokenServerOptions } from './token-server.js'
import { failure } from '../support/failure.js'

const API = 'https://api.example.com'
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.unstubAllGlobals()
})

async function signedIn(given: Partial<AuthFetchOptions> = {}, about: Partial<TokenServerOptions> = {}) {
  const clock = createMovedClock()
  const server = createTokenServer({ clock, ...about })
  const fetch = fetchFrom(server)
  const session = createAuthSession({ refresh: refreshByToken(`${API}/refresh`, { fetch }), clock })
  closing.push(() => session.dispose())
  await session.signIn(server.issue())
  const call = createAuthFetch({ session, origins: [API], fetch, clock, ...given })
  return { clock, server, session, call }
}

/** An API that answers with what it is told to, the last for good. */
function api(
  answers: (Response | Error | 'hang' | (() => Response))[],
  given: Partial<AuthFetchOptions> = {},
) {
  const clock = createMovedClock()
  const sent: { at: number; request: Request }[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    sent.push({ at: clock.now(), request })
    const answer = answers[Math.min(sent.length, answers.length) - 1]
    return new Promise((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
      if (request.signal.aborted) reject(request.signal.reason as Error)
      if (answer instanceof Error) reject(answer)
      else if (typeof answer === 'function') resolve(answer())
      else if (answer !== 'hang' && answer) resolve(answer.clone())
    })
  }
  const events: AuthEvent[] = []
  const call = createAuthFetch({
    origins: [API],
    fetch,
    clock,
    onEvent: (event) => void events.push(event),
    ...given,
  })
  const startedAt = clock.now()
  return { clock, sent, events, call, times: () => sent.map(({ at }) => at - startedAt) }
}
const fails = (status: number, headers: Record<string, string> = {}) => new Response('', { status, headers })
const fine = () => Response.json({ ok: true })

describe('what a system adds to an error', () => {
  const system = { name: 'shop', codes: {} }

  it('is thrown and told, by what the call was', async () => {
    const refine = (error: AuthError, { headers }: { headers: Headers }) =>
      new AuthError({ ...error.toJSON(), process: headers.get('x-shop') ?? '' })
    const { call, events } = api([fails(404)], { system: { ...system, refine } })
    expect(await failure(call(`${API}/x`, { headers: { 'x-shop': 'till' } }))).toMatchObject({
      kind: 'not_found',
      process: 'till',
    })
    expect(events.at(-1)).toMatchObject({ type: 'request_finished', error: { process: 'till' } })
  })

  it('is nothing where that fails', async () => {
    const refine = () => {
      throw new Error('a mistake of the app')
    }
    const { call } = api([fails(404)], { system: { ...system, refine } })
    expect(await failure(call(`${API}/x`))).toMatchObject({ kind: 'not_found' })
  })
})

describe('a call of a signed-in person', () => {
  it('carries the token, and gives back the answer unread', async () => {
    const { server, call } = await signedIn()
    const answer = await call(`${API}/me`)
    expect(await answer.json()).toEqual({ ok: true, by: 'access-1' })
    expect(server.seen.calls).toEqual(['GET /me access-1'])
  })

  it('is sent once more with a new token where the old one has expired', async () => {
    const { server, call } = await signedIn()
    server.expireAll()
    const answer = await call(`${API}/orders`, { method: 'POST', body: '{"item":7}' })
    expect(answer.status).toBe(200)
    expect(server.seen.calls).toEqual([
      'POST /orders access-1 {"item":7}',
      'POST /orders access-2 {"item":7}',
    ])
  })

  it.each([
    ['a form', () => ({ body: new URLSearchParams({ a: '1' }) })],
    ['bytes', () => ({ body: new Uint8Array([97, 61, 49]) })],
    ['a blob', () => ({ body: new Blob(['a=1']) })],
  ])('repeats %s as it was', async (_name, init) => {
    const { server, call } = await signedIn()
    server.expireAll()
    await call(`${API}/x`, { method: 'PUT', ...init() })
    expect(server.seen.calls).toEqual(['PUT /x access-1 a=1', 'PUT /x access-2 a=1'])
  })

  it('may be a Request with a body', async () => {
    const { server, call } = await signedIn()
    server.expireAll()
    await call(new Request(`${API}/x`, { method: 'POST', body: 'hello' }))
    expect(server.seen.calls).toEqual(['POST /x access-1 hello', 'POST /x access-2 hello'])
  })

  it('is never sent again where its body is a stream', async () => {
    const { server, call } = await signedIn()
    server.expireAll()
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('once'))
        controller.close()
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect(await failure(call(`${API}/x`, init))).toMatchObject({ kind: 'token_expired' })
    expect(server.seen.calls).toEqual(['POST /x access-1 once'])
    expect(server.seen.refreshes).toBe(0)
  })

  it('is not repeated for ever where the new token is refused too', async () => {
    const { server, call } = await signedIn()
    server.refuseAll()
    expect(await failure(call(`${API}/me`))).toMatchObject({
      kind: 'token_expired',
      recovery: 'refresh_token',
    })
    expect(server.seen.calls).toHaveLength(2)
    expect(server.seen.refreshes).toBe(1)
  })

  it('says that the session has ended where the refresh is refused', async () => {
    const { server, session, call } = await signedIn()
    server.expireAll()
    server.failRefresh('refused')
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(call(`${API}/me`))))
    for (const error of errors)
      expect(error).toMatchObject({ kind: 'session_expired', recovery: 're_authenticate' })
    expect(session.getStatus()).toBe('ended')
    expect(server.seen.refreshes).toBe(1)
  })

  it.each([
    ['Nexla', { error: 'token_expired', error_code: 'AUTH_003' }, 2],
    ['Nexla, invalid', { error: 'unauthorized', error_code: 'AUTH_001' }, 1],
    ['Nexla, a key', { error: 'invalid_credentials', error_code: 'AUTH_002' }, 1],
    ['Chordian', { error: { code: 'TOKEN_EXPIRED', message: 'x', status: 401 } }, 2],
    ['Chordian, invalid', { error: { code: 'INVALID_TOKEN', message: 'x', status: 401 } }, 1],
    ['AuthOS', { error: 'Token has expired', error_code: 'TOKEN_EXPIRED' }, 2],
    ['AuthOS, malformed', { error: 'Bad token', error_code: 'JWT_ERROR' }, 1],
    ['a bearer API (RFC 6750)', { error: 'invalid_token', error_description: 'The access token expired' }, 2],
    ['nothing', undefined, 2],
  ])('is repeated after a refresh as the API means it: %s', async (_name, body, calls) => {
    const expired = () => (body ? Response.json(body, { status: 401 }) : new Response(null, { status: 401 }))
    const { server, call } = await signedIn({}, { expired })
    server.expireAll()
    await call(`${API}/me`).catch(() => undefined)
    expect(server.seen.calls).toHaveLength(calls)
    expect(server.seen.refreshes).toBe(calls - 1)
  })

  it.each([
    ['no body', undefined, 'misconfigured', 0],
    ['UNAUTHORIZED', { error: 'No', error_code: 'UNAUTHORIZED' }, 'misconfigured', 0],
    ['JWT_ERROR', { error: 'Bad token', error_code: 'JWT_ERROR' }, 'invalid_token', 0],
    ['TOKEN_EXPIRED', { error: 'Too old', error_code: 'TOKEN_EXPIRED' }, 'succeeded', 1],
  ])(
    'with an API key of AuthOS asks for a new token only where the token was refused: %s',
    async (...row) => {
      const [, body, outcome, refreshes] = row
      const expired = () =>
        body ? Response.json(body, { status: 401 }) : new Response(null, { status: 401 })
      const { server, session, call } = await signedIn({ system: authos() }, { expired })
      server.expireAll()
      const done = call(`${API}/me`, { headers: { 'x-api-key': 'revoked' } })
      expect(
        await done.then(
          () => 'succeeded',
          ({ kind }: AuthError) => kind,
        ),
      ).toBe(outcome)
      expect(server.seen.refreshes).toBe(refreshes)
      expect(session.getStatus()).toBe('signed_in')
    },
  )

  it('shares one refresh with fifty others', async () => {
    const { server, call } = await signedIn({ pace: false })
    server.expireAll()
    const answers = await Promise.all(Array.from({ length: 50 }, () => call(`${API}/me`)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(server.seen).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  it('is not sent again as somebody else, who has signed in meanwhile', async () => {
    let signInAsAnother = async () => undefined as void
    const expired = () => {
      void signInAsAnother()
      return Response.json({ error: 'Too old', error_code: 'TOKEN_EXPIRED' }, { status: 401 })
    }
    const { server, session, call } = await signedIn({}, { expired })
    server.expireAll()
    signInAsAnother = () => session.signIn(server.issue())
    const failed = failure(call(`${API}/orders`, { method: 'POST', body: 'mine' }))
    expect(await failed).toMatchObject({ kind: 'token_expired' })
    expect(await session.getAccessToken()).toBe('access-2')
    expect(server.seen.calls).toEqual(['POST /orders access-1 mine'])
  })

  it('is not repeated as somebody else, nor as nobody', async () => {
    const down = () => Response.json({ error: 'Down' }, { status: 503 })
    for (const leave of ['signIn', 'signOut'] as const) {
      const { clock, server, session, call } = await signedIn({ retry: {} }, { expired: down })
      server.refuseAll()
      const failed = failure(call(`${API}/orders`))
      await clock.advance(500)
      await (leave === 'signIn' ? session.signIn(server.issue()) : session.signOut())
      await clock.advance(10_000)
      expect(await failed).toMatchObject({ status: 503 })
      expect(server.seen.calls).toEqual(['GET /orders access-1'])
    }
  })

  it('keeps what the caller has signed himself', async () => {
    const { server, call } = await signedIn()
    await failure(call(`${API}/me`, { headers: { authorization: 'Bearer mine' } }))
    expect(server.seen.calls).toEqual(['GET /me mine'])
  })
})

describe('what goes to other origins', () => {
  it('is neither token nor request id', async () => {
    const { server, call } = await signedIn({ origins: [] })
    await failure(call(`${API}/me`))
    expect(server.seen.calls).toEqual(['GET /me'])
    const { call: other, sent } = api([fine], { origins: [] })
    await other(`${API}/me`)
    expect([...(sent[0]?.request.headers.keys() ?? [])]).toEqual([])
  })

  it('is the token for the page’s own origin', async () => {
    vi.stubGlobal('location', { origin: API })
    const { server, call } = await signedIn({ origins: [] })
    await call(`${API}/me`)
    expect(server.seen.calls).toEqual(['GET /me access-1'])
  })

  it('may do without a request id', async () => {
    const { call, sent } = api([fine], { requestId: false })
    await call(`${API}/me`)
    expect(sent[0]?.request.headers.has('x-request-id')).toBe(false)
  })
})

describe('whatever is thrown', () => {
  const cases: [string, Response | Error, object][] = [
    ['no connection', new TypeError('Failed to fetch'), { kind: 'network' }],
    ['a status', fails(404), { kind: 'not_found', code: 'HTTP_404', status: 404 }],
    ['an HTML page', new Response('<html>Bad gateway</html>', { status: 502 }), { kind: 'bad_gateway' }],
    [
      'fields',
      Response.json({ errors: { email: ['Is taken'] } }, { status: 422 }),
      { kind: 'validation', fieldErrors: { email: ['Is taken'] } },
    ],
  ]
  it.each(cases)('is an AuthError with the id that was sent: %s', async (_name, answer, expected) => {
    const { call, sent } = api([answer])
    const error = await failure(call(`${API}/me`))
    expect(error).toMatchObject({ name: 'AuthError', ...expected })
    expect(error.requestId).toBe(sent[0]?.request.headers.get('x-request-id'))
    expect(error.requestId).toMatch(/^[\da-f]{32}$/)
  })

  it('is one for a call that cannot be made', async () => {
    const { call, sent } = api([fine])
    expect(await failure(call('http://'))).toMatchObject({ name: 'AuthError' })
    expect(sent).toEqual([])
  })

  it('is one for an answer that does not come', async () => {
    const { clock, call } = api(['hang'], { timeoutMs: 5_000 })
    const failed = failure(call(`${API}/me`))
    await clock.advance(5_000)
    expect(await failed).toMatchObject({ kind: 'network_timeout', retryable: true })
    expect(clock.pending).toBe(0)
  })

  it('is one for a failure whose body does not come, which holds nobody else up', async () => {
    const stalled = () =>
      new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), { status: 500 })
    const { clock, call } = api([stalled, fine], {
      timeoutMs: 5_000,
      circuit: { failures: 1, coolDownMs: 1_000 },
    })
    const failed = failure(call(`${API}/me`))
    await clock.advance(5_000)
    expect(await failed).toMatchObject({ kind: 'network_timeout' })
    await clock.advance(1_000)
    expect((await call(`${API}/me`)).ok).toBe(true)
  })

  it('is one for a call that its caller gave up, at once', async () => {
    const { call } = api(['hang'])
    const giveUp = new AbortController()
    const failed = failure(call(`${API}/me`, { signal: giveUp.signal }))
    giveUp.abort()
    expect(await failed).toMatchObject({ kind: 'cancelled' })
    expect(await failure(call(`${API}/me`, { signal: giveUp.signal }))).toMatchObject({ kind: 'cancelled' })
  })
})

describe('repeating', () => {
  it('is left to others unless it is asked for', async () => {
    const { call, sent } = api([fails(503)])
    await failure(call(`${API}/me`))
    expect(sent).toHaveLength(1)
  })

  it('takes three tries by default, each later than the one before', async () => {
    const { clock, call, times } = api([fails(503), fails(500), fine], { retry: {} })
    const done = call(`${API}/me`)
    await clock.advance(10_000)
    expect((await done).status).toBe(200)
    const [, second = 0, third = 0] = times()
    expect(second).toBeGreaterThanOrEqual(1_000)
    expect(second).toBeLessThanOrEqual(1_250)
    expect(third - second).toBeGreaterThanOrEqual(2_000)
  })

  it('stops after them', async () => {
    const { clock, call, sent } = api([fails(503)], { retry: { tries: 2 } })
    const failed = failure(call(`${API}/me`))
    await clock.advance(60_000)
    expect(await failed).toMatchObject({ status: 503 })
    expect(sent).toHaveLength(2)
  })

  it('never comes before Retry-After, and not at all where that is too late', async () => {
    const { clock, call, times } = api([fails(503, { 'retry-after': '7' }), fine], { retry: {} })
    const done = call(`${API}/me`)
    await clock.advance(20_000)
    await done
    expect(times()[1]).toBeGreaterThanOrEqual(7_000)
    const late = api([fails(503, { 'retry-after': '70' })], { retry: {} })
    expect(await failure(late.call(`${API}/me`))).toMatchObject({ status: 503 })
    expect(late.sent).toHaveLength(1)
  })

  it('is over within its time, whenever the last try begins', async () => {
    const late = fails(503, { 'retry-after': '57' })
    const { clock, call, times } = api([late, 'hang'], { retry: {}, circuit: false })
    let over = 0
    const startedAt = clock.now()
    const failed = failure(call(`${API}/me`)).finally(() => (over = clock.now() - startedAt))
    await clock.advance(120_000)
    expect(await failed).toMatchObject({ kind: 'network_timeout' })
    expect(times()).toHaveLength(2)
    expect(over).toBe(60_000)
    expect(clock.pending).toBe(0)
  })

  it('begins no try for which less than a second is left', async () => {
    const { call, sent } = api([fails(503, { 'retry-after': '59' }), fine], { retry: {} })
    expect(await failure(call(`${API}/me`))).toMatchObject({ status: 503 })
    expect(sent).toHaveLength(1)
  })

  it('waits for no turn that comes after its time', async () => {
    const { clock, call, sent } = api([fails(429, { 'retry-after': '8' })], { retry: { totalMs: 5_000 } })
    await failure(call(`${API}/me`))
    expect(await failure(call(`${API}/me`))).toMatchObject({
      code: 'rate_limit_exceeded',
      retryAt: clock.now() + 8_000,
    })
    expect(clock.pending).toBe(0)
    expect(sent).toHaveLength(1)
  })

  it('waits 60 s after a 429 that names no time', async () => {
    const { clock, call, times } = api([fails(429), fine], {
      retry: { totalMs: 120_000 },
      longestWaitMs: 90_000,
    })
    const done = call(`${API}/me`)
    await clock.advance(80_000)
    await done
    expect(times()[1]).toBeGreaterThanOrEqual(60_000)
  })

  it.each([
    ['a POST', { method: 'POST' }, 1],
    ['a POST with a key', { method: 'POST', headers: { 'idempotency-key': 'k' } }, 2],
    ['a PATCH', { method: 'PATCH' }, 1],
    ['a DELETE', { method: 'DELETE' }, 2],
  ])('is for what may be sent twice: %s', async (_name, init, times) => {
    const { clock, call, sent } = api([fails(503), fine], { retry: {} })
    const done = call(`${API}/me`, init).catch(() => undefined)
    await clock.advance(5_000)
    await done
    expect(sent).toHaveLength(times)
  })

  it('is never for a request that succeeded in spite of the error (AUDIT_ERROR)', async () => {
    const audit = () => Response.json({ error: 'Audit failed', error_code: 'AUDIT_ERROR' }, { status: 500 })
    const { clock, call, sent } = api([audit], { retry: {} })
    const failed = failure(call(`${API}/me`, { method: 'PUT' }))
    await clock.advance(60_000)
    expect(await failed).toMatchObject({ code: 'AUDIT_ERROR', retryable: false })
    expect(sent).toHaveLength(1)
  })

  it('ends at once with its caller', async () => {
    const { clock, call, sent } = api([fails(503)], { retry: {} })
    const giveUp = new AbortController()
    const failed = failure(call(`${API}/me`, { signal: giveUp.signal }))
    await clock.advance(500)
    giveUp.abort()
    expect(await failed).toMatchObject({ kind: 'cancelled' })
    expect(clock.pending).toBe(0)
    expect(sent).toHaveLength(1)
  })
})

describe('a server that fails again and again', () => {
  it('is left alone for a minute after five failures, then tried with one call', async () => {
    const { clock, call, sent, events } = api([fails(500)])
    for (let failures = 0; failures < 5; failures++) await failure(call(`${API}/me`))
    expect(await failure(call(`${API}/me`))).toMatchObject({
      kind: 'unavailable',
      code: 'circuit_open',
      retryable: true,
    })
    expect(sent).toHaveLength(5)
    await clock.advance(60_000)
    await Promise.all(Array.from({ length: 10 }, () => failure(call(`${API}/me`))))
    expect(sent).toHaveLength(6)
    expect(events.filter(({ type }) => type === 'circuit_changed')).toMatchObject([
      { origin: API, to: 'open' },
      { to: 'half_open' },
      { to: 'open' },
    ])
  })

  it('is back with the probe that succeeds', async () => {
    const { clock, call, sent } = api([...Array<Response>(5).fill(fails(502)), fine])
    for (let failures = 0; failures < 5; failures++) await failure(call(`${API}/me`))
    await clock.advance(60_000)
    await call(`${API}/me`)
    await Promise.all(Array.from({ length: 10 }, () => call(`${API}/me`)))
    expect(sent).toHaveLength(16)
  })

  it('says when it is tried again', async () => {
    const { clock, call } = api([fails(500)], { circuit: { failures: 1, coolDownMs: 5_000 } })
    await failure(call(`${API}/me`))
    const { retryAt } = await failure(call(`${API}/me`))
    expect(retryAt).toBe(clock.now() + 5_000)
  })

  it('is left alone until its Retry-After where that is later, for an hour at most', async () => {
    for (const [asked, ms] of [
      ['300', 300_000],
      ['86400', 3_600_000],
      ['7', 60_000],
    ] as const) {
      const { clock, call, sent } = api([fails(503, { 'retry-after': asked })])
      for (let failures = 0; failures < 5; failures++) await failure(call(`${API}/me`))
      const { code, retryAt } = await failure(call(`${API}/me`))
      expect({ code, retryAt }).toEqual({ code: 'circuit_open', retryAt: clock.now() + ms })
      await clock.advance(ms - 1)
      await failure(call(`${API}/me`))
      expect(sent).toHaveLength(5)
      await clock.advance(1)
      await failure(call(`${API}/me`))
      expect(sent).toHaveLength(6)
    }
  })

  const auditFailed = () =>
    Response.json({ error: 'Audit failed', error_code: 'AUDIT_ERROR' }, { status: 500 })
  it.each<[string, () => Response | 'hang', boolean]>([
    ['its callers give up, by a time limit of their own', () => 'hang', false],
    ['it has done what it was asked for (AUDIT_ERROR)', auditFailed, false],
    ['it says that it failed', () => fails(500), true],
    ['a proxy says that it is down', () => fails(521), true],
  ])('is one where %s: only what is an outage counts', async (_, answer, isOutage) => {
    const first = answer()
    const { clock, call, sent } = api([...Array<typeof first>(5).fill(first), fine])
    for (let n = 0; n < 5; n++) {
      const leaving = new AbortController()
      const failed = failure(call(`${API}/me`, { method: 'POST', signal: leaving.signal }))
      await clock.advance(1)
      if (first === 'hang') leaving.abort(new DOMException('The operation timed out.', 'TimeoutError'))
      await failed
    }
    const last = await call(`${API}/me`).then(
      () => 'ok',
      ({ code }: AuthError) => code,
    )
    expect(last).toBe(isOutage ? 'circuit_open' : 'ok')
    expect(sent).toHaveLength(isOutage ? 5 : 6)
  })

  it('does not stand in the way of others', async () => {
    const { call, sent } = api([fails(500)], { circuit: { failures: 1 } })
    await failure(call(`${API}/me`))
    await failure(call('https://other.example.com/me'))
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['the caller gives up', () => api(['hang'], { circuit: { failures: 1 } })],
    ['the request is at fault', () => api([fails(404)], { circuit: { failures: 1 } })],
    ['the limit is reached', () => api([fails(429)], { circuit: { failures: 1 }, pace: false })],
    ['it is not wanted', () => api([fails(500)], { circuit: false })],
  ])('is not what it is where %s', async (_name, make) => {
    const { call, sent } = make()
    for (let n = 0; n < 7; n++) {
      const giveUp = new AbortController()
      const failed = failure(call(`${API}/me`, { signal: giveUp.signal }))
      await new Promise((resolve) => setTimeout(resolve, 0))
      giveUp.abort()
      await failed
    }
    expect(sent).toHaveLength(7)
  })
})

describe('a server that dies for half a minute under load', () => {
  it('gets one call each time it may be back, no POST twice, and everything again with the first that succeeds', async () => {
    const clock = createMovedClock()
    const startedAt = clock.now()
    const dead = () => clock.now() >= startedAt + 5_000 && clock.now() < startedAt + 35_000
    const sent: { at: number; key: string }[] = []
    const states: string[] = []
    const call = createAuthFetch({
      origins: [API],
      clock,
      circuit: { coolDownMs: 10_000 },
      onEvent: (event) => event.type === 'circuit_changed' && states.push(event.to),
      fetch: async (input) => {
        const { method, url } = input as Request
        sent.push({ at: clock.now() - startedAt, key: `${method} ${url}` })
        return dead() ? fails(503) : fine()
      },
    })
    const outcomes: { at: number; ok: boolean }[] = []
    // Ten calls a second, every other one a POST, for a minute.
    for (let n = 0; n < 600; n++) {
      const at = clock.now() - startedAt
      const method = n % 2 === 0 ? 'GET' : 'POST'
      void call(`${API}/${n}`, { method }).then(
        () => outcomes.push({ at, ok: true }),
        () => outcomes.push({ at, ok: false }),
      )
      await clock.advance(100)
    }
    const during = sent.filter(({ at }) => at >= 5_000 && at < 35_000).map(({ at }) => at)
    // Five that open the circuit; then one each ten seconds.
    expect(during).toHaveLength(5 + 2)
    expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length)
    expect(states).toEqual(['open', 'half_open', 'open', 'half_open', 'open', 'half_open', 'closed'])
    const back = during.at(-1) ?? 0
    expect(outcomes.filter(({ at }) => at > back + 10_100).every(({ ok }) => ok)).toBe(true)
    expect(outcomes).toHaveLength(600)
  })
})

describe('a limit that the server tells of', () => {
  const told = (remaining: number, reset: number) => () =>
    Response.json(
      {},
      {
        headers: {
          'x-ratelimit-limit': '100',
          'x-ratelimit-remaining': `${remaining}`,
          'x-ratelimit-reset': `${reset}`,
        },
      },
    )

  it('is kept to without being told off', async () => {
    const { clock, call, times } = api([told(0, 4), fine])
    await call(`${API}/me`)
    const second = call(`${API}/me`)
    await clock.advance(5_000)
    await second
    expect(times()[1]).toBeGreaterThanOrEqual(4_000)
  })

  it('is an error where the wait is too long', async () => {
    const { clock, call, sent } = api([told(0, 3_600), fine])
    await call(`${API}/me`)
    const error = await failure(call(`${API}/me`))
    expect(error).toMatchObject({ kind: 'rate_limited', retryAt: clock.now() + 3_600_000 })
    expect(sent).toHaveLength(1)
  })

  it('names the minute for which calls are held back where a 429 names no time', async () => {
    const { clock, call, sent } = api([fails(429), fine])
    const until = clock.now() + 60_000
    const first = await failure(call(`${API}/me`))
    expect(first).toMatchObject({ kind: 'rate_limited', retryAt: until })
    await clock.advance(20_000)
    // All say the same.
    expect(await failure(call(`${API}/me`))).toMatchObject({ code: 'rate_limit_exceeded', retryAt: until })
    expect(sent).toHaveLength(1)
    await clock.advance(40_000)
    expect((await call(`${API}/me`)).ok).toBe(true)
  })

  it('gives no time to a 429 that no waiting cures', async () => {
    const full = Response.json({ error: 'Full', error_code: 'TEAM_LIMIT_EXCEEDED' }, { status: 429 })
    const error = await failure(api([full]).call(`${API}/me`))
    expect(error).toMatchObject({ kind: 'limit_exceeded', status: 429 })
    expect(error).not.toHaveProperty('retryAt')
  })

  it('is kept to after a 429 as well', async () => {
    const { clock, call, times } = api([fails(429, { 'retry-after': '6' }), fine])
    await failure(call(`${API}/me`))
    const second = call(`${API}/me`)
    await clock.advance(7_000)
    await second
    expect(times()[1]).toBeGreaterThanOrEqual(6_000)
  })

  it('is ignored where that is asked for', async () => {
    const { call, sent } = api([told(0, 3_600), fine], { pace: false })
    await call(`${API}/me`)
    await call(`${API}/me`)
    expect(sent).toHaveLength(2)
  })
})

describe('what is told of a call', () => {
  it('is where it went and how long it took, without a secret', async () => {
    const { server, session, clock } = await signedIn()
    const events: AuthEvent[] = []
    const call = createAuthFetch({
      session,
      origins: [API],
      fetch: fetchFrom(server),
      clock,
      onEvent: (event) => void events.push(event),
    })
    server.expireAll()
    await call(`${API}/people/dana@example.com?code=424242`, { method: 'POST', body: 'hunter2' })
    expect(events).toMatchObject([
      { type: 'request_started', operation: 'api', method: 'POST', endpoint: `${API}/people/[email]` },
      { type: 'request_finished', outcome: 'TOKEN_EXPIRED', error: { kind: 'token_expired' } },
      { type: 'request_started' },
      { type: 'request_finished', outcome: 'ok', durationMs: 0 },
    ])
    expect(JSON.stringify(events)).not.toMatch(/access-|refresh-\d|hunter2|424242|dana/)
  })

  it('does not stop it where the listener throws', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { call } = api([fine], {
      onEvent: () => {
        throw new Error('a bug of the app')
      },
    })
    expect((await call(`${API}/me`)).ok).toBe(true)
    vi.unstubAllEnvs()
  })
})
