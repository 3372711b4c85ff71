import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.js'
import { authErrorFromJSON } from '../../src/errors/auth-error-from-json.js'
import { normalizeError } from '../../src/errors/normalize.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { createCibaController } from '../../src/machine/controller.js'
import { createAuthLogger, type AuthLoggerOptions } from '../../src/observe/auth-logger.js'
import type { AuthLogContext, AuthLogRecord } from '../../src/observe/log-record.js'
import { createAuthFetch } from '../../src/session/auth-fetch.js'
import { createAuthSession } from '../../src/session/auth-session.js'
import { createRecovery } from '../../src/session/recovery.js'
import { refreshByToken } from '../../src/session/refreshers.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'
import { planted } from '../errors/planted-secrets.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { createTokenServer, fetchFrom } from '../session/token-server.js'

afterEach(() => vi.restoreAllMocks())

function recording(options?: AuthLoggerOptions) {
  const records: AuthLogRecord[] = []
  const log = createAuthLogger((record) => void records.push(record), options)
  return { records, log, lines: () => records.map(({ level, message }) => `${level} ${message}`) }
}

async function signIn(script: Script, waitMs = 6_000, options?: AuthLoggerOptions) {
  const clock = createMovedClock()
  const controller = createCibaController({ client: createScriptedClient({ clock, ...script }), clock })
  const recorded = recording(options)
  controller.observe(recorded.log)
  const release = controller.lease()
  controller.start({ loginHint: 'dana@example.com' })
  await clock.advance(waitMs)
  release()
  controller.dispose()
  return recorded
}

const API = 'https://api.example.com'
const failing = (status: number, body: object, headers: Record<string, string> = {}) =>
  recorded(() => Promise.resolve(Response.json(body, { status, headers })))

/** One call of an app whose API answers so. */
async function recorded(
  fetch: typeof globalThis.fetch,
  path = '/orders?coupon=s3cret',
  context?: () => AuthLogContext,
) {
  const clock = createMovedClock()
  const { log, records, lines } = recording(context && { context })
  const call = createAuthFetch({ fetch, clock, origins: [API], onEvent: log })
  await call(`${API}${path}`).catch(() => undefined)
  return { records, lines }
}

const anError = (code: string) => normalizeError({ status: 401, body: { error_code: code, error: 'x' } })

describe('a sign-in', () => {
  it('is told step by step, each as loudly as it is worth', async () => {
    const { lines, records } = await signIn({ poll: ['pending', 'approved'] }, 11_000)
    expect(lines()).toEqual([
      'debug initiate: sent',
      'info idle to pushing',
      'info initiated',
      'debug pushing to polling',
      'debug poll: sent',
      'debug poll: pending',
      'debug poll again',
      'debug poll: sent',
      'info poll: approved',
      'info polling to approved',
    ])
    expect(records[0]).toMatchObject({
      timestamp: '2026-01-15T10:30:00.000Z',
      event: 'request_started',
      operation: 'initiate',
    })
    expect(records[6]).toMatchObject({ dueAt: Date.parse('2026-01-15T10:30:10.000Z') })
    expect(new Set(records.map(({ flowId }) => flowId)).size).toBe(1)
    expect(records[2]?.requestId).toBe(records[0]?.requestId)
    expect(JSON.stringify(records)).not.toMatch(/dana|scripted-request/)
  })

  it.each([
    ['denied', 'access_denied'],
    ['expired', 'expired_token'],
    ['failed', 'invalid_client'],
  ])('that ends as %s ends with a warning', async (status, error) => {
    const { lines } = await signIn({ poll: [{ throws: { status: 400, body: { error } } }] })
    expect(lines().at(-1)).toBe(`warning polling to ${status}`)
  })

  it('that nobody answers warns of it', async () => {
    const { lines } = await signIn({}, 61_000)
    expect(lines().at(-1)).toBe('warning polling to timeout')
  })

  it('leaves out what is less than the least level', async () => {
    const { lines } = await signIn({ poll: ['approved'] }, 6_000, { minLevel: 'info' })
    expect(lines()).toEqual([
      'info idle to pushing',
      'info initiated',
      'info poll: approved',
      'info polling to approved',
    ])
    expect((await signIn({ poll: ['approved'] }, 6_000, { minLevel: 'error' })).lines()).toEqual([])
  })
})

