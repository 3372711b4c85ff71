import * as words from './error-words.js'
import { STATUS, SUPPORT, type Words } from './error-words.js'

/** What one sees of a row of AuthSec, what went over the wire, and where one comes to from there. */
export interface SeenSignIn {
  state: string
  /** All that the step says: titles, texts, what is wrong at a field, waits. */
  says: string[]
  /** Buttons of the step. */
  actions: string[]
  /** Words and address. */
  links: string[]
  /** Without the polls that go on while a code is entered: statuses in the order of the calls; four and more of the same kind are one, with an ellipsis. */
  answers: string
  /** Whole seconds from each of these calls to the next. */
  gaps: string
  /** Which call's id is quoted. */
  quotes: 'first' | 'last' | null
  /** What the sign-in made of the answer that failed. */
  then: string
  /** Where the first button leads, the right code, or the end of the lock-out. */
  next: string | null
  /** How many prompts were sent to the phone until then. */
  pushes: number
}

/** Without a client id some answers have another status. */
export type Route = 'tenant' | 'own'
type More = Partial<SeenSignIn>

const PENDING = { tenant: 202, own: 200 }
const ENDS = 'Ends.'
const PERSON = 'Leaves it to the person.'
const NO_CODE = 'Takes no code for a while.'
const AGAIN = 'Asks again.'
const LATER = 'Asks again. Not before 3 s later.'
const TRY = ['Try again', 'Use a code instead', 'Start over']
const HELPED: More = { links: [SUPPORT] }
const BROKEN: More = { links: [STATUS, SUPPORT] }
const inSeconds = (seconds: number) => `You can try again in ${seconds} seconds.`

/** "Try again" is another push. */
const startFails = (says: Words, status: number | string, more: More = {}): SeenSignIn => ({
  ...{ state: 'failed', says: [...says], actions: TRY, links: [], answers: `${status}`, gaps: '' },
  ...{ quotes: 'last', then: ENDS, next: 'approved', pushes: 2, ...more },
})
/** Trying again may help, after five seconds: a second start could be a second push. */
const startMayPass = (says: Words, status: number | string, more: More = {}): SeenSignIn =>
  startFails(says, status, { says: [...says, inSeconds(5)], ...more })
const NO_USE: More = { actions: ['Start over'], next: 'idle', pushes: 1 }

const SIGNED_IN = ['You are signed in', 'You can go on.']
/** Polls come a second apart. */
const pollPasses = (status: number | string, then = AGAIN, gapS = 1): SeenSignIn => ({
  ...{ state: 'approved', says: SIGNED_IN, actions: [], links: [], answers: `200 ${status} 200` },
  ...{ gaps: `1 ${gapS}`, quotes: null, then, next: null, pushes: 1 },
})
/** After what may pass they come less often: after two seconds at first. */
const pollFails = (status: number | string): SeenSignIn => pollPasses(status, AGAIN, 2)
/** And never before the server wants them. */
const pollIsLimited = (status: number): SeenSignIn => pollPasses(status, LATER, 3)
const pollEnds = (state: string, says: readonly string[], status: number, more: More = {}): SeenSignIn => ({
  ...{ state, says: [...says], actions: TRY, links: [], answers: `200 ${status}`, gaps: '1' },
  ...{ quotes: 'last', then: ENDS, next: 'approved', pushes: 2, ...more },
})
const CANCELLED: More = { actions: ['Try again', 'Start over'], quotes: null }

const FIELD = ['Verify', 'Back to the request on your phone', 'Cancel']
const ASKED = ['Enter a code', 'Open your authenticator and enter the six digits for d•••@e•••.com.']
const HINT = 'Six digits; they change every 30 seconds.'
const codeFails = (status: number | string, says: readonly string[], more: More = {}): SeenSignIn => ({
  ...{ state: 'totp', says: [...ASKED, ...says, HINT], actions: FIELD, links: [], answers: `200 ${status}` },
  ...{ gaps: '0', quotes: null, then: PERSON, next: 'approved', pushes: 1, ...more },
})
const wrongCode = (status: number, left: string): SeenSignIn =>
  codeFails(status, [`That code did not work. Enter the newest code. ${left}`])
const codeBanner = (status: number | string, says: readonly string[], more: More = {}): SeenSignIn =>
  codeFails(status, says, { quotes: 'last', ...more })
const locked = (status: number, seconds: number, then = NO_CODE): SeenSignIn => ({
  ...codeFails(status, [], { state: 'locked', actions: FIELD.slice(1), quotes: 'last', then, next: 'totp' }),
  says: [...words.LOCKED, inSeconds(seconds)],
})

