import {
  STATUS,
  SUPPORT,
  BAD_GATEWAY,
  CONFLICT,
  ENDED,
  EXPIRED,
  FIELDS,
  INVALID,
  INVITATION,
  KEY_REFUSED,
  LIMITED,
  LIMITED_TO_100,
  NOBODY,
  NOT_ACCEPTED,
  NOT_FOUND,
  NOT_RECORDED,
  NOT_SET_UP,
  NO_ACCESS,
  NO_COOKIE,
  OFFLINE,
  PAYMENT,
  PENDING,
  PROCESS,
  RENEWED,
  SERVER_ERROR,
  SUSPENDED,
  TOO_LONG,
  TOO_OLD,
  UNAVAILABLE,
  UNKNOWN,
  WRONG,
  type Words,
  limitOf,
} from './error-words.js'

/** What one sees of a row of a system, and what reached its server. */
export interface SeenRow {
  /** The banner's; null where it worked at once. */
  title: string | null
  /** Why it matters, and what to do. */
  text: string
  /** What is wrong with what was entered, as the answer says it. */
  fields: string[]
  wait: string | null
  /** Words and address of each link. */
  links: string[]
  /** Which id is shown to be quoted: that in the body of the answer, or the one that was sent with the call. */
  quotes: 'answered' | 'sent' | null
  /** What the app is asked to show, by "Do what helps"; `{id}` is that of the answer. */
  told: string | null
  /** In so many whole seconds after the failure the call is made again, and works; null where it is not. */
  againS: number | null
  /** What reached the server before "Do what helps". */
  before: [calls: number, refreshes: number]
}

const NOTHING = {
  ...{ title: null, text: '', fields: [], wait: null, links: [], quotes: null, told: null, againS: null },
}
const worked = (calls: number, refreshes: number): SeenRow => ({ ...NOTHING, before: [calls, refreshes] })

type More = Partial<SeenRow>

const failed = ([title, text]: Words, ...more: More[]): SeenRow =>
  Object.assign({ ...NOTHING, title, text, quotes: 'sent', before: [1, 0] }, ...more) as SeenRow

const ANSWERED: More = { quotes: 'answered' }
const HELPED: More = { links: [SUPPORT] }
const AGAIN: More = { againS: 1 }
const LATER: More = { againS: 1, links: [STATUS, SUPPORT] }
const IN_3_S: More = { againS: 3, wait: 'You can try again in 3 seconds.' }
const IN_A_MINUTE: More = { wait: 'You can try again in 1 minute.' }
const REFRESH_FAILED: More = { before: [1, 1] }
const tells = (told: string): More => ({ told })
const signsIn = (told = 'Sign in'): More => ({ told, againS: 0 })

const linked = (address: string, row: SeenRow): SeenRow => ({
  ...row,
  links: [`Read more about this: ${address}`, ...row.links],
})

const MORE_ROOM = tells('Plans with more room')
const ACCESS = tells('Ask whoever owns this for access')
const FOR_THE_OPERATOR = tells('A note for whoever runs the app')

/** It has no documentation of its errors, and no id but the one that was sent. */
const AUTHOS: Record<string, SeenRow> = {
  BAD_REQUEST: failed(NOT_ACCEPTED),
  UNAUTHORIZED: failed(NOBODY, signsIn()),
  UNAUTHORIZED_KEY: failed(NOT_SET_UP, FOR_THE_OPERATOR, HELPED),
  TOKEN_EXPIRED: worked(2, 1),
  REFRESH_REFUSED: failed(ENDED, signsIn(), REFRESH_FAILED),
  JWT_ERROR: failed(INVALID, signsIn()),
  FORBIDDEN: failed(NO_ACCESS, ACCESS),
  ORGANIZATION_NOT_ACTIVE: failed(SUSPENDED, tells('A page that says: suspended'), {
    links: [STATUS, SUPPORT],
  }),
  NOT_FOUND: failed(NOT_FOUND),
  CONFLICT: failed(CONFLICT),
  SERVICE_LIMIT_EXCEEDED: failed(limitOf('services'), MORE_ROOM),
  TEAM_LIMIT_EXCEEDED: failed(limitOf('members'), MORE_ROOM),
  INVITATION_EXPIRED: failed(INVITATION, tells('Ask for a new invitation'), HELPED),
  DEVICE_CODE_PENDING: failed(PENDING, { againS: 5 }),
  DEVICE_CODE_EXPIRED: failed(EXPIRED, tells('A new code for the device')),
  RATE_LIMIT_EXCEEDED: failed(LIMITED, IN_3_S),
  RATE_LIMIT_RESET: failed(LIMITED, IN_3_S),
  RATE_LIMIT_SILENT: failed(LIMITED, IN_A_MINUTE),
  INTERNAL_SERVER_ERROR: failed(SERVER_ERROR, LATER),
  DATABASE_ERROR: failed(SERVER_ERROR, LATER),
  OAUTH_ERROR: failed(SERVER_ERROR, LATER),
  STRIPE_ERROR: failed(PAYMENT, LATER),
  AUDIT_ERROR: failed(NOT_RECORDED, tells('A note that it is done'), HELPED),
  UNAVAILABLE: failed(UNAVAILABLE, LATER),
  NETWORK: failed(OFFLINE, AGAIN),
  CREATED: worked(1, 0),
  NO_CONTENT: worked(1, 0),
}

const inDocs = (slug: string, words: Words, ...more: More[]) =>
  linked(`https://docs.example.com/authentication/errors#${slug}`, failed(words, ...more))
const SAYS_IT_ENDED = [signsIn('Say that the session has ended, and sign in'), REFRESH_FAILED]

