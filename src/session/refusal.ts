import type { AuthError } from '../errors/auth-error.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'

/** About the session, or what renews it. */
const ABOUT_SESSION: readonly AuthErrorKind[] = [
  'invalid_token',
  'token_expired',
  'session_expired',
  'not_authenticated',
  'invalid_credentials',
]
/** The same of an answer to a refresh, which carries nothing but what renews it. */
const ABOUT_REQUEST: readonly AuthErrorKind[] = ['invalid_request', 'validation', 'expired']

/**
 * The server will not renew this session, so somebody has to sign in. What is about the account, the app or its right to
 * ask is none: another sign-in would not help.
 */
export function isRefusal({ retryable, status, kind, code }: AuthError): boolean {
  if (retryable || (status !== undefined && ![400, 401, 403].includes(status))) return false
  if (ABOUT_SESSION.includes(kind) || code === 'invalid_grant') return true
  return status !== undefined && (ABOUT_REQUEST.includes(kind) || code === 'HTTP_403')
}
