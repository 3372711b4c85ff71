import { ADVICE } from './advice.js'
import { AuthError, type AuthErrorFields, isAuthError } from './auth-error.js'
import type { CodeRow, CodeTable } from './codes/code-row.js'
import { OAUTH_CODES } from './codes/oauth.js'
import { OWN_CODES } from './codes/own.js'
import { type BodyReading, isRecord, readBody } from './from-body.js'
import { kindOfStatus } from './from-status.js'
import { codeOfThrown } from './from-thrown.js'
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
  /** Codes that mean something else in this system. */
  codes?: CodeTable
  /** Which step failed: `access_denied` at `initiate` is policy, at `poll` it is the person's no. */
  phase?: Phase
  /** Epoch ms; after it, `invalid_grant` is expiry. */
  deadlineAt?: number
  /** The id that we sent with the request. */
  requestId?: string
  /** Epoch ms; `Date.now()` by default. */
  now?: number
  /** `navigator.onLine` by default; tells "you are offline" from "the server cannot be reached". */
  online?: boolean
}

function rowOf(code: string, context: ErrorContext, now: number): CodeRow | undefined {
  if (code === 'access_denied' && context.phase === 'initiate') return { kind: 'forbidden' }
  if (code === 'invalid_grant' && context.deadlineAt !== undefined && now >= context.deadlineAt)
    return { kind: 'expired' }
  for (const table of [context.codes, OAUTH_CODES, OWN_CODES])
    if (table && Object.hasOwn(table, code)) return table[code]
  return undefined
}

function build(reading: BodyReading, context: ErrorContext, response?: ErrorResponse, cause?: unknown) {
  const now = context.now ?? Date.now()
  const code = reading.code ?? (response ? `HTTP_${response.status}` : 'unknown_error')
  const row = rowOf(code, context, now) ?? { kind: response ? kindOfStatus(response.status) : 'unknown' }
  const advice = ADVICE[row.kind]
  const fields: AuthErrorFields = {
    kind: row.kind,
    code,
    recovery: row.recovery ?? advice.recovery,
    retryable: row.retryable ?? advice.retryable,
    severity: row.severity ?? advice.severity,
    occurredAt: now,
  }
  if (response) fields.status = response.status
  const requestId = reading.requestId ?? requestIdOf(response?.headers) ?? context.requestId
  if (requestId !== undefined) fields.requestId = requestId.slice(0, 128)
  const retryAt =
    reading.retryAfterSeconds !== undefined
      ? now + reading.retryAfterSeconds * 1000
      : retryAtOf(response?.headers, now)
  if (retryAt !== undefined) fields.retryAt = retryAt
  if (reading.attemptsRemaining !== undefined) fields.attemptsRemaining = reading.attemptsRemaining
  if (reading.fieldErrors) fields.fieldErrors = reading.fieldErrors
  if (reading.technicalDetail) fields.technicalDetail = redactText(reading.technicalDetail)
  return new AuthError(fields, cause === undefined ? undefined : { cause })
}

function isResponseLike(value: unknown): value is ErrorResponse {
  return isRecord(value) && typeof value.status === 'number' && value.status >= 100 && value.status <= 599
}

function normalize(input: unknown, context: ErrorContext): AuthError {
  if (isAuthError(input)) return input
  if (input instanceof Error) {
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
export function authError(code: string, context: ErrorContext & BodyReading = {}): AuthError {
  const { technicalDetail, attemptsRemaining, retryAfterSeconds, fieldErrors, ...rest } = context
  const reading: BodyReading = { code }
  if (technicalDetail !== undefined) reading.technicalDetail = technicalDetail
  if (attemptsRemaining !== undefined) reading.attemptsRemaining = attemptsRemaining
  if (retryAfterSeconds !== undefined) reading.retryAfterSeconds = retryAfterSeconds
  if (fieldErrors !== undefined) reading.fieldErrors = fieldErrors
  return build(reading, rest)
}
