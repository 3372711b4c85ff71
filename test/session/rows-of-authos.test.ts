import { describe, expect, it } from 'vitest'
import { defineSystemErrors } from '../../src/core.js'
import { type Row, says, startRows } from './row-harness.js'

const { clock, page, settled, checkRows } = await startRows()

const authos = (status: number, error_code: string | undefined, headers: Record<string, string> = {}) =>
  says(status, { error: 'A sentence', error_code, timestamp: '2026-01-15T10:29:58Z' }, headers)
const REPEATS = { retry: {} }

/** An error that nothing but what `does` says is done about, and that is sent once whatever the fetch may repeat. */
const once = (
  status: number,
  code: string | undefined,
  thrown: NonNullable<Row['wanted']['thrown']>,
  more: Pick<Row['wanted'], 'does' | 'then'> = {},
  init: RequestInit = {},
): Row => ({
  name: `${status} ${code ?? 'without a code'}: sent once, ${more.does ?? 'nothing is done'}`,
  api: [authos(status, code)],
  init,
  options: REPEATS,
  wanted: { calls: [0], refreshes: 0, thrown, ...more },
})
const SIGNS_IN = { does: 'signs in', then: 'ok' } as const
const LIMIT = { kind: 'limit_exceeded', recovery: 'upgrade_plan' } as const
const DONE_ALREADY = { kind: 'server_error', recovery: 'contact_support' } as const
const ENDED = { kind: 'session_expired', recovery: 're_authenticate' } as const

/** One that waiting cures: at once without repeats, and a second later with them. */
const later = (status: number, code: string | undefined, kind: 'server_error' | 'unavailable'): Row[] => [
  {
    name: `${status} ${code ?? 'without a code'}: later`,
    api: [authos(status, code)],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind, recovery: 'retry_later' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: `${status} ${code ?? 'without a code'}: repeated where that is asked for`,
    api: [authos(status, code)],
    options: REPEATS,
    wanted: { calls: [0, 1], refreshes: 0, thrown: null },
  },
]

const limited = (headers: () => Record<string, string>) => () => authos(429, 'RATE_LIMIT_EXCEEDED', headers())
const LIMITED = { kind: 'rate_limited', recovery: 'wait_and_retry' } as const

