import { ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { OAUTH_CODES } from '../errors/codes/oauth.js'
import { isRecord, membersOf } from '../errors/wire.js'
import { retryAtOf } from '../errors/retry-at.js'
import { ProviderUnreachable } from './provider-fetch.js'

/** What became of a call to the provider. No member holds anything the provider wrote freely. */
export type ProviderFailure =
  /** It said no, with a code of the standards. `interval` in s, beside `slow_down`. */
  | { type: 'refused'; code: string; status: number; retryAt?: number; interval?: number }
  /**
   * Waiting may cure it. `retryAt`: epoch ms, where the provider named a time. `unclear`: it may have done all the same
   * what it was asked to do.
   */
  | { type: 'unavailable'; detail: string; unclear?: boolean; retryAt?: number }
  /** The answer is not one to trust, or nothing the standards know. */
  | { type: 'unusable'; detail: string; unclear?: boolean }

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

/** Of a connection that never came about, so that nothing was sent: the system's, and undici's. */
const NOT_SENT = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]

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
  const codes: unknown[] = []
  let unreachable = false
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    unreachable ||= cause instanceof ProviderUnreachable
    codes.push((cause as { code?: unknown }).code)
  }
  if (unreachable)
    return {
      type: 'unavailable',
      detail: 'no answer',
      unclear: !codes.some((code) => NOT_SENT.includes(String(code))),
    }
  const code = typeof codes[0] === 'string' ? codes[0] : 'unknown'
  return NO_ANSWER.includes(code)
    ? { type: 'unavailable', detail: code, unclear: true }
    : { type: 'unusable', detail: code, unclear: code === 'OAUTH_INVALID_RESPONSE' }
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
  const retryAt = retryAtOf(membersOf(response?.headers), [], now, status === 429)
  const retry = retryAt === undefined ? {} : { retryAt }
  // An answer that was written for the case says that nothing was done; one that broke on its way says nothing.
  const unclear = code === undefined && (status < 300 || (status >= 500 && status !== 503))
  const unavailable: ProviderFailure = { type: 'unavailable', detail: `HTTP ${status}`, unclear, ...retry }
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
