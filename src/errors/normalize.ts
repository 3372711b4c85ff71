import { ADVICE } from './advice.js'
import { type Answer, answerIn, isStatus } from './answer-of.js'
import { AuthError, type AuthErrorFields, isAuthError } from './auth-error.js'
import { readChallenge } from './challenge.js'
import type { CodeRow, SystemErrors } from './codes/code-row.js'
import { rowOf } from './codes/known-codes.js'
import { codeOf, type Reading, readBody } from './from-body.js'
import { kindOfStatus } from './from-status.js'
import { codeOfThrown, isThrown } from './from-thrown.js'
import { type HeaderMap, type HeadersLike, headerMap, requestIdOf } from './headers.js'
import { helpUrlOf, trustsOwnSite } from './help-url.js'
import { redactDetails, redactId, redactText } from './redact.js'
import { retryAtOf } from './retry-at.js'
import type { AuthErrorKind, Phase } from './vocabulary.js'
import { isRecord } from './wire.js'
import { kindOfWords } from './words.js'

/** An answer of a server. `body` is parsed JSON or text. */
export interface ErrorResponse {
  status: number
  headers?: HeadersLike
  body?: unknown
  /** Where it came from: a documentation link on the same site is trusted. */
  url?: string
}

/** What the caller knows and the failure does not say. */
export interface ErrorContext {
  /** Codes that mean something else in this system; the built-in tables need none. */
  system?: SystemErrors | undefined
  /** Which step failed: `access_denied` at `initiate` is policy, at `poll` it is the person's no. */
  phase?: Phase | undefined
  /** Epoch ms; after it, `invalid_grant` is expiry. */
  deadlineAt?: number | undefined
  /** The id that we sent with the request. */
  requestId?: string | undefined
  /** Epoch ms; `Date.now()` by default. */
  now?: number | undefined
  /** `navigator.onLine` by default; tells "you are offline" from "the server cannot be reached". */
  online?: boolean | undefined
  /** Whether a link of the answer may be shown. By default: https on the site of the API that answered. */
  trustHelpUrl?: ((url: URL) => boolean) | undefined
}

/** Failures that waiting cures: only these carry a `retryAt`. */
const WAITS: ReadonlySet<AuthErrorKind> = new Set([
  'rate_limited',
  'slow_down',
  'pending',
  'locked',
  'unavailable',
  'server_error',
  'bad_gateway',
  'network_timeout',
])

const PASSING = [502, 503, 504]

/** Kinds of which a sentence speaks loosely: believed only where the status is about the caller's rights. */
const LOOSE: readonly AuthErrorKind[] = ['not_authenticated', 'invalid_token', 'forbidden']

function kindOf(reading: Reading, row: CodeRow | undefined, phase: Phase | undefined): AuthErrorKind {
  const { status = 0 } = reading
  const said = kindOfWords(reading.detail)
  if (row !== undefined) return said !== undefined && row.orAsSaid?.includes(said) ? said : row.kind
  if (status === 429 || status >= 500) return kindOfStatus(status)
  const named = kindOfWords(reading.code)
  if (named !== undefined) return named
  if (said !== undefined && !(LOOSE.includes(said) && (status === 400 || status === 422))) return said
  if (phase === 'totp' && status === 401) return 'invalid_code'
  return reading.fieldErrors === undefined ? kindOfStatus(reading.status) : 'validation'
}

interface Found {
  reading: Reading
  headers?: HeaderMap
  url?: string | undefined
  cause?: unknown
}

const NO_HEADERS: HeaderMap = new Map()

