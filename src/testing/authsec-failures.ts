import { isForTenants, refusedCode, refusedPoll, refusedStart } from './authsec-answers.js'
import { applyFault, json } from './faults.js'
import type { ScriptedAnswer, ScriptedFailure } from './scripted-api.js'

export type AuthSecOperation = 'initiate' | 'poll' | 'totp'

type Row = ScriptedFailure<AuthSecOperation>

const says =
  (status: number, body: object, headers?: Record<string, string>): ScriptedAnswer =>
  () =>
    json(status, body, headers)
/** A sentence where a code should be. */
const prose = (status: number, error: string) => says(status, { error })

const start = (about: string, initiate: ScriptedAnswer): Row => ({
  about,
  step: 'start',
  answers: { initiate },
})
const poll = (about: string, ...answers: ScriptedAnswer[]): Row => ({
  about,
  step: 'wait',
  answers: { poll: answers },
})
/** The code is the one that is right by default: what is refused is refused because it was asked for. */
const code = (about: string, ...totp: ScriptedAnswer[]): Row => ({
  about,
  step: 'code',
  code: '123456',
  answers: { totp },
})

const polled =
  (error: string, description: string): ScriptedAnswer =>
  (_now, path = '') =>
    refusedPoll(error, description, isForTenants(path))
const entered =
  (message: string, status?: number, more?: object): ScriptedAnswer =>
  (_now, path = '') =>
    refusedCode(message, isForTenants(path), status, more)

const PENDING = polled('authorization_pending', 'User has not responded yet')
const CAPTIVE_PORTAL = '<!doctype html><title>Sign in to the Wi-Fi</title>'
const page: ScriptedAnswer = () => new Response(CAPTIVE_PORTAL, { headers: { 'content-type': 'text/html' } })
const nothing =
  (status: number): ScriptedAnswer =>
  () =>
    new Response(null, { status })
const wrong = (remaining: number) => says(401, { success: false, error: 'invalid_code', remaining })