describe('a call of the app', () => {
  it('has method, address without query, status, duration, code, sentence and the id that the server gave', async () => {
    const body = {
      ...{ error: 'insufficient_permissions', error_code: 'AUTH_004' },
      ...{ error_description: 'dana@example.com may not do this', request_id: 'srv-77' },
    }
    const { records } = await failing(403, body)
    expect(records).toHaveLength(2)
    expect(records[1]).toEqual({
      timestamp: expect.any(String),
      level: 'security',
      event: 'request_finished',
      message: 'GET https://api.example.com/orders: AUTH_004',
      flowId: records[0]?.flowId,
      requestId: 'srv-77',
      operation: 'api',
      outcome: 'AUTH_004',
      endpoint: 'https://api.example.com/orders',
      method: 'GET',
      durationMs: 0,
      status: 403,
      kind: 'forbidden',
      code: 'AUTH_004',
      description: '[email] may not do this',
      recovery: 'verify_permissions',
    })
  })

  it('says what lay behind an error, without its secrets', async () => {
    const { records } = await recorded(() =>
      Promise.reject(
        new TypeError('Failed to fetch', {
          cause: new Error('connect ECONNREFUSED, Authorization: Bearer abcdefghijklmnop1'),
        }),
      ),
    )
    expect(records[1]).toMatchObject({ level: 'warning', kind: 'network' })
    expect(records[1]?.cause).toContain('ECONNREFUSED')
    expect(records[1]?.cause).not.toContain('abcdefghijkl')
  })

  it('hides names in the path, also where they are written in percent signs', async () => {
    const { records } = await recorded(
      () => Promise.resolve(Response.json({})),
      `/people/${encodeURIComponent('dana@example.com')}/orders`,
    )
    expect(records[0]?.endpoint).toBe(`${API}/people/[email]/orders`)
  })

  it('has of the person what the app gives, and nothing else', async () => {
    const ok: typeof fetch = () => Promise.resolve(Response.json({}))
    const userAgent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.109 Safari/537.36'
    const known = { userId: 'u-42', organisationId: 'org-7', ipAddress: '192.168.100.200', userAgent }
    expect((await recorded(ok, '/me', () => known)).records[1]).toMatchObject(known)
    const unfit = { userId: 'dana@example.com', organisationId: '+4917112345678', ipAddress: '491711234567' }
    const [record] = (await recorded(ok, '/me', () => unfit)).records
    expect(record).not.toHaveProperty('userId')
    expect(record).not.toHaveProperty('organisationId')
    expect(record).not.toHaveProperty('ipAddress')
    expect((await recorded(ok, '/me', () => ({ ipAddress: '2001:db8::1' }))).records[0]?.ipAddress).toBe(
      '2001:db8::1',
    )
  })
})

it('of what lay behind an error the three nearest are told, also where it goes round for ever', () => {
  const { log, records } = recording()
  const chain = (depth: number): Error =>
    new Error(`cause ${depth}`, depth < 9 ? { cause: chain(depth + 1) } : {})
  const round = new Error('round')
  round.cause = round
  for (const cause of [chain(1), round]) log.record(new AuthError(anError('AUTH_003').toJSON(), { cause }))
  expect(records.map(({ cause }) => cause)).toEqual([
    'Error: cause 1; Error: cause 2; Error: cause 3',
    'Error: round; Error: round; Error: round',
  ])
})

