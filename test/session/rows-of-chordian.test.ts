import { describe, expect, it } from 'vitest'
import { createSignInThrottle } from '../../src/core.js'
import { type Row, says, startRows } from './row-harness.js'

const { clock, page, settled, checkRows } = await startRows()

const chordian = (status: number, code: string, details = {}) =>
  says(status, { error: { code, message: 'x', status, details } })

/** Three repeats, as its guide asks for. */
const REPEATS = { retry: { tries: 4 } }
const ENDED = { kind: 'session_expired', recovery: 're_authenticate' } as const

const CHORDIAN: Row[] = [
  {
    name: 'INVALID_TOKEN: signs in anew',
    api: [chordian(401, 'INVALID_TOKEN', { reason: 'signature' })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'invalid_token', recovery: 're_authenticate' },
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'TOKEN_EXPIRED: one refresh, then the call once more',
    api: [chordian(401, 'TOKEN_EXPIRED')],
    refresh: [says(200, { token: 'access-2', expiresIn: 1_296_000 })],
    wanted: { calls: [0, 0], refreshes: 1, thrown: null },
  },
  {
    name: 'INVALID_REFRESH_TOKEN: the session is cleared and has ended, somebody signs in',
    api: [chordian(401, 'TOKEN_EXPIRED')],
    refresh: [chordian(401, 'INVALID_REFRESH_TOKEN')],
    wanted: {
      calls: [0],
      refreshes: 1,
      thrown: { ...ENDED, code: 'INVALID_REFRESH_TOKEN' },
      session: 'ended',
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'BAD_REQUEST, the refresh cookie is missing: the same',
    api: [chordian(401, 'TOKEN_EXPIRED')],
    refresh: [chordian(400, 'BAD_REQUEST', { field: 'refresh_cookie', issue: 'missing' })],
    wanted: { calls: [0], refreshes: 1, thrown: ENDED, session: 'ended', does: 'signs in', then: 'ok' },
  },
  {
    name: 'BAD_REQUEST of a call: the request is to be reviewed',
    api: [chordian(400, 'BAD_REQUEST', { field: 'page', issue: 'is no number' })],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'invalid_request', recovery: 'review_request' } },
  },
  {
    name: 'NOT_AUTHENTICATED: signs in',
    api: [chordian(401, 'NOT_AUTHENTICATED')],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'not_authenticated', recovery: 're_authenticate' },
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'INTERNAL_ERROR: repeated with back-off, then later',
    api: Array.from({ length: 4 }, () => chordian(500, 'INTERNAL_ERROR', { request_id: 'req-5' })),
    options: REPEATS,
    wanted: {
      calls: [0, 1, 3, 7],
      refreshes: 0,
      thrown: { kind: 'server_error', recovery: 'retry_later' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: 'BAD_GATEWAY: the same',
    api: [chordian(502, 'BAD_GATEWAY', { upstream: 'identity', request_id: 'req-6' })],
    options: REPEATS,
    wanted: { calls: [0, 1], refreshes: 0, thrown: null },
  },
  {
    name: 'a POST is not repeated by itself, whatever happened to the first',
    api: [chordian(502, 'BAD_GATEWAY')],
    init: { method: 'POST', body: '{}' },
    options: REPEATS,
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'bad_gateway', recovery: 'retry_later' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
]

describe('Chordian', () => checkRows(CHORDIAN))

it('INVALID_CREDENTIALS slows down, then asks for a CAPTCHA', async () => {
  const wrong = () => chordian(401, 'INVALID_CREDENTIALS')
  const { call, seen } = await page({ api: [wrong(), wrong(), wrong()] })
  let asked = 0
  const onCaptcha = async () => `proof-${(asked += 1)}`
  const throttle = createSignInThrottle({ clock, onCaptcha })
  const attempt = () => settled(throttle.attempt(() => call({ method: 'POST', body: '{}' })))
  expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
  expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
  expect(await attempt()).toMatchObject({ code: 'too_many_attempts' })
  expect(seen.calls).toHaveLength(2)
  await clock.advance(2_000)
  expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
  expect(asked).toBe(0)
  await clock.advance(4_000)
  expect(await attempt()).toMatchObject({ status: 200 })
  expect([asked, seen.refreshes]).toEqual([1, 0])
})
