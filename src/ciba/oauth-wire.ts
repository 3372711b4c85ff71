import type { TokenSet } from './approval.js'
import type { Acknowledgement } from './contract.js'
import { amount, record, text } from './parse-wire.js'

/**
 * What says that a request was accepted [CIBA Core 1.0 §7.3]: `auth_req_id`, `expires_in`, and `interval` where there is
 * one. Other members are ignored.
 */
export function parseAcknowledgement(body: unknown): Acknowledgement {
  const from = record(body)
  const { interval } = from
  return {
    authReqId: text(from, 'auth_req_id'),
    expiresIn: amount(from, 'expires_in'),
    ...(typeof interval === 'number' && interval >= 0 ? { interval } : {}),
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