it.each([
  ['critical', 'AUTH_CRITICAL'],
  ['critical', 'SYSTEM_FAILURE'],
  ['security', 'AUTH_002'],
  ['security', 'AUTH_004'],
  ['security', 'SECURITY_VIOLATION'],
  ['warning', 'RATE_001'],
] as const)('an error is %s where its code is %s', (level, code) => {
  const { log, records } = recording()
  log.record(anError(code))
  expect(records).toMatchObject([{ level, event: 'error', code }])
})

describe('sessions, circuits and recoveries', () => {
  it('are logged too', async () => {
    const clock = createMovedClock()
    const server = createTokenServer({ clock })
    const { log, lines } = recording()
    const session = createAuthSession({
      refresh: refreshByToken(`${API}/refresh`, { fetch: fetchFrom(server) }),
      clock,
    })
    session.observe(log)
    await session.signIn(server.issue())
    const recovery = createRecovery({ session, clock, onEvent: log })
    expect(await recovery.recover(anError('AUTH_003'))).toBe(true)
    server.failRefresh('refused')
    await recovery.recover(anError('AUTH_003'))
    session.dispose()
    expect(lines()).toEqual([
      'info unknown to signed_in',
      'debug refresh: sent',
      'info refresh: ok',
      'info refresh_token after AUTH_003: helped',
      'debug refresh: sent',
      expect.stringMatching(/^\w+ refresh: INVALID_REFRESH_TOKEN$/),
      'warning signed_in to ended',
      expect.stringMatching(/^\w+ refresh_token after AUTH_003: no help$/),
    ])
    const circuit = recording()
    const call = createAuthFetch({
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      clock,
      onEvent: circuit.log,
    })
    for (let n = 0; n < 5; n++) await call(`${API}/a`).catch(() => undefined)
    expect(circuit.lines().filter((line) => line.includes('circuit'))).toEqual([
      `warning circuit of ${API}: open`,
    ])
    expect(circuit.records).toContainEqual(
      expect.objectContaining({ event: 'circuit_changed', endpoint: API, to: 'open' }),
    )
  })

  it('a recovery that could not be done says which error was in its way, and names the one that it was for', async () => {
    const clock = createMovedClock()
    const { log, records, lines } = recording()
    const body = { error_code: 'HTTP_503', error_description: 'Down for repair', request_id: 'srv-9' }
    const { recover } = createRecovery({
      ...{ clock, onEvent: log },
      actions: { refresh_token: () => Promise.reject(normalizeError({ status: 503, body })) },
    })
    await recover(normalizeError({ status: 401, body: { error_code: 'AUTH_003', request_id: 'srv-1' } }))
    expect(lines()).toEqual(['warning refresh_token after AUTH_003: no help'])
    expect(records).toEqual([
      {
        timestamp: expect.any(String),
        ...{ level: 'warning', event: 'recovery_finished', message: 'refresh_token after AUTH_003: no help' },
        ...{ flowId: expect.any(String), recovery: 'refresh_token', helped: false, durationMs: 0 },
        afterCode: 'AUTH_003',
        ...{ kind: 'unavailable', code: 'HTTP_503', status: 503, description: 'Down for repair' },
        requestId: 'srv-9',
      },
    ])
  })

  it('a recovery that helped names the error that it was for, and is none itself', async () => {
    const { log, records } = recording()
    const { recover } = createRecovery({
      ...{ clock: createMovedClock(), onEvent: log },
      actions: { refresh_token: () => true },
    })
    await recover(anError('AUTH_003'))
    expect(records).toMatchObject([{ level: 'info', afterCode: 'AUTH_003', helped: true }])
    expect(records[0]).not.toHaveProperty('code')
    expect(records[0]).not.toHaveProperty('kind')
  })

  it('a circuit that opens is a warning; that it is tried and closes is information', () => {
    const { log, lines } = recording()
    for (const to of ['open', 'half_open', 'closed'] as const)
      log({ type: 'circuit_changed', at: 0, flowId: 'f', origin: API, to })
    expect(lines()).toEqual([
      `warning circuit of ${API}: open`,
      `info circuit of ${API}: half_open`,
      `info circuit of ${API}: closed`,
    ])
  })

  it('a callback that throws is an error, with what it threw', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const clock = createMovedClock()
    const controller = createCibaController({
      client: createScriptedClient({ clock, poll: ['approved'] }),
      clock,
    })
    const { log, records } = recording()
    controller.observe(log)
    controller.onApproved(() => {
      throw new Error('Cannot read properties of undefined', { cause: new RangeError('index 7') })
    })
    controller.lease()
    controller.start({ loginHint: 'dana' })
    await clock.advance(6_000)
    controller.dispose()
    expect(records.filter(({ event }) => event === 'callback_failed')).toMatchObject([
      { level: 'error', callback: 'onApproved', cause: expect.stringContaining('RangeError: index 7') },
    ])
  })
})

