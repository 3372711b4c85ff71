import { describe, expect, it } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { createAuthLogger } from '../../src/observe/auth-logger.js'
import type { AuthLogRecord } from '../../src/observe/log-record.js'
import { type AuthFetchOptions, createAuthFetch } from '../../src/session/auth-fetch.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

const API = 'https://api.example.com'

/** What a caller, a listener and a log get of calls that are all answered in one way. */
function setUp(answer: () => Response | Promise<Response>, given: Partial<AuthFetchOptions> = {}) {
  const clock = createMovedClock()
  const sent: Request[] = []
  const events: AuthEvent[] = []
  const records: AuthLogRecord[] = []
  const log = createAuthLogger((record) => void records.push(record))
  const call = createAuthFetch({
    fetch: (input) => {
      const request = input as Request
      sent.push(request)
      return new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
        resolve(answer())
      })
    },
    clock,
    origins: [API],
    onEvent(event) {
      events.push(event)
      log(event)
    },
    ...given,
  })
  const failure = (init?: RequestInit) =>
    call(`${API}/orders?q=1`, init).then(
      () => Promise.reject(new Error('it succeeded')),
      (error: AuthError) => error,
    )
  return { clock, sent, events, records, call, failure }
}
const down = () => new Response('', { status: 500 })
const hangs = () => new Promise<Response>(() => undefined)

describe('the id of a request', () => {
  it('is the caller’s own where there is one, in error, event and record', async () => {
    const { sent, events, records, failure } = setUp(down)
    const { requestId } = await failure({ headers: { 'X-Request-ID': 'mine-0001' } })
    expect(sent[0]?.headers.get('x-request-id')).toBe('mine-0001')
    expect([requestId, ...events, ...records]).toMatchObject(['mine-0001', ...Array(4).fill({ requestId })])
  })

  it('is the server’s where it gave one', async () => {
    const { failure, records } = setUp(
      () => new Response('', { status: 500, headers: { 'x-request-id': 'srv-77' } }),
    )
    const { requestId } = await failure({ headers: { 'X-Request-ID': 'mine-0001' } })
    expect([requestId, records.at(-1)?.requestId]).toEqual(['srv-77', 'srv-77'])
  })

  it.each<[string, Partial<AuthFetchOptions>]>([
    ['the app wants none', { requestId: false }],
    ['the origin is another', { origins: [] }],
  ])('is in no error where none was sent, as %s, and says so in events', async (_, given) => {
    const { sent, events, records, failure } = setUp(down, given)
    expect(await failure()).not.toHaveProperty('requestId')
    expect(sent[0]?.headers.has('x-request-id')).toBe(false)
    const ids = [...events, ...records].map((one) => 'requestId' in one && one.requestId)
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).toMatch(/^local-[\da-f]{32}$/)
  })

  it('is not in an event where it looks like a secret', async () => {
    const { events, failure } = setUp(down)
    expect(await failure({ headers: { 'x-request-id': 'dana@example.com' } })).not.toHaveProperty('requestId')
    expect(JSON.stringify(events)).not.toContain('dana')
  })
})

describe('an answer', () => {
  it('tells its status, also where it is a success', async () => {
    const { call, events, records } = setUp(() => Response.json({}, { status: 201 }))
    await call(`${API}/orders`, { method: 'POST', body: '{}' })
    expect(events[0]).not.toHaveProperty('status')
    expect(events[1]).toMatchObject({ type: 'request_finished', outcome: 'ok', status: 201 })
    expect(records[1]).toMatchObject({ outcome: 'ok', status: 201, level: 'debug' })
  })

  it('tells it also where its body did not come, and nothing does where there was none', async () => {
    const stalled = () =>
      new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), { status: 503 })
    const { clock, failure, records } = setUp(stalled, { timeoutMs: 5_000 })
    const failed = failure()
    await clock.advance(5_000)
    expect(await failed).toMatchObject({ kind: 'network_timeout' })
    expect(records.at(-1)).toMatchObject({ code: 'network_timeout', status: 503 })
    const none = setUp(() => Promise.reject(new TypeError('Failed to fetch')))
    await none.failure()
    expect(none.records.at(-1)).not.toHaveProperty('status')
  })
})

describe('a call that is held back', () => {
  it('is told, with where it would have gone and why it did not, for each that the app sees fail', async () => {
    const { sent, events, records, failure } = setUp(down)
    const codes: string[] = []
    for (let n = 0; n < 12; n++) codes.push((await failure()).code)
    expect(sent).toHaveLength(5)
    const failures = events.filter((event) => 'error' in event && event.error)
    expect(failures.map((event) => 'error' in event && event.error?.code)).toEqual(codes)
    expect(events.at(-1)).toEqual({
      ...{
        type: 'request_held_back',
        at: expect.any(Number) as number,
        flowId: expect.any(String) as string,
      },
      ...{ operation: 'api', method: 'GET', endpoint: `${API}/orders` },
      error: expect.objectContaining({ code: 'circuit_open' }) as AuthError,
    })
    expect(records.at(-1)).toMatchObject({
      level: 'warning',
      event: 'request_held_back',
      message: `GET ${API}/orders: not sent: circuit_open`,
      kind: 'unavailable',
      code: 'circuit_open',
    })
    expect(records.at(-1)).not.toHaveProperty('requestId')
  })

  it('is told where a limit holds it back, too', async () => {
    const limited = () => new Response('', { status: 429, headers: { 'retry-after': '60' } })
    const { failure, events } = setUp(limited)
    await failure()
    const { retryAt } = await failure()
    expect(events.at(-1)).toMatchObject({
      type: 'request_held_back',
      error: { code: 'rate_limit_exceeded', retryAt },
    })
  })
})

describe('a call that its caller gave up', () => {
  it('is no more than debug in a log, on its way and while it waits', async () => {
    const { clock, failure, records } = setUp(hangs)
    const leaving = new AbortController()
    const failed = failure({ signal: leaving.signal })
    await clock.advance(1)
    leaving.abort()
    expect(await failed).toMatchObject({ kind: 'cancelled' })
    await failure({ signal: leaving.signal })
    expect(records.map(({ level, event }) => `${event} ${level}`)).toEqual([
      'request_started debug',
      'request_finished debug',
      'request_held_back debug',
    ])
  })
})
