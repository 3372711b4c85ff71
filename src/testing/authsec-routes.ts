import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { isForTenants, refusedCode, refusedPoll, refusedStart } from './authsec-answers.js'
import type { AuthSecOperation } from './authsec-failures.js'
import { createAuthSecRequests } from './authsec-requests.js'
import { json } from './faults.js'

export interface AuthSecUser {
  email: string
  /** False for somebody whom no push can reach; true by default. */
  hasPhone?: boolean
}

export interface AuthSecRoutesOptions {
  /** By which requests expire; the machine's by default. */
  clock?: Pick<Clock, 'now'>
  /** `dana@example.com`, with a phone, by default. */
  users?: readonly AuthSecUser[]
  /** The client ids that it knows; any by default. */
  clientIds?: readonly string[]
  /** The code that is right at the moment; `123456` by default. */
  totpCode?: string | ((email: string) => string)
  /** Lifetime of a request, in seconds; 300 by default. */
  expiresInS?: number
  /** Seconds between polls; 5 by default. */
  intervalS?: number
}

type Body = Record<string, unknown>

/** Wrong codes before a lock-out, which a new push ends. */
const MOST_WRONG_CODES = 3

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What each operation answers, on both routes: `clientId` is undefined on the one without a client id. */
export function createAuthSecRoutes(options: AuthSecRoutesOptions) {
  const { clock = systemClock, clientIds, expiresInS = 300, intervalS = 5 } = options
  const { users = [{ email: 'dana@example.com' }], totpCode = '123456' } = options
  const requests = createAuthSecRequests(() => clock.now())
  const wrongCodes = new Map<string, number>()

  const userOf = (hint: string) => users.find(({ email }) => requests.sameHint(email, hint))
  const knows = (clientId: string | undefined) =>
    clientId === undefined || clientIds === undefined || clientIds.includes(clientId)
  const missing = (...names: string[]) => json(400, { error: `${names.join(' and ')} are required` })

  function initiate(body: Body, clientId: string | undefined): Response {
    const hint = text(clientId === undefined ? body.login_hint : body.email)
    if (hint === '' || clientId === '') return missing('client_id', 'email')
    if (!knows(clientId)) return refusedStart('tenant_not_found', 'Client not found or not mapped to tenant')
    const user = userOf(hint)
    if (user === undefined) return refusedStart('user_not_found', `User not found: ${hint}`)
    if (user.hasPhone === false)
      return refusedStart('no_device_registered', 'User has no registered push notification devices')
    wrongCodes.delete(user.email)
    const expiresAt = clock.now() + expiresInS * 1000
    const { authReqId } = requests.add({
      hint,
      clientId,
      expiresAt,
      bindingMessage: text(body.binding_message),
    })
    return json(200, {
      auth_req_id: authReqId,
      expires_in: expiresInS,
      interval: intervalS,
      message: 'Push notification sent',
    })
  }

  function poll(body: Body, clientId: string | undefined): Response {
    if (text(body.auth_req_id) === '' || clientId === '') return missing('auth_req_id', 'client_id')
    const refuse = (error: string, error_description: string) =>
      refusedPoll(error, error_description, clientId !== undefined)
    const request = requests.find(body.auth_req_id)
    if (request === undefined) return refuse('expired_token', 'Authentication request not found')
    if (request.clientId !== clientId) return refuse('invalid_client', 'client_id does not match the request')
    if (clock.now() >= request.expiresAt) return refuse('expired_token', 'Authentication request has expired')
    if (request.status === 'consumed') return refuse('expired_token', 'Request already used')
    if (request.status === 'denied') return refuse('access_denied', 'User denied the authentication request')
    if (request.status === 'pending') return refuse('authorization_pending', 'User has not responded yet')
    request.status = 'consumed'
    return json(200, {
      access_token: newId(),
      token_type: 'Bearer',
      expires_in: 86_400,
      refresh_token: newId(),
      scope: 'openid email profile',
    })
  }

  function totp(body: Body, clientId: string | undefined): Response {
    const [hint, code] = [text(body.email), text(body.totp_code)]
    if (hint === '' || code === '' || clientId === '') return missing('client_id, email', 'totp_code')
    if (code.length !== 6) return json(400, { error: 'TOTP code must be exactly 6 digits' })
    const refuse = (message: string, status?: number, more?: object) =>
      refusedCode(message, clientId !== undefined, status, more)
    if (!knows(clientId)) return refuse('Tenant not found')
    const user = userOf(hint)
    if (user === undefined) return refuse('User not found', 404)
    const right = code === (typeof totpCode === 'string' ? totpCode : totpCode(user.email))
    const before = wrongCodes.get(user.email) ?? 0
    const wrong = right && before < MOST_WRONG_CODES ? 0 : Math.min(before + 1, MOST_WRONG_CODES)
    wrongCodes.set(user.email, wrong)
    if (wrong === MOST_WRONG_CODES)
      return json(401, { success: false, error: 'too_many_retries', remaining: 0 })
    if (wrong > 0) return refuse('Invalid TOTP code', 400, { remaining: MOST_WRONG_CODES - wrong })
    return json(200, { success: true, token: newId(), message: 'Login successful' })
  }

  const operations = { initiate, poll, totp }
  return {
    requests,
    /** @param path Below the prefix. */
    answer(operation: AuthSecOperation, path: string, body: Body): Response {
      const clientId = text(body.client_id)
      return operations[operation](body, isForTenants(path) ? clientId : undefined)
    },
  }
}
