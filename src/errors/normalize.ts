import { adviceFor } from './advice.js'
import { AuthError, type AuthErrorFields, isAuthError } from './auth-error.js'
import type { CodeRow, SystemErrors } from './codes/code-row.js'
import { rowOfStatus } from './codes/http.js'
import { rowOf } from './codes/known-codes.js'
import { codeOfThrown, isThrown } from './from-thrown.js'
import type { HeadersLike } from './headers.js'
import { helpUrlOf, trustsOwnSite } from './help-url.js'
import { type Reading, readBody } from './read-body.js'
import { redactId } from './redact.js'
import { retryAtOf } from './retry-at.js'
import type { Phase } from './vocabulary.js'
import { isRecord, type Members, membersOf } from './wire.js'
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
const WAITS = /rate_limited|slow_down|pending|locked|unavailable|server_error|bad_gateway|network_timeout/

/** Kinds of which a sentence speaks loosely: believed only where the status is about the caller's rights. */
const LOOSE = /not_authenticated|invalid_token|forbidden/

/** What the failure means: by its code, else by its status where that is sure, else by its words. */
function rowFor(reading: Reading, code: string, now: number, context: ErrorContext): CodeRow {
  const {
    said: { status = 0, technicalDetail },
    action,
  } = reading
  const { deadlineAt, phase, system } = context
  if (code === 'invalid_grant' && deadlineAt !== undefined && now >= deadlineAt) return { kind: 'expired' }
  const row = rowOf(code, system, phase)
  if (row !== undefined) {
    const said = row.orAsSaid && kindOfWords(technicalDetail)
    if (said && row.orAsSaid?.includes(said)) return { kind: said }
    // biid has renewed the token by itself.
    return row.kind === 'invalid_token' && action === 'retry'
      ? { ...row, recovery: 'retry', retryable: true }
      : row
  }
  const byStatus = rowOfStatus(status)
  if (status === 429 || status >= 500) return byStatus
  const named = kindOfWords(reading.said.code)
  const said = kindOfWords(technicalDetail)
  // "Invalid token" is the name, "it has expired" the reason.
  if (named) return { kind: said && /_expired/.test(said) && LOOSE.test(named) ? said : named }
  if (said && !(LOOSE.test(said) && (status === 400 || status === 422))) return { kind: said }
  if (phase === 'totp' && status === 401) return { kind: 'invalid_code' }
  return reading.said.fieldErrors ? { kind: 'validation' } : byStatus
}

interface Origin {
  headers?: Members
  url?: unknown
  cause?: unknown
}

function build(reading: Reading, { headers = {}, url, cause }: Origin, context: ErrorContext): AuthError {
  const now = context.now ?? Date.now()
  const { said, records } = reading
  const code = said.code ?? (said.status === undefined ? 'unknown_error' : `HTTP_${said.status}`)
  const row = rowFor(reading, code, now, context)
  const trusts = context.trustHelpUrl ?? ((link: URL) => trustsOwnSite(link, `${url}`))
  const { kind } = row
  const advice = adviceFor(kind)
  return new AuthError(
    {
      kind,
      code,
      recovery: row.recovery ?? advice.recovery,
      severity: row.severity ?? advice.severity,
      retryable: row.retryable ?? advice.retryable,
      status: said.status,
      requestId: said.requestId ?? redactId(context.requestId),
      occurredAt: Math.min(said.occurredAt ?? now, now),
      retryAt: said.retryAt ?? (WAITS.test(kind) ? retryAtOf(headers, records, now) : undefined),
      helpUrl: helpUrlOf(records, trusts),
      fieldErrors: said.fieldErrors,
      userState: said.userState ?? row.userState,
      process: said.process,
      attemptsRemaining: said.attemptsRemaining,
      technicalDetail: said.technicalDetail,
      details: said.details,
    },
    cause === undefined ? undefined : { cause },
  )
}

const isStatus = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 100 && (value as number) < 600

/**
 * An answer, as it is or inside what an HTTP client threw: `response` as axios, ky and others have it, or the members
 * that they put on the error itself. A `Response` is not read: its status and headers speak.
 */
function fromAnswer(
  input: Record<string, unknown>,
  context: ErrorContext,
  cause?: unknown,
): AuthError | undefined {
  const answer = isRecord(input.response) ? input.response : input
  const status = answer.status ?? answer.statusCode ?? input.status ?? input.statusCode
  if (!isStatus(status)) return undefined
  const headers = membersOf(answer.headers)
  const isBare = !cause && !('response' in input || 'headers' in input || 'body' in input)
  const body = isBare ? input : (answer.data ?? answer.body ?? input.data ?? input.body ?? (cause && input))
  return build(readBody(body, headers, status), { headers, url: answer.url, cause }, context)
}

function normalize(input: unknown, context: ErrorContext): AuthError {
  if (isAuthError(input)) return input
  const online = context.online ?? (typeof navigator === 'undefined' || navigator.onLine !== false)
  if (isThrown(input)) {
    const { name, message, constructor } = input
    const members: Record<string, unknown> = {
      ...input,
      message,
      name: name === 'Error' ? constructor.name : name,
    }
    const answered = fromAnswer(members, context, input)
    if (answered) return answered
    const reading = readBody(members)
    if (!rowOf(reading.said.code ?? '', context.system, context.phase))
      reading.said.code = codeOfThrown(input, online)
    return build(reading, { cause: input }, context)
  }
  const answered = isRecord(input) ? fromAnswer(input, context) : undefined
  return answered ?? build(readBody(input), {}, context)
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
    // It throws as soon as it is looked at; the context may too.
    try {
      return build({ said: {}, records: [] }, {}, context)
    } catch {
      return build({ said: {}, records: [] }, {}, {})
    }
  }
}

/** An `AuthError` made from one of the known codes, for failures that this library finds itself. */
export function authError(
  code: string,
  about: ErrorContext &
    Partial<Pick<AuthErrorFields, 'technicalDetail' | 'attemptsRemaining' | 'retryAt'>> = {},
): AuthError {
  const { technicalDetail, attemptsRemaining, retryAt } = about
  return build({ said: { code, technicalDetail, attemptsRemaining, retryAt }, records: [] }, {}, about)
}
