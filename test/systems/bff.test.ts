import { afterEach, describe, expect, it, vi } from 'vitest'
import { BFF_PATHS } from '../../src/ciba/bff-wire.js'
import { createCibaController } from '../../src/machine/controller.js'
import { bff, type BffOptions } from '../../src/systems/bff.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

afterEach(() => void vi.useRealTimers())

const HINT = 'dana@example.com'
const START = { flow: 'flow-1', expires_in: 120, interval: 5, request_id: 'server-req-1' }
const SESSION = { user: { sub: 'dana', name: 'Dana' }, expires_at: 1_800_000_000_000 }

interface Sent {
  method: string
  url: string
  headers: Headers
  body: unknown
  credentials: RequestCredentials | undefined
}
type Answer = { status?: number; body?: unknown; headers?: Record<string, string> }

/** A back end that speaks the contract, or says what the test wants it to say. */
function setUp(answers: Partial<Record<string, Answer>> = {}, options: BffOptions = {}) {
  const sent: Sent[] = []
  const good: Record<string, unknown> = {
    [BFF_PATHS.start]: START,
    [BFF_PATHS.pending]: { pending: null },
    [BFF_PATHS.poll]: { status: 'pending', interval: 5 },
    [BFF_PATHS.totp]: { status: 'approved', session: SESSION },
    [BFF_PATHS.cancel]: { prompt_may_remain: true },
    [BFF_PATHS.session]: { session: SESSION },
    [BFF_PATHS.signOut]: {},
  }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input as string
    sent.push({
      method: init?.method ?? 'GET',
      url,
      headers: new Headers(init?.headers),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      credentials: init?.credentials,
    })
    const path = Object.keys(good).find((end) => url.endsWith(end)) ?? ''
    const { status = 200, body = good[path], headers } = answers[path] ?? {}
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return new Response(text, { status, ...(headers === undefined ? {} : { headers }) })
  }
  const system = bff({ fetch, ...options })
  const call = { signal: new AbortController().signal, requestId: 'ours-1' }
  const first = () => {
    const [request] = sent
    if (request === undefined) throw new Error('nothing was sent')
    return request
  }
  return { system, sent, first, call, fetch }
}

describe('what is sent', () => {
  const { call } = setUp()
  const ways: [string, string, (system: ReturnType<typeof bff>) => Promise<unknown>, unknown][] = [
    [
      'a start',
      '/auth/start',
      (s) => s.initiate({ loginHint: HINT, bindingMessage: 'KQ7-42M' }, { ...call, idempotencyKey: 'key-1' }),
      { login_hint: HINT, binding_message: 'KQ7-42M' },
    ],
    ['a poll', '/auth/poll', (s) => s.poll('flow-1', call), { flow: 'flow-1' }],
    [
      'a code',
      '/auth/totp',
      (s) => s.verifyTotp({ loginHint: HINT, code: '123456' }, call),
      { login_hint: HINT, totp_code: '123456' },
    ],
    ['a cancel', '/auth/cancel', (s) => s.cancel('flow-1', call), { flow: 'flow-1' }],
  ]

  it.each(ways)(
    'for %s: JSON by POST to %s, with our request id and cookies',
    async (_what, url, run, body) => {
      const { system, sent, first } = setUp()
      await run(system)
      expect(sent).toHaveLength(1)
      expect(first()).toMatchObject({ method: 'POST', url, body, credentials: 'same-origin' })
      expect(first().headers.get('content-type')).toBe('application/json')
      expect(first().headers.get('accept')).toBe('application/json')
      expect(first().headers.get('x-request-id')).toBe('ours-1')
      expect(first().url).not.toMatch(/dana|123456|flow-1|\?/)
    },
  )

  it('a start carries the key by which a repeated one is known; nothing else does', async () => {
    for (const [what, , run] of ways) {
      const { system, first } = setUp()
      await run(system)
      expect(first().headers.get('idempotency-key')).toBe(what === 'a start' ? 'key-1' : null)
    }
  })

  it('who is there is a GET, signing out a POST', async () => {
    const { system, sent } = setUp()
    await system.getSession(call)
    await system.signOut(call)
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /auth/session',
      'POST /auth/sign-out',
    ])
  })

  it.each([
    ['/api/ciba', '/api/ciba/session'],
    ['/api/ciba///', '/api/ciba/session'],
    ['', '/session'],
  ])('goes below the base URL %j', async (baseUrl, url) => {
    const { system, first } = setUp({}, { baseUrl })
    await system.getSession(call)
    expect(first().url).toBe(url)
  })
})

