import { ADVICE } from './advice.js'
import { AuthError, isAuthError } from './auth-error.js'
import type { CodeRow, SystemErrors } from './codes/code-row.js'
import { OAUTH_CODES } from './codes/oauth.js'
import { OWN_CODES } from './codes/own.js'
import { type BodyReading, isRecord, readBody } from './from-body.js'
import { kindOfStatus } from './from-status.js'
import { codeOfThrown, isThrown } from './from-thrown.js'
import { type HeadersLike, requestIdOf, retryAtOf } from './headers.js'
import { redactText } from './redact.js'
import type { Phase } from './vocabulary.js'

/** An answer of a server. `body` is parsed JSON or text. */
export interface ErrorResponse {
  status: number
  headers?: HeadersLike
  body?: unknown
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
}

function rowOf(code: string, context: ErrorContext, now: number): CodeRow | undefined {
  if (code === 'access_denied' && context.phase === 'initiate') return { kind: 'forbidden' }
  if (code === 'invalid_grant' && context.deadlineAt !== undefined && now >= context.deadlineAt)
    return { kind: 'expired' }
  for (const table of [context.system?.codes, OAUTH_CODES, OWN_CODES])
    if (table && Object.hasOwn(table, code)) return table[code]
  return undefined
}

function build(reading: BodyReading, context: ErrorContext, response?: ErrorResponse, cause?: unknown) {
  const now = context.now ?? Date.now()
  const code = reading.code ?? (response ? `HTTP_${response.status}` : 'unknown_error')
  const row = rowOf(code, context, now) ?? { kind: response ? kindOfStatus(response.status) : 'unknown' }
  const advice = ADVICE[row.kind]
  return new AuthError(
    {
      kind: row.kind,
      code,
      recovery: row.recovery ?? advice.recovery,
      retryable: row.retryable ?? advice.retryable,
      severity: row.severity ?? advice.severity,
      occurredAt: now,
      status: response?.status,
      requestId: (reading.requestId ?? requestIdOf(response?.headers) ?? context.requestId)?.slice(0, 128),
      retryAt:
        reading.retryAfterSeconds === undefined
          ? retryAtOf(response?.headers, now)
          : now + reading.retryAfterSeconds * 1000,
      attemptsRemaining: reading.attemptsRemaining,
      fieldErrors: reading.fieldErrors,
      technicalDetail: reading.technicalDetail && redactText(reading.technicalDetail),
    },
    { cause },
  )
}

function isResponseLike(value: unknown): value is ErrorResponse {
  return isRecord(value) && typeof value.status === 'number' && value.status >= 100 && value.status <= 599
}

function normalize(input: unknown, context: ErrorContext): AuthError {
  if (isAuthError(input)) return input
  if (isThrown(input)) {
    const online = context.online ?? (typeof navigator === 'undefined' || navigator.onLine !== false)
    return build(
      { code: codeOfThrown(input, online), technicalDetail: input.message },
      context,
      undefined,
      input,
    )
  }
  if (typeof Response !== 'undefined' && input instanceof Response)
    return build({}, context, { status: input.status, headers: input.headers })
  if (isResponseLike(input)) return build(readBody(input.body), context, input)
  return build(readBody(input), context)
}

/**
 * Turns whatever was thrown or answered into one {@link AuthError}; an `AuthError` is returned as it is.
 * Never throws, for any input.
 */
export function normalizeError(input: unknown, context: ErrorContext = {}): AuthError {
  try {
    return normalize(input, context)
  } catch {
    return build({}, context)
  }
}

/** An `AuthError` made from one of the known codes, for failures that this library finds itself. */
export function authError(code: string, about: ErrorContext & BodyReading = {}): AuthError {
  return build({ ...about, code }, about)
}
