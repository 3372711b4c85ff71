import type { AnswerRow } from './answers.js'

/** What a server answers to `deviceFlow()`, by its endpoint. */
export const DEVICE_ANSWERS: readonly AnswerRow<'device' | 'token'>[] = [
  {
    call: 'device',
    status: 200,
    body: {
      device_code: '…',
      user_code: 'WDJB-MJHT',
      verification_uri: 'https://id.example.com/device',
      expires_in: 600,
    },
    gives: 'accepted',
    then: 'Shows the code. Without `interval` it polls every 5 seconds.',
  },
  {
    call: 'device',
    status: 200,
    body: { device_code: '…', user_code: 'WDJB-MJHT', verification_uri: 'javascript:…', expires_in: 600 },
    gives: 'bad_gateway',
    then: 'Repeats the start, then `failed`: an address that is neither http nor https becomes no link.',
  },
  {
    call: 'device',
    status: 401,
    body: { error: 'invalid_client' },
    gives: 'misconfigured',
    then: '`failed`, and leads to support.',
  },
  {
    call: 'device',
    status: 503,
    body: 'Service Unavailable',
    gives: 'unavailable',
    then: 'Repeats the start after 2, 4 and 8 seconds, then `failed`. It disturbs nobody: the first code lapses unused.',
  },
  { call: 'token', status: 200, body: { access_token: '…' }, gives: 'approved', then: '`approved`.' },
  {
    call: 'token',
    status: 400,
    body: { error: 'authorization_pending' },
    gives: 'pending',
    then: 'Polls again. The same with any status.',
  },
  {
    call: 'token',
    status: 400,
    body: { error: 'slow_down' },
    gives: 'slow_down',
    then: 'Polls again, from now on at least 5 seconds later each time.',
  },
  { call: 'token', status: 400, body: { error: 'access_denied' }, gives: 'denied', then: '`denied`.' },
  { call: 'token', status: 400, body: { error: 'expired_token' }, gives: 'expired', then: '`expired`.' },
  {
    call: 'token',
    status: 400,
    body: { error: 'Not authorised yet', error_code: 'DEVICE_CODE_PENDING' },
    gives: 'pending',
    then: 'AuthOS: polls again. `SLOW_DOWN` is read, too.',
  },
  {
    call: 'token',
    status: 400,
    body: { error: 'The code has expired', error_code: 'DEVICE_CODE_EXPIRED' },
    gives: 'expired',
    then: 'AuthOS: `expired`.',
  },
  {
    call: 'token',
    status: 400,
    body: { error: 'invalid_grant' },
    gives: 'invalid_token',
    then: '`failed`. Past the expiry it counts as `expired`.',
  },
]