const ROWS: Row[] = [
  once(400, 'BAD_REQUEST', { kind: 'invalid_request', recovery: 'review_request' }),
  once(401, 'UNAUTHORIZED', { kind: 'not_authenticated', recovery: 're_authenticate' }, SIGNS_IN),
  once(401, 'JWT_ERROR', { kind: 'invalid_token', recovery: 're_authenticate' }, SIGNS_IN),
  once(403, 'FORBIDDEN', { kind: 'forbidden', recovery: 'verify_permissions' }, { does: 'asks for access' }),
  once(
    403,
    'ORGANIZATION_NOT_ACTIVE',
    { kind: 'account_state', recovery: 'contact_support' },
    { does: 'shows support' },
  ),
  once(404, 'NOT_FOUND', { kind: 'not_found', recovery: 'review_request' }),
  once(409, undefined, { kind: 'conflict', recovery: 'review_request' }),
  once(400, 'SERVICE_LIMIT_EXCEEDED', LIMIT, { does: 'offers a plan' }),
  once(400, 'TEAM_LIMIT_EXCEEDED', LIMIT, { does: 'offers a plan' }),
  once(
    400,
    'INVITATION_EXPIRED',
    { kind: 'expired', recovery: 'contact_support' },
    { does: 'shows support' },
  ),
  once(400, 'DEVICE_CODE_EXPIRED', { kind: 'expired', recovery: 'start_over' }, { does: 'starts over' }),
  once(
    400,
    'DEVICE_CODE_PENDING',
    { kind: 'pending', recovery: 'keep_waiting' },
    { does: 'waits 5 s', then: 'ok' },
    { method: 'POST', body: '{}' },
  ),
  once(500, 'AUDIT_ERROR', DONE_ALREADY, { does: 'shows support' }),
  once(500, 'AUDIT_ERROR', DONE_ALREADY, { does: 'shows support' }, { method: 'PUT', body: '{}' }),
  once(
    500,
    'AUDIT_ERROR',
    DONE_ALREADY,
    { does: 'shows support' },
    { method: 'POST', body: '{}', headers: { 'idempotency-key': 'k-1' } },
  ),
  ...later(500, 'INTERNAL_SERVER_ERROR', 'server_error'),
  ...later(500, 'DATABASE_ERROR', 'server_error'),
  ...later(500, 'OAUTH_ERROR', 'server_error'),
  ...later(500, 'STRIPE_ERROR', 'server_error'),
  ...later(503, undefined, 'unavailable'),
  {
    name: '401 TOKEN_EXPIRED: one refresh, then the call once more',
    api: [authos(401, 'TOKEN_EXPIRED')],
    init: { method: 'POST', body: '{}' },
    wanted: { calls: [0, 0], refreshes: 1, thrown: null },
  },
  {
    name: '401 TOKEN_EXPIRED, and the refresh is refused: the session has ended',
    api: [authos(401, 'TOKEN_EXPIRED')],
    refresh: [authos(401, 'UNAUTHORIZED')],
    wanted: { calls: [0], refreshes: 1, thrown: ENDED, session: 'ended', ...SIGNS_IN },
  },
  {
    name: '401 on a call with an API key: for whoever runs the app, the user stays signed in',
    api: [authos(401, 'UNAUTHORIZED')],
    init: { headers: { 'x-api-key': 'k-1' } },
    options: {
      system: defineSystemErrors({
        name: 'authos with a key',
        codes: { UNAUTHORIZED: { kind: 'misconfigured' } },
      }),
    },
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'misconfigured', recovery: 'contact_support' },
      does: 'shows support',
    },
  },
  {
    name: '429 with Retry-After: not a moment sooner',
    api: [limited(() => ({ 'retry-after': '30' }))],
    wanted: { calls: [0], refreshes: 0, thrown: LIMITED, does: 'waits 30 s', then: 'ok' },
  },
  {
    name: '429 with Retry-After: the fetch that repeats waits as long, whatever its back-off is',
    api: [limited(() => ({ 'retry-after': '9' }))],
    options: REPEATS,
    wanted: { calls: [0, 9], refreshes: 0, thrown: null },
  },
  {
    name: '429 with X-RateLimit-Reset alone: until then',
    api: [
      limited(() => ({
        'x-ratelimit-limit': '60',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${Math.floor(clock.now() / 1_000) + 8}`,
      })),
    ],
    wanted: { calls: [0], refreshes: 0, thrown: LIMITED, does: 'waits 8 s', then: 'ok' },
  },
  {
    name: '429 that names no time: a minute, which is too long to wait for unseen',
    api: [limited(() => ({}))],
    options: { retry: { totalMs: 59_000 } },
    wanted: { calls: [0], refreshes: 0, thrown: LIMITED },
  },
  {
    name: '429 that names no time: a minute, where somebody wants to wait',
    api: [limited(() => ({}))],
    recovery: { longestWaitMs: 61_000 },
    wanted: { calls: [0], refreshes: 0, thrown: LIMITED, does: 'waits 60 s', then: 'ok' },
  },
  {
    name: 'maintenance of 20 s: waited for',
    api: [authos(503, undefined, { 'retry-after': '20' })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'unavailable', recovery: 'retry_later' },
      does: 'waits 20 s',
      then: 'ok',
    },
  },
  {
    name: 'maintenance of an hour: said at once',
    api: [authos(503, undefined, { 'retry-after': '3600' })],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'unavailable', recovery: 'retry_later' } },
  },
  {
    name: '204 without a body: a success',
    api: [() => new Response(null, { status: 204 })],
    wanted: { calls: [0], refreshes: 0, thrown: null },
  },
  {
    name: '201 without a body: a success',
    api: [() => new Response(null, { status: 201 })],
    init: { method: 'POST', body: '{}' },
    wanted: { calls: [0], refreshes: 0, thrown: null },
  },
]

describe('AuthOS', () => checkRows(ROWS))

it('calls made while a limit holds fail at once, and say until when', async () => {
  const { call, seen } = await page({ api: [limited(() => ({ 'retry-after': '40' }))()] })
  await settled(call())
  const until = Math.floor(clock.now() / 1_000) * 1_000 + 40_000
  expect(await settled(call())).toMatchObject({ kind: 'rate_limited', code: 'rate_limit_exceeded' })
  expect(seen.calls).toHaveLength(1)
  await clock.advance(until + 1_000 - clock.now())
  expect(await settled(call())).toMatchObject({ status: 200 })
})

it('the refresh token that a refresh brings is the one that the next refresh sends', async () => {
  const { session, call, seen } = await page({ api: [authos(401, 'TOKEN_EXPIRED')] })
  await settled(call())
  expect(await settled(session.renew('access-2'))).toBe('access-3')
  expect(seen.refreshTokens).toEqual(['refresh-1', 'refresh-2'])
})