it('a back end is logged as a page is', async () => {
  const { log, records, lines } = recording()
  const { browser, clock } = createBackEnd({ onEvent: log })
  await browser.start()
  await clock.advance(5_000)
  expect(lines()).toContain('info initiated')
  expect(records.at(-1)?.flowId).toEqual(expect.any(String))
  expect(JSON.stringify(records)).not.toMatch(/dana|auth_req/)
})

describe('a sink', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('disk full')
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ])('that %s loses nothing of the flow, and the developer is told', async (_how, sink) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const clock = createMovedClock()
    const controller = createCibaController({
      client: createScriptedClient({ clock, poll: ['approved'] }),
      clock,
    })
    controller.observe(createAuthLogger(sink))
    controller.lease()
    controller.start({ loginHint: 'dana' })
    await clock.advance(6_000)
    expect(controller.getView().status).toBe('approved')
    controller.dispose()
    expect(warn).toHaveBeenCalledWith('react-ciba: the sink of a logger threw: disk full')
  })

  it('gets the record also where the context throws', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { log, records } = recording({
      context: () => {
        throw new Error('no user')
      },
    })
    log.record(anError('AUTH_003'))
    expect(records).toMatchObject([{ code: 'AUTH_003' }])
  })

  it('gets nothing of an event that is none, and nothing breaks', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { log, records } = recording()
    for (const event of [null, undefined, {}, { type: 'x' }]) expect(() => log(event as never)).not.toThrow()
    expect(() => log.record(null as never)).not.toThrow()
    expect(records.filter(({ level }) => level === undefined)).toEqual([])
  })
})

it('an error with a severity that nobody knows is logged as an error', () => {
  const { log, records } = recording()
  log.record(authErrorFromJSON({ ...anError('AUTH_003').toJSON(), severity: 'fatal, dana@example.com' }))
  expect(records).toMatchObject([{ level: 'error', code: 'AUTH_003' }])
})

it('a least level that is none is refused at once, since nothing would be logged', () => {
  expect(() => createAuthLogger(() => undefined, { minLevel: 'warn' as 'warning' })).toThrow(
    new TypeError('react-ciba: minLevel is no level: warn'),
  )
})