/** @param retryAfterS What a limit and an overloaded server ask for, in seconds. */
export function authsecFailures(retryAfterS: number) {
  const later = { 'retry-after': `${retryAfterS}` }
  return {
    NO_DEVICE: start('no phone is set up to be asked', () =>
      refusedStart('no_device_registered', 'User has no registered push notification devices'),
    ),
    USER_NOT_FOUND: start('nobody has this address', () => refusedStart('user_not_found', 'User not found')),
    TENANT_NOT_FOUND: start('the app is not known', () =>
      refusedStart('tenant_not_found', 'Client not found or not mapped to tenant'),
    ),
    START_REFUSED: start('a rule refuses it, before anybody is asked', says(403, { error: 'access_denied' })),
    START_MALFORMED: start('a member is missing', prose(400, 'client_id and email are required')),
    START_LIMITED: start(
      'too many of them, with Retry-After',
      says(429, { error: 'Rate limit exceeded' }, later),
    ),
    START_TIMEOUT: start('it takes too long: 408', prose(408, 'Request timeout')),
    START_TIMEOUT_SAID: start('it takes too long, says a 200', says(200, { error: 'network_timeout' })),
    START_UNCONNECTED: start(
      'a gateway has no connection, says a 200',
      says(200, { error: 'connection_failed' }),
    ),
    START_ERROR: start('the server fails: 500', prose(500, 'Internal server error')),
    START_UNAVAILABLE: start('maintenance: 503, without a body', nothing(503)),
    START_UNREADABLE: start('another page answers', page),
    START_NETWORK: start('the connection breaks', () => 'drop'),
    START_HANGS: start('no answer: given up after 15 s', () => 'hang'),

    APPROVED: poll('a success: approved', PENDING),
    NOBODY_ANSWERS: poll('nobody answers for 10 s', ...Array.from({ length: 12 }, () => PENDING)),
    POLL_GAVE_UP: poll('a poll gives up, the request does not', says(200, { status: 'timeout' })),
    PENDING_SILENT: poll('202 without a body: nobody has answered yet', nothing(202)),
    SLOW_DOWN: poll('polls come too fast', polled('slow_down', 'Polling too fast')),
    DENIED: poll('somebody declines', polled('access_denied', 'User denied the authentication request')),
    DENIED_SAID: poll('somebody declines, says a 200', says(200, { error: 'access_denied' })),
    DENIED_STATUS: poll('somebody declines, as a status', says(200, { status: 'access_denied' })),
    EXPIRED: poll('five minutes are over', polled('expired_token', 'Authentication request has expired')),
    EXPIRED_STATUS: poll('five minutes are over, as a status', says(200, { status: 'expired_token' })),
    CANCELLED: poll('it was cancelled elsewhere', says(200, { status: 'cancelled' })),
    CANCELLED_HERE: { about: 'somebody gives up here', step: 'wait', cancels: true, answers: {} },
    INVALID_CLIENT: poll(
      'the request is another app’s',
      polled('invalid_client', 'client_id does not match the request'),
    ),
    POLL_LIMITED: poll(
      'too many polls, with Retry-After',
      says(429, { error: 'Rate limit exceeded' }, later),
    ),
    POLL_LIMITED_SAID: poll('too many polls, says a 200', prose(200, 'Rate limit exceeded')),
    POLL_TIMEOUT: poll('it takes too long: 408', prose(408, 'Request timeout')),
    POLL_TIMEOUT_SAID: poll('it takes too long, says a 200', prose(200, 'Request timeout')),
    POLL_ERROR: poll('the server fails: 500', prose(500, 'Internal server error')),
    POLL_ERROR_SAID: poll('the server fails, says a 200', prose(200, 'Internal server error')),
    POLL_UNAVAILABLE: poll('overloaded: 503, with Retry-After', () => applyFault('unavailable', retryAfterS)),
    POLL_BAD_GATEWAY: poll('a broken proxy: 502, with a page', () => 'bad_gateway'),
    POLL_UNREADABLE: poll('another page answers', page),
    POLL_CUT_OFF: poll('half of an answer', () => 'broken_json'),
    APPROVED_WITHOUT_TOKEN: poll('an approval without a token', says(200, { status: 'approved' })),
    POLL_NETWORK: poll('the connection breaks', () => 'drop'),
    POLL_UNKNOWN: poll('a sentence that nobody knows', prose(200, 'The moon is full')),

    CODE_ACCEPTED: code('a success: the code is right'),
    INVALID_CODE: code('a wrong code, two more tries', wrong(2)),
    INVALID_CODE_LAST: code('a wrong code, one more try', wrong(1)),
    INVALID_CODE_NONE: code('a wrong code, and no more tries', wrong(0)),
    INVALID_CODE_UNCOUNTED: code(
      'a wrong code, without a count',
      says(401, { success: false, error: 'invalid_code' }),
    ),
    INVALID_CODE_PROSE: code('a wrong code, as a sentence', entered('Invalid TOTP code')),
    CODE_VAGUE: code(
      'a wrong code, in other words',
      says(401, { success: false, message: 'Verification failed' }),
    ),
    CODE_NOBODY: code('a code of nobody', entered('User not found', 404)),
    TOO_MANY_RETRIES: code('the third wrong code', says(401, { success: false, error: 'too_many_retries' })),
    CODE_LOCKED: code(
      'locked out, with Retry-After',
      says(429, { error: 'too many failed attempts; this account is temporarily locked' }, later),
    ),
    CODE_LIMITED: code('too many calls, and no lock-out', prose(429, 'Rate limit exceeded')),
    ACCOUNT_DISABLED: code(
      'the account is disabled',
      says(401, { success: false, message: 'Account is disabled' }),
    ),
    CODE_MALFORMED: code('the code comes without an address', prose(400, 'email is required')),
    CODE_ERROR: code('the server fails: 500', prose(500, 'Internal server error')),
    CODE_WITHOUT_TOKEN: code('a right code, without a token', says(200, { success: true })),
    CODE_NETWORK: code('the connection breaks', () => 'drop'),
  } satisfies Record<string, Row>
}

export type AuthSecFailure = keyof ReturnType<typeof authsecFailures>