const CHORDIAN: Record<string, SeenRow> = {
  BAD_REQUEST: inDocs('bad-request', NOT_ACCEPTED, { fields: ['Must be a number'] }),
  COOKIE_MISSING: inDocs('bad-request', NO_COOKIE, ...SAYS_IT_ENDED),
  INVALID_CREDENTIALS: inDocs('invalid-credentials', WRONG, signsIn(), { before: [0, 0] }),
  INVALID_TOKEN: inDocs('invalid-token', INVALID, signsIn()),
  TOKEN_EXPIRED: worked(2, 1),
  INVALID_REFRESH_TOKEN: inDocs('invalid-refresh-token', ENDED, ...SAYS_IT_ENDED),
  NOT_AUTHENTICATED: inDocs('not-authenticated', NOBODY, signsIn()),
  INTERNAL_ERROR: inDocs('internal-error', SERVER_ERROR, LATER, ANSWERED),
  BAD_GATEWAY: inDocs('bad-gateway', BAD_GATEWAY, LATER, ANSWERED),
  UNAVAILABLE: failed(UNAVAILABLE, LATER),
  NETWORK: failed(OFFLINE, AGAIN),
}

/** A body of its own, which has an id. */
const onPage = (page: string, words: Words, ...more: More[]) =>
  linked(`https://www.example.com/help/${page}`, failed(words, ANSWERED, ...more))
/** What is no body of its own leads to support. */
const plain = (words: Words, ...more: More[]) =>
  linked('https://www.example.com/help/support', failed(words, ...more))
const KEY = onPage('service-keys', KEY_REFUSED, FOR_THE_OPERATOR, HELPED)
const NEXLA_UNKNOWN = onPage('support', UNKNOWN, tells('The way to support'), HELPED)

const NEXLA: Record<string, SeenRow> = {
  AUTH_001: onPage('authentication', INVALID, signsIn()),
  AUTH_002: KEY,
  AUTH_003: worked(2, 1),
  KEY_REVOKED: { ...KEY, ...REFRESH_FAILED },
  AUTH_004: onPage('support', NO_ACCESS, ACCESS),
  RATE_001: onPage('rate-limits', LIMITED_TO_100, IN_3_S),
  RATE_001_SILENT: onPage('rate-limits', LIMITED_TO_100, IN_A_MINUTE),
  VAL_001: onPage('support', FIELDS, { fields: ['Enter a complete e-mail address.'] }),
  AUTH_UNKNOWN: NEXLA_UNKNOWN,
  UNKNOWN: NEXLA_UNKNOWN,
  AUTH_CRITICAL: NEXLA_UNKNOWN,
  SYSTEM_FAILURE: onPage('support', SERVER_ERROR, LATER),
  SECURITY_VIOLATION: onPage('support', NO_ACCESS, ACCESS),
  NOT_FOUND: onPage('support', NOT_FOUND),
  REQUEST_TIMEOUT: plain(TOO_LONG, AGAIN),
  TOO_EARLY: plain(UNAVAILABLE, LATER),
  SERVER_ERROR: plain(SERVER_ERROR, LATER),
  BAD_GATEWAY: plain(BAD_GATEWAY, LATER),
  UNAVAILABLE: plain(UNAVAILABLE, LATER),
  GATEWAY_TIMEOUT: plain(TOO_LONG, AGAIN, { links: [STATUS] }),
  NETWORK: plain(OFFLINE, AGAIN),
}

/** The trace id of a missing step is for logs, and not shown. */
const step = (title: string, ...more: More[]) =>
  failed(
    [title, 'A step is missing before this works. Complete it and try again.'],
    { quotes: null },
    ...more,
  )
const PHONE = 'Verify your phone first'
const CERTIFICATE = 'Get your certificate first'
const backTo = (process: string) => failed(PROCESS, ANSWERED, tells(`Back to ${process}`), HELPED)

const BIID: Record<string, SeenRow> = {
  NOT_REGISTERED: step('Register first', tells('The step: registration')),
  NOT_VERIFIED: step(PHONE, tells('The step: verification')),
  NOT_ACCREDITED: step('Prove who you are first', tells('The step: accreditation')),
  NOT_CERTIFIED: step(CERTIFICATE, tells('The step: certification')),
  CERTIFICATE_REVOKED: step(CERTIFICATE, tells('The step: certification, once again')),
  STATE_AHEAD: step(CERTIFICATE, { againS: 0 }),
  STATE_OTHERWISE: step(PHONE, tells('The step: accreditation')),
  STATE_UNREACHABLE: step(PHONE, tells('The step: verification')),
  TOKEN_EXPIRED: worked(2, 1),
  SCOPE_CHANGED: worked(2, 1),
  SCOPE_REFUSED: failed(ENDED, ANSWERED, signsIn(), REFRESH_FAILED),
  TOKEN_RENEWED: failed(RENEWED, ANSWERED, signsIn('Nothing: the token has been renewed')),
  SIGN_IN: failed(INVALID, ANSWERED, signsIn()),
  VALIDATION: failed(FIELDS, tells('The form, with what is wrong at its fields'), {
    fields: ['Only mobile numbers.', 'Not in the future.'],
  }),
  NO_CONNECTION: failed(OFFLINE, ANSWERED, AGAIN),
  CLIENT: failed(UNKNOWN, ANSWERED, tells('The way to support, with the id {id}'), HELPED),
  CLIENT_TOO_OLD: failed(TOO_OLD, ANSWERED, tells('A newer version')),
  PROCESS_VERIFICATION: backTo('verification'),
  PROCESS_CERTIFICATION: backTo('certification'),
  PROCESS_SECURITY: backTo('security'),
  NETWORK: failed(OFFLINE, AGAIN),
}

export const API_ROWS = { authos: AUTHOS, chordian: CHORDIAN, nexla: NEXLA, biid: BIID }