function build({ reading, headers = NO_HEADERS, url, cause }: Found, context: ErrorContext): AuthError {
  const now = context.now ?? Date.now()
  const { status } = reading
  const code = reading.code ?? (status === undefined ? 'unknown_error' : `HTTP_${status}`)
  const late = code === 'invalid_grant' && context.deadlineAt !== undefined && now >= context.deadlineAt
  const row: CodeRow | undefined = late ? { kind: 'expired' } : rowOf(code, context.system, context.phase)
  const kind = kindOf(reading, row, context.phase)
  // Of the server errors without a row only those of a passing nature may be tried again.
  const final = row === undefined && (status ?? 0) > 500 && !PASSING.includes(status ?? 0)
  const mayRepeat = reading.action === 'retry' && kind === 'invalid_token'
  const advice = {
    ...ADVICE[kind],
    ...(row?.kind === kind && row),
    ...(final && ({ recovery: 'contact_support', retryable: false } as const)),
    ...(mayRepeat && ({ recovery: 'retry', retryable: true } as const)),
  }
  const { records } = reading
  const trusts = context.trustHelpUrl ?? ((link: URL) => trustsOwnSite(link, url))
  const interval = kind === 'slow_down' ? [{ retry_after: records[1]?.interval }] : []
  return new AuthError(
    {
      kind,
      code,
      recovery: advice.recovery,
      retryable: advice.retryable,
      severity: advice.severity,
      occurredAt: Math.min(reading.occurredAt ?? now, now),
      status,
      requestId: reading.requestId ?? requestIdOf(headers) ?? redactId(context.requestId),
      retryAt:
        reading.retryAt ?? (WAITS.has(kind) ? retryAtOf(headers, [...records, ...interval], now) : undefined),
      helpUrl: helpUrlOf(records, trusts),
      fieldErrors: reading.fieldErrors,
      userState: reading.userState ?? row?.userState,
      process: reading.process,
      attemptsRemaining: reading.attemptsRemaining,
      technicalDetail: reading.detail && redactText(reading.detail),
      details: isRecord(reading.details) ? redactDetails(reading.details) : undefined,
    },
    cause === undefined ? undefined : { cause },
  )
}

function fromAnswer(answer: Answer, context: ErrorContext, cause?: unknown): AuthError {
  const reading = readBody(answer.body, answer.status)
  const headers = headerMap(answer.headers)
  if (reading.code === undefined) {
    const { error, error_description, error_uri } = readChallenge(headers.get('www-authenticate'))
    reading.code = codeOf(error, answer.status)
    reading.detail ??= error_description
    reading.records.push({ error_uri })
  }
  return build({ reading, headers, url: answer.url, cause }, context)
}

function fromThrown(thrown: Error, context: ErrorContext): AuthError {
  const members = thrown as Error & Record<string, unknown>
  const answer = answerIn(members)
  if (answer !== undefined) return fromAnswer(answer, context, thrown)
  const online = context.online ?? (typeof navigator === 'undefined' || navigator.onLine !== false)
  const name = thrown.name === 'Error' ? thrown.constructor.name : thrown.name
  const reading = readBody({ ...members, message: thrown.message, name })
  const known = rowOf(reading.code ?? '', context.system, context.phase) !== undefined
  if (!known) reading.code = codeOfThrown(thrown, online)
  return build({ reading, cause: thrown }, context)
}

function normalize(input: unknown, context: ErrorContext): AuthError {
  if (isAuthError(input)) return input
  if (isThrown(input)) return fromThrown(input, context)
  if (typeof Response !== 'undefined' && input instanceof Response)
    return fromAnswer({ status: input.status, headers: input.headers, url: input.url }, context)
  if (!isRecord(input)) return fromAnswer({ body: input }, context)
  const wrapped = 'body' in input || 'data' in input || 'headers' in input || 'response' in input
  const answer = wrapped ? answerIn(input) : undefined
  return fromAnswer(
    answer ?? (isStatus(input.status) && Object.keys(input).length === 1 ? input : { body: input }),
    context,
  )
}

/** For what throws as soon as it is looked at; the context may too. */
function unreadable(context: ErrorContext): AuthError {
  const reading: Reading = { records: [] }
  try {
    return build({ reading }, context)
  } catch {
    return build({ reading }, {})
  }
}

/**
 * Turns whatever was thrown or answered into one {@link AuthError}; an `AuthError` is returned as it is. Reads answers
 * (`{ status, headers, body }`), whatever HTTP clients throw, bare bodies and strings. A `Response` is not read: its
 * status and headers speak; see `readError`. Never throws, for any input.
 */
export function normalizeError(input: unknown, context: ErrorContext = {}): AuthError {
  try {
    return normalize(input, context)
  } catch {
    return unreadable(context)
  }
}

/** An `AuthError` made from one of the known codes, for failures that this library finds itself. */
export function authError(
  code: string,
  about: ErrorContext &
    Partial<Pick<AuthErrorFields, 'technicalDetail' | 'attemptsRemaining' | 'retryAt'>> = {},
): AuthError {
  const { technicalDetail: detail, attemptsRemaining, retryAt } = about
  return build({ reading: { code, detail, attemptsRemaining, retryAt, records: [] } }, about)
}
