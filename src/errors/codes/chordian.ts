import type { CodeTable } from './code-row.js'

/** Chordian: the codes of its nested error body. */
export const CHORDIAN_CODES: CodeTable = {
  BAD_REQUEST: 'invalid_request',
  INVALID_CREDENTIALS: 'invalid_credentials',
  INVALID_TOKEN: 'invalid_token',
  TOKEN_EXPIRED: 'token_expired',
  INVALID_REFRESH_TOKEN: 'session_expired',
  NOT_AUTHENTICATED: 'not_authenticated',
  INTERNAL_ERROR: 'server_error',
  BAD_GATEWAY: 'bad_gateway',
}
