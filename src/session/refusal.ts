import type { AuthError } from '../errors/auth-error.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'

/** Where nothing was answered over HTTP: what an app's own refresh says. */
const REFUSALS: readonly AuthErrorKind[] = [
  'invalid_token',
  'token_expired',
  'session_expired',
  'not_authenticated',
  'invalid_credentials',
  'account_state',
]

/** The server will not renew this session; anything else may be a mishap. */
export const isRefusal = ({ retryable, status, kind }: AuthError) =>
  !retryable && (status === undefined ? REFUSALS.includes(kind) : [400, 401, 403].includes(status))