export const signInRowsOn = (route: Route): Record<string, SeenSignIn> => ({
  NO_DEVICE: startFails(words.NO_PHONE, 200, {
    actions: ['Use a code instead', 'Try again', 'Start over'],
    ...{ next: 'totp', pushes: 1 },
  }),
  USER_NOT_FOUND: startFails(words.NO_ANSWER, 200),
  TENANT_NOT_FOUND: startFails(words.NOT_SET_UP, 200, { ...NO_USE, ...HELPED }),
  START_REFUSED: startFails(words.NO_ACCESS, 403, NO_USE),
  START_MALFORMED: startFails(words.NOT_ACCEPTED, 400, { actions: ['Try again', 'Start over'] }),
  START_LIMITED: startFails(words.LIMITED, 429, { says: [...words.LIMITED, inSeconds(3)] }),
  START_TIMEOUT: startMayPass(words.TOO_LONG, 408),
  START_TIMEOUT_SAID: startMayPass(words.TOO_LONG, 200),
  START_UNCONNECTED: startMayPass(words.OFFLINE, 200),
  START_ERROR: startMayPass(words.SERVER_ERROR, 500, BROKEN),
  START_UNAVAILABLE: startMayPass(words.UNAVAILABLE, 503, BROKEN),
  START_UNREADABLE: startMayPass(words.BAD_GATEWAY, 200, BROKEN),
  START_NETWORK: startMayPass(words.OFFLINE, 'dropped'),
  START_HANGS: startMayPass(words.TOO_LONG, 'dropped'),

  APPROVED: pollPasses(PENDING[route]),
  // Who keeps waiting waits for the same prompt.
  NOBODY_ANSWERS: {
    ...pollEnds('timeout', words.NO_ANSWER, 0, { quotes: 'first', then: AGAIN, pushes: 1 }),
    actions: ['Keep waiting', 'Use a code instead', 'Cancel'],
    ...{ answers: route === 'tenant' ? '200 202…' : '200…', gaps: '1…' },
  },
  POLL_GAVE_UP: pollPasses(200),
  PENDING_SILENT: pollPasses(202),
  SLOW_DOWN: pollPasses(400, 'Asks again, less often from now on.', 6),
  DENIED: pollEnds('denied', words.DENIED, route === 'tenant' ? 400 : 403, HELPED),
  DENIED_SAID: pollEnds('denied', words.DENIED, 200, HELPED),
  DENIED_STATUS: pollEnds('denied', words.DENIED, 200, HELPED),
  EXPIRED: pollEnds('expired', words.EXPIRED, 400),
  EXPIRED_STATUS: pollEnds('expired', words.EXPIRED, 200),
  CANCELLED: pollEnds('cancelled', ['Cancelled', 'It was stopped before its end.'], 200, CANCELLED),
  CANCELLED_HERE: {
    ...pollEnds('cancelled', ['Cancelled'], 0, CANCELLED),
    says: ['Cancelled', 'Your phone may still show the request. Ignore it; approving it does nothing here.'],
    ...{ answers: '200', gaps: '', then: 'Waits for the phone.' },
  },
  INVALID_CLIENT: pollEnds('failed', words.NOT_SET_UP, route === 'tenant' ? 400 : 401, {
    ...NO_USE,
    ...HELPED,
  }),
  POLL_LIMITED: pollIsLimited(429),
  POLL_LIMITED_SAID: pollFails(200),
  POLL_TIMEOUT: pollFails(408),
  POLL_TIMEOUT_SAID: pollFails(200),
  POLL_ERROR: pollFails(500),
  POLL_ERROR_SAID: pollFails(200),
  POLL_UNAVAILABLE: pollIsLimited(503),
  POLL_BAD_GATEWAY: pollFails(502),
  POLL_UNREADABLE: pollFails(200),
  POLL_CUT_OFF: pollFails(200),
  APPROVED_WITHOUT_TOKEN: pollFails(200),
  POLL_NETWORK: pollFails('dropped'),
  POLL_UNKNOWN: pollEnds('failed', words.UNKNOWN, 200, HELPED),

  CODE_ACCEPTED: codeFails(200, [], {
    ...{ state: 'approved', says: SIGNED_IN, actions: [], then: 'Is approved.', next: null },
  }),
  INVALID_CODE: wrongCode(401, '2 attempts left.'),
  INVALID_CODE_LAST: wrongCode(401, '1 attempt left.'),
  INVALID_CODE_NONE: locked(401, 30),
  INVALID_CODE_UNCOUNTED: wrongCode(401, '2 attempts left.'),
  INVALID_CODE_PROSE: wrongCode(route === 'tenant' ? 401 : 400, '2 attempts left.'),
  CODE_VAGUE: wrongCode(401, '2 attempts left.'),
  CODE_NOBODY: wrongCode(route === 'tenant' ? 401 : 404, '2 attempts left.'),
  TOO_MANY_RETRIES: locked(401, 30),
  CODE_LOCKED: locked(429, 3, `${NO_CODE} Not before 3 s later.`),
  CODE_LIMITED: codeBanner(429, [...words.LIMITED, 'You can try again in 1 minute.']),
  ACCOUNT_DISABLED: codeBanner(401, words.STEP_MISSING),
  CODE_MALFORMED: codeBanner(400, words.NOT_ACCEPTED),
  CODE_ERROR: codeBanner(500, words.SERVER_ERROR, BROKEN),
  CODE_WITHOUT_TOKEN: codeBanner(200, words.BAD_GATEWAY, BROKEN),
  CODE_NETWORK: codeBanner('dropped', words.OFFLINE),
})