describe('what is read', () => {
  const start = (s: ReturnType<typeof bff>, call: { signal: AbortSignal; requestId: string }) =>
    s.initiate({ loginHint: HINT, bindingMessage: 'KQ7-42M' }, { ...call, idempotencyKey: 'key-1' })

  it('the handle, the times and the server’s request id of a start', async () => {
    const { system, call } = setUp()
    await expect(start(system, call)).resolves.toEqual({
      authReqId: 'flow-1',
      expiresIn: 120,
      interval: 5,
      requestId: 'server-req-1',
    })
  })

  it.each([
    [
      { status: 'pending', interval: 5 },
      { type: 'pending', interval: 5 },
    ],
    [
      { status: 'slow_down', interval: 10 },
      { type: 'slow_down', interval: 10 },
    ],
    [
      { status: 'approved', session: SESSION },
      {
        type: 'approved',
        approval: { session: { user: SESSION.user, expiresAt: SESSION.expires_at } },
      },
    ],
  ])('the poll’s answer %j', async (body, answer) => {
    const { system, call } = setUp({ [BFF_PATHS.poll]: { body } })
    await expect(system.poll('flow-1', call)).resolves.toEqual(answer)
  })

  it('the session that a right code brought', async () => {
    const { system, call } = setUp()
    await expect(system.verifyTotp({ loginHint: HINT, code: '123456' }, call)).resolves.toMatchObject({
      session: { user: { sub: 'dana' } },
    })
  })

  it('whether a prompt may remain', async () => {
    const { system, call } = setUp({ [BFF_PATHS.cancel]: { body: { prompt_may_remain: false } } })
    await expect(system.cancel('flow-1', call)).resolves.toEqual({ promptMayRemain: false })
  })

  it('nobody where nobody is signed in', async () => {
    const { system, call } = setUp({ [BFF_PATHS.session]: { body: { session: null } } })
    await expect(system.getSession(call)).resolves.toBeNull()
  })

  it('a failure, with its code, attempts, wait and request id', async () => {
    const { system, call } = setUp({
      [BFF_PATHS.totp]: {
        status: 429,
        body: { error: 'too_many_retries', attempts_remaining: 0, request_id: 'server-req-2' },
        headers: { 'retry-after': '30' },
      },
    })
    const failure = system.verifyTotp({ loginHint: HINT, code: '123456' }, call)
    await expect(failure).rejects.toMatchObject({
      kind: 'locked',
      code: 'too_many_retries',
      status: 429,
      attemptsRemaining: 0,
      requestId: 'server-req-2',
      retryAt: expect.any(Number) as number,
    })
  })

  it('access_denied at the start as policy, at a poll as the person’s no', async () => {
    const denied = { status: 403, body: { error: 'access_denied' } }
    const { system, call } = setUp({ [BFF_PATHS.start]: denied, [BFF_PATHS.poll]: denied })
    await expect(start(system, call)).rejects.toMatchObject({ kind: 'forbidden', requestId: 'ours-1' })
    await expect(system.poll('flow-1', call)).rejects.toMatchObject({ kind: 'denied' })
  })

  it('an answer that makes no sense as unreadable, which a poll survives', async () => {
    const { system, call } = setUp({ [BFF_PATHS.poll]: { body: '<html>proxy</html>' } })
    await expect(system.poll('flow-1', call)).rejects.toMatchObject({
      code: 'unreadable_answer',
      retryable: true,
    })
  })

  it('a page of a proxy by its status', async () => {
    const { system, call } = setUp({ [BFF_PATHS.poll]: { status: 502, body: '<html>Bad gateway</html>' } })
    await expect(system.poll('flow-1', call)).rejects.toMatchObject({ kind: 'bad_gateway', code: 'HTTP_502' })
  })
})

describe('time', () => {
  it('a session that is never answered ends after 15 seconds', async () => {
    vi.useFakeTimers()
    const system = bff({ fetch: () => new Promise(() => undefined) })
    const asked = system.getSession({ signal: new AbortController().signal })
    const ended = expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
    await vi.advanceTimersByTimeAsync(15_000)
    await ended
    expect(vi.getTimerCount()).toBe(0)
  })

  it('aborting ends a session question at once', async () => {
    const stop = new AbortController()
    const asked = bff({ fetch: () => new Promise(() => undefined) }).getSession({ signal: stop.signal })
    stop.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a whole sign-in', () => {
  it('starts, polls and ends with the session', async () => {
    const answers: Partial<Record<string, Answer>> = {}
    const { system, sent } = setUp(answers)
    const clock = createMovedClock()
    const flow = createCibaController({ client: system, clock })
    const signedIn = flow.startAsync({ loginHint: HINT })
    await clock.advance(5_000)
    answers[BFF_PATHS.poll] = { body: { status: 'approved', session: SESSION } }
    await clock.advance(5_000)
    await expect(signedIn).resolves.toMatchObject({ session: { user: { name: 'Dana' } } })
    expect(sent.map(({ url }) => url)).toEqual(['/auth/start', '/auth/poll', '/auth/poll'])
    expect(new Set(sent.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3)
  })
})

describe('a request from before the page was loaded', () => {
  it('is what the back end has for this browser', async () => {
    const pending = { ...START, login_hint: HINT, binding_message: 'KQ7-42M' }
    const { system, call, first } = setUp({ [BFF_PATHS.pending]: { body: { pending } } })
    expect(await system.resume(call)).toEqual({
      authReqId: 'flow-1',
      expiresIn: 120,
      interval: 5,
      requestId: 'server-req-1',
      loginHint: HINT,
      bindingMessage: 'KQ7-42M',
    })
    expect(first()).toMatchObject({ method: 'GET', url: '/auth/pending', body: undefined })
  })

  it('is null where there is none', async () => {
    const { system, call } = setUp()
    expect(await system.resume(call)).toBeNull()
  })

  it('that cannot be read is an error, which the flow takes for none', async () => {
    const { system, call } = setUp({ [BFF_PATHS.pending]: { body: { pending: { ...START } } } })
    await expect(system.resume(call)).rejects.toMatchObject({ code: 'unreadable_answer' })
  })
})
