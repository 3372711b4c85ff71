import type { AuthErrorKind } from '../../src/errors/vocabulary.js'

/** An answer of a system, and what becomes of it. Each row is tried in `test/testing/docs-answers.test.ts`. */
export interface AnswerRow<Call extends string> {
  call: Call
  status: number
  /** Sent as JSON; a string as it is. */
  body: string | Readonly<Record<string, unknown>>
  gives: 'accepted' | 'approved' | 'pending' | 'slow_down' | AuthErrorKind
  /** What the flow does, and people see. */
  then: string
}

/** The calls of `authsec()`, by the verbs that make them. */
export const AUTHSEC_ANSWERS: readonly AnswerRow<'start' | 'poll' | 'code'>[] = [
  {
    call: 'start',
    status: 200,
    body: { auth_req_id: '…', expires_in: 300, interval: 5 },
    gives: 'accepted',
    then: 'Waits for the phone. Without `interval` it polls every 5 seconds.',
  },
  {
    call: 'start',
    status: 200,
    body: { error: 'no_device_registered' },
    gives: 'account_state',
    then: '`failed`, and offers the code.',
  },
  {
    call: 'start',
    status: 200,
    body: { error: 'user_not_found' },
    gives: 'timeout',
    then: '`failed`, with the words of a push that nobody answers: a stranger learns nothing.',
  },
  {
    call: 'start',
    status: 200,
    body: { error: 'tenant_not_found' },
    gives: 'misconfigured',
    then: '`failed`, and leads to support.',
  },
  {
    call: 'start',
    status: 503,
    body: 'Service Unavailable',
    gives: 'unavailable',
    then: '`failed`. The banner counts 5 seconds, or `Retry-After`, and a person decides: a second try could be a second push.',
  },
  {
    call: 'poll',
    status: 200,
    body: { access_token: '…' },
    gives: 'approved',
    then: '`approved`. A token may be called `token`, too.',
  },
  {
    call: 'poll',
    status: 202,
    body: { error: 'authorization_pending' },
    gives: 'pending',
    then: 'Polls again. The same with 200 or 400, and for any 202 whatever its body.',
  },
  {
    call: 'poll',
    status: 200,
    body: { error: 'timeout' },
    gives: 'pending',
    then: 'Polls again: only this poll gave up waiting.',
  },
  {
    call: 'poll',
    status: 400,
    body: { error: 'slow_down' },
    gives: 'slow_down',
    then: 'Polls again, from now on at least 5 seconds later each time.',
  },
  { call: 'poll', status: 403, body: { error: 'access_denied' }, gives: 'denied', then: '`denied`.' },
  { call: 'poll', status: 400, body: { error: 'expired_token' }, gives: 'expired', then: '`expired`.' },
  {
    call: 'poll',
    status: 429,
    body: { error: 'Rate limit exceeded' },
    gives: 'rate_limited',
    then: 'Polls again, later and later, never before `Retry-After`.',
  },
  {
    call: 'poll',
    status: 200,
    body: '<html>Sign in to the Wi-Fi</html>',
    gives: 'bad_gateway',
    then: 'Polls again: nothing in it is an answer.',
  },
  { call: 'code', status: 200, body: { success: true, token: '…' }, gives: 'approved', then: '`approved`.' },
  {
    call: 'code',
    status: 401,
    body: { success: false, message: 'Invalid code' },
    gives: 'invalid_code',
    then: 'Says how many tries are left; the third wrong one locks.',
  },
  {
    call: 'code',
    status: 429,
    body: { error: 'account is temporarily locked' },
    gives: 'locked',
    then: '`locked` until `Retry-After`, else for `coolDownMs`.',
  },
  {
    call: 'code',
    status: 500,
    body: { error: 'boom' },
    gives: 'server_error',
    then: 'Stays in the field. This was no wrong code, so it does not count.',
  },
]

/** What the provider answers to the back end, by its endpoint. */
export const PROVIDER_ANSWERS: readonly AnswerRow<'backchannel' | 'token'>[] = [
  {
    call: 'backchannel',
    status: 200,
    body: { auth_req_id: '…', expires_in: 120, interval: 5 },
    gives: 'accepted',
    then: 'Waits for the phone. Without `interval` it polls every 5 seconds.',
  },
  {
    call: 'backchannel',
    status: 400,
    body: { error: 'unknown_user_id' },
    gives: 'accepted',
    then: 'Looks like a push that nobody answers, unless `revealUnknownUser` is set.',
  },
  {
    call: 'backchannel',
    status: 403,
    body: { error: 'access_denied' },
    gives: 'forbidden',
    then: '`failed`: a rule of the provider, before anybody was asked. It does not read as "you declined".',
  },
  {
    call: 'backchannel',
    status: 401,
    body: { error: 'invalid_client' },
    gives: 'misconfigured',
    then: '`failed`, and leads to support. The fault is the back end’s.',
  },
  {
    call: 'backchannel',
    status: 400,
    body: { error: 'invalid_binding_message' },
    gives: 'misconfigured',
    then: '`failed`, and leads to support.',
  },
  {
    call: 'backchannel',
    status: 503,
    body: 'Service Unavailable',
    gives: 'unavailable',
    then: 'The page repeats the start after 2, 4 and 8 seconds with the same key, then `failed`.',
  },
  {
    call: 'backchannel',
    status: 502,
    body: '<h1>Bad Gateway</h1>',
    gives: 'network_timeout',
    then: '`failed`, `outcome_unknown`: a push may have gone out, so only a person starts again. The same for a 500, half an answer, or none.',
  },
  {
    call: 'token',
    status: 400,
    body: { error: 'authorization_pending' },
    gives: 'pending',
    then: 'Polls again. The same with 200 or 202.',
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
    body: { error: 'invalid_grant' },
    gives: 'invalid_token',
    then: '`failed`. Past the expiry it counts as `expired`.',
  },
  {
    call: 'token',
    status: 400,
    body: { error: 'transaction_failed' },
    gives: 'process_failed',
    then: '`failed`.',
  },
  {
    call: 'token',
    status: 401,
    body: { error: 'invalid_client' },
    gives: 'misconfigured',
    then: '`failed`, and leads to support.',
  },
  {
    call: 'token',
    status: 429,
    body: 'Too Many Requests',
    gives: 'unavailable',
    then: 'Polls again, later and later, never before `Retry-After`. The same for any 5xx, a page, or no answer at all.',
  },
]