describe('no secret is in any record', () => {
  const at = Date.UTC(2026, 0, 15)

  it('whatever an answer, a thrown error or a cause carries', () => {
    const { log, records } = recording()
    fc.assert(
      fc.property(planted, ({ input, needles }) => {
        records.length = 0
        const error = normalizeError(input, { now: at })
        const names = { flowId: 'flow-1', requestId: 'req-1', operation: 'api' } as const
        log({ type: 'request_finished', at, ...names, durationMs: 5, outcome: error.code, error })
        log({ type: 'callback_failed', at, flowId: 'flow-1', callback: 'onApproved', error })
        log({
          type: 'recovery_finished',
          at,
          flowId: 'f',
          recovery: 'retry',
          code: error.code,
          durationMs: 1,
          helped: false,
          error,
        })
        log.record(error)
        const text = JSON.stringify(records)
        for (const needle of needles) expect(text).not.toContain(needle)
      }),
      { numRuns: 3_000 },
    )
  })

  const mail = 'dana.secret@example.com'
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJlc2lnbg'
  const phone = '+4917112345678'
  const bearer = 'Bearer dGhpc2lzYXNlY3JldHRva2Vu1'
  const needles = ['dana.secret', 'eyJzdWIi', '17112345678', 'dGhpc2lzYX']

  it.each([mail, jwt, phone, bearer, `a=${mail}`, `?token=${jwt}`])(
    'whatever stands in every member: %s',
    (secret) => {
      const text = (value: string) => value as never
      const { log, records } = recording({
        context: () => ({
          userId: secret,
          organisationId: secret,
          ipAddress: secret,
          userAgent: `Mozilla/5.0 ${secret}`,
        }),
      })
      const error = new AuthError(
        {
          ...{ kind: 'unknown', code: secret, recovery: text(secret), retryable: false, severity: 'error' },
          ...{
            occurredAt: at,
            requestId: secret,
            technicalDetail: secret,
            details: { secret },
            process: secret,
          },
          ...{ fieldErrors: { [secret]: [secret] }, helpUrl: `https://x/${secret}`, userState: secret },
        },
        { cause: new Error(secret, { cause: Object.assign(new Error(secret), { name: secret }) }) },
      )
      const names = { flowId: secret, requestId: secret, operation: text(secret), method: secret }
      const endpoint = `https://dana.secret:${encodeURIComponent(jwt)}@api.example/${encodeURIComponent(secret)}?q=${secret}#${secret}`
      const events: AuthEvent[] = [
        { type: 'transition', at, flowId: secret, from: secret, to: secret },
        { type: 'request_started', at, ...names, endpoint },
        {
          type: 'request_finished',
          at,
          ...names,
          endpoint,
          durationMs: text(secret),
          outcome: secret,
          error,
        },
        { type: 'request_finished', at, ...names, endpoint: secret, durationMs: 1, outcome: secret },
        { type: 'circuit_changed', at, flowId: secret, origin: endpoint, to: text(secret) },
        {
          type: 'recovery_finished',
          at,
          flowId: secret,
          recovery: text(secret),
          code: secret,
          durationMs: 1,
          helped: false,
          error,
        },
        { type: 'callback_failed', at, flowId: secret, callback: secret, error },
        { type: 'transition', at, flowId: 'f', from: 'a', to: 'b', token: secret } as AuthEvent,
      ]
      for (const event of events) log(event)
      log.record(error)
      expect(records).toHaveLength(events.length + 1)
      const written = JSON.stringify(records)
      for (const needle of needles) expect(written).not.toContain(needle)
    },
  )
})

it('says why a flow ended that no request ended, as loudly as that is', async () => {
  const clock = createMovedClock()
  const records: AuthLogRecord[] = []
  const client = createScriptedClient({ clock, poll: ['pending'], totp: [failsWith('invalid_code')] })
  const flow = createCibaController({ client, clock })
  flow.observe(createAuthLogger((record) => void records.push(record)))
  const ends = () =>
    records
      .splice(0)
      .filter(({ event, code }) => event === 'transition' && code)
      .map(({ to, code, level }) => [to, code, level])
  flow.start({ loginHint: 'dana@example.com' })
  await clock.advance(320_000)
  expect(ends()).toEqual([
    ['timeout', 'timeout', 'warning'],
    ['expired', 'expired_token', 'warning'],
  ])
  flow.useTotp()
  for (const code of ['111111', '222222', '333333']) {
    flow.submitTotp(code)
    await clock.advance(0)
  }
  expect(ends()).toEqual([['locked', 'too_many_retries', 'security']])
  flow.dispose()
})
