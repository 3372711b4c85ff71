import { describe, expect, it } from 'vitest'
import { type Row, says, startRows } from './row-harness.js'

const { clock, page, settled, checkRows } = await startRows()

const nexla = (status: number, error_code: string, error: string, details = {}) =>
  says(status, { error, error_description: 'x', error_code, request_id: 'req-1', details })
/** To the second, as headers have it. */
const inSeconds = (seconds: number) =>
  `${new Date(clock.now() + seconds * 1_000).toISOString().slice(0, 19)}Z`
const limited = (seconds: number) => () =>
  nexla(429, 'RATE_001', 'rate_limit_exceeded', { limit: 100, retry_after: inSeconds(seconds) })
const TOKEN_EXPIRED = () => nexla(401, 'AUTH_003', 'token_expired')

/** Three repeats, as its guide asks for. */
const REPEATS = { retry: { tries: 4 } }

const NEXLA: Row[] = [
  {
    name: 'AUTH_001: signs in anew, a new token would not help',
    api: [nexla(401, 'AUTH_001', 'unauthorized')],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'invalid_token', recovery: 're_authenticate' },
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'AUTH_002: signs in anew, and nothing is repeated',
    api: [nexla(401, 'AUTH_002', 'invalid_credentials')],
    options: REPEATS,
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'invalid_credentials', recovery: 're_authenticate' },
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'AUTH_003: one refresh, then the call once more',
    api: [TOKEN_EXPIRED()],
    wanted: { calls: [0, 0], refreshes: 1, thrown: null },
  },
  {
    name: 'AUTH_003 for a POST as well',
    api: [TOKEN_EXPIRED()],
    init: { method: 'POST', body: '{}' },
    wanted: { calls: [0, 0], refreshes: 1, thrown: null },
  },
  {
    name: 'AUTH_003 twice: not for ever; the error says what to do, and that is done',
    api: [TOKEN_EXPIRED(), TOKEN_EXPIRED()],
    options: REPEATS,
    wanted: {
      calls: [0, 0],
      refreshes: 1,
      thrown: { kind: 'token_expired', recovery: 'refresh_token' },
      does: 'renews',
      then: 'ok',
    },
  },
  {
    name: 'AUTH_003, and the refresh is refused: the session has ended, somebody signs in',
    api: [TOKEN_EXPIRED()],
    refresh: [nexla(401, 'AUTH_002', 'invalid_credentials')],
    wanted: {
      calls: [0],
      refreshes: 1,
      thrown: { kind: 'session_expired', recovery: 're_authenticate' },
      session: 'ended',
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'AUTH_003, and the refresh does not get through: the session stays, and is renewed after the wait',
    api: [TOKEN_EXPIRED(), TOKEN_EXPIRED()],
    refresh: [says(503, {}, { 'retry-after': '7' })],
    wanted: {
      calls: [0],
      refreshes: 1,
      thrown: { kind: 'unavailable', recovery: 'retry_later' },
      does: 'waits 7 s',
      then: 'ok',
    },
  },
  {
    name: 'AUTH_004: asks for access',
    api: [nexla(403, 'AUTH_004', 'insufficient_permissions')],
    options: REPEATS,
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'forbidden', recovery: 'verify_permissions' },
      does: 'asks for access',
    },
  },
  {
    name: 'RATE_001 with a time: waits until then',
    api: [limited(12)],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'rate_limited', recovery: 'wait_and_retry' },
      does: 'waits 12 s',
      then: 'ok',
    },
  },
  {
    name: 'RATE_001 with a time: the fetch that repeats comes no sooner',
    api: [limited(12)],
    options: REPEATS,
    wanted: { calls: [0, 12], refreshes: 0, thrown: null },
  },
  {
    name: 'RATE_001 with a time that is far: nobody waits for it unseen',
    api: [limited(300)],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'rate_limited', recovery: 'wait_and_retry' } },
  },
  {
    name: 'RATE_001 without a time: a minute',
    api: [nexla(429, 'RATE_001', 'rate_limit_exceeded')],
    recovery: { longestWaitMs: 90_000 },
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'rate_limited', recovery: 'wait_and_retry' },
      does: 'waits 60 s',
      then: 'ok',
    },
  },
  {
    name: 'VAL_001: the field is to be mended',
    api: [nexla(400, 'VAL_001', 'validation_failed', { field: 'email', message: 'Not one' })],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'validation', recovery: 'fix_input' } },
  },
  {
    name: 'AUTH_UNKNOWN: support',
    api: [nexla(401, 'AUTH_UNKNOWN', 'unknown')],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'unknown', recovery: 'contact_support' },
      does: 'shows support',
    },
  },
  {
    name: '500 three times: repeated after 1, 2 and 4 s',
    api: [500, 502, 503].map((status) => says(status, {})),
    options: REPEATS,
    wanted: { calls: [0, 1, 3, 7], refreshes: 0, thrown: null },
  },
  {
    name: '500 without repeats: later',
    api: [says(500, {})],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'server_error', recovery: 'retry_later' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: '404: the request is to be reviewed',
    api: [says(404, { error: 'flow_gone', error_description: 'x', error_code: 'FLOW_404' })],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'not_found', recovery: 'review_request' } },
  },
  {
    name: 'a text that is no JSON: its status counts',
    api: [new Response('upstream hiccup', { status: 502 })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'bad_gateway', recovery: 'retry_later', code: 'HTTP_502' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: 'a connection that breaks: again',
    api: ['drop'],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'network', recovery: 'retry' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: 'no answer within the limit: again',
    api: ['hang'],
    options: { ...REPEATS, timeoutMs: 5_000 },
    wanted: { calls: [0, 6], refreshes: 0, thrown: null },
  },
]

describe('Nexla', () => checkRows(NEXLA))

it('five failures open the circuit, after a minute one call probes', async () => {
  const { call, seen } = await page({ api: Array.from({ length: 6 }, () => says(500, {})) })
  for (let n = 0; n < 5; n++) await settled(call())
  expect(await settled(call())).toMatchObject({ kind: 'unavailable', code: 'circuit_open' })
  expect(seen.calls).toHaveLength(5)
  await clock.advance(60_000)
  expect(await settled(call())).toMatchObject({ kind: 'server_error' })
  expect(await settled(call())).toMatchObject({ code: 'circuit_open' })
  await clock.advance(60_000)
  expect(await settled(call())).toMatchObject({ status: 200 })
  expect(seen.calls).toHaveLength(7)
})

it('a token is renewed before it expires, and the call is made once', async () => {
  const { call, seen } = await page({ api: [] })
  await clock.advance(3_580_000)
  expect(await settled(call())).toMatchObject({ status: 200 })
  expect(seen.tokens).toEqual(['Bearer access-2'])
})
