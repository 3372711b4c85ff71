import { ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { OAUTH_CODES } from '../errors/codes/oauth.js'
import { isRecord, membersOf } from '../errors/wire.js'
import { retryAtOf } from '../errors/retry-at.js'
import { ProviderUnreachable } from './provider-fetch.js'

/** What became of a call to the provider. No member holds anything the provider wrote freely. */
export type ProviderFailure =
  /** It said no, with a code of the standards. `interval` in s, beside `slow_down`. */
  | { type: 'refused'; code: string; status: number; retryAt?: number; interval?: number }
  /** Waiting may cure it. `retryAt`: epoch ms, where the provider named a time. */
  | { type: 'unavailable'; detail: string; retryAt?: number }
  /** The answer is not one to trust, or nothing the standards know. */
  | { type: 'unusable'; detail: string }

export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly failure: ProviderFailure

  constructor(failure: ProviderFailure) {
    super(failure.type)
    this.failure = failure
  }
}

const WAITING = ['authorization_pending', 'slow_down']
const OVERLOAD = ['temporarily_unavailable', 'server_error']

/** openid-client's codes for answers that came from something else than a working endpoint. */
const NO_ANSWER = ['OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR', 'OAUTH_TIMEOUT', 'OAUTH_ABORT']

function responseOf(error: unknown): Response | undefined {
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError)
    return error.response
  return error instanceof Error && error.cause instanceof Response ? error.cause : undefined
}

/**
 * The body of an answer with status 200 that says no, or "not yet", as some servers do. openid-client has read it, and
 * passes it on as a cause. Beside tokens an `error` counts for nothing.
 */
function refusalIn200(error: unknown): Record<string, unknown> | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const body = isRecord(cause.cause) ? cause.cause.body : undefined
    if (!isRecord(body)) continue
    const known = typeof body.error === 'string' && Object.hasOwn(OAUTH_CODES, body.error)
    return known && !('access_token' in body) && !('id_token' in body) ? body : undefined
  }
  return undefined
}

async function bodyOf(error: unknown, response: Response): Promise<Record<string, unknown>> {
  if (error instanceof ResponseBodyError) return error.cause
  try {
    const body: unknown = await response.json()
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}

function unanswered(error: unknown): ProviderFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof ProviderUnreachable) return { type: 'unavailable', detail: 'no answer' }
  const code = isRecord(error) && typeof error.code === 'string' ? error.code : 'unknown'
  return { type: NO_ANSWER.includes(code) ? 'unavailable' : 'unusable', detail: code }
}

/** Reads what openid-client threw: by the body's `error` first, then by the status. */
export async function providerFailure(error: unknown, now: number): Promise<ProviderFailure> {
  if (error instanceof ProviderError) return error.failure
  const response = responseOf(error)
  const body = response === undefined ? refusalIn200(error) : await bodyOf(error, response)
  if (body === undefined) return unanswered(error)
  const status = response?.status ?? 200
  // What is told of a refusal is never a success.
  const told = Math.max(status, 400)
  const code = typeof body.error === 'string' ? body.error : undefined
  const retryAt = retryAtOf(membersOf(response?.headers), [], now)
  const retry = retryAt === undefined ? {} : { retryAt }
  const unavailable: ProviderFailure = { type: 'unavailable', detail: `HTTP ${status}`, ...retry }
  if (status >= 500) return unavailable
  if (code !== undefined && WAITING.includes(code))
    return {
      type: 'refused',
      code,
      status: told,
      ...retry,
      ...(typeof body.interval === 'number' ? { interval: body.interval } : {}),
    }
  if (status === 429 || (code !== undefined && OVERLOAD.includes(code))) return unavailable
  if (code !== undefined && Object.hasOwn(OAUTH_CODES, code))
    return { type: 'refused', code, status: told, ...retry }
  if (status < 400) return unavailable
  // With a WWW-Authenticate challenge the code may stand nowhere else (RFC 6749 §5.2).
  if (status === 401) return { type: 'refused', code: 'invalid_client', status }
  return code === undefined
    ? unavailable
    : { type: 'unusable', detail: `HTTP ${status} with an unknown code` }
}
