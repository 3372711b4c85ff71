import type { TokenSet } from './approval.js'
import type { Acknowledgement } from './contract.js'
import { amount, record, text, unreadable } from './parse-wire.js'

/**
 * What says that a request was accepted [CIBA Core 1.0 §7.3]: `auth_req_id`, `expires_in`, and `interval` where there is
 * one. Other members are ignored. @param id The member that names the request.
 */
export function parseAcknowledgement(body: unknown, id = 'auth_req_id'): Acknowledgement {
  const from = record(body)
  const { interval } = from
  return {
    authReqId: text(from, id),
    expiresIn: amount(from, 'expires_in'),
    ...(typeof interval === 'number' && interval >= 0 ? { interval } : {}),
  }
}

/** An address that becomes a link: `javascript:` and the like are refused. */
function webAddress(from: Record<string, unknown>, name: string): string {
  const value = text(from, name)
  return /^https?:\/\/\S+$/i.test(value) ? value : unreadable(`"${name}"`)
}

/**
 * What says where people enter which code (RFC 8628 §3.2). Google names the address `verification_url`.
 * @throws AuthError `unreadable_answer` for a member that is missing, and for an address that is neither http nor https.
 */
export function parseDeviceAuthorization(body: unknown): Acknowledgement {
  const from = record(body)
  const complete = 'verification_uri_complete'
  return {
    ...parseAcknowledgement(from, 'device_code'),
    verification: {
      userCode: text(from, 'user_code'),
      uri: webAddress(from, 'verification_url' in from ? 'verification_url' : 'verification_uri'),
      ...(from[complete] !== undefined && { uriComplete: webAddress(from, complete) }),
    },
  }
}

const TEXTS = [
  ['tokenType', 'token_type'],
  ['refreshToken', 'refresh_token'],
  ['idToken', 'id_token'],
  ['scope', 'scope'],
] as const

/** The tokens of an answer (RFC 6749 §5.1), whose first is `token` in some systems; null where it brings none. */
export function parseTokens(body: unknown): TokenSet | null {
  const from = record(body)
  const accessToken = from.access_token || from.token
  if (typeof accessToken !== 'string' || accessToken === '') return null
  const tokens: TokenSet = { accessToken }
  for (const [name, member] of TEXTS) {
    const value = from[member]
    if (typeof value === 'string' && value !== '') tokens[name] = value
  }
  if (typeof from.expires_in === 'number') tokens.expiresIn = from.expires_in
  return tokens
}
