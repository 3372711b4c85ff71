import type { CodeTable } from './code-row.js'

/** Chordian: the codes of its nested error body. */
export const CHORDIAN_CODES: CodeTable = {
  BAD_REQUEST: { kind: 'invalid_request' },
  INVALID_CREDENTIALS: { kind: 'invalid_credentials' },
  INVALID_TOKEN: { kind: 'invalid_token' },
  TOKEN_EXPIRED: { kind: 'token_expired' },
  INVALID_REFRESH_TOKEN: { kind: 'session_expired' },
  NOT_AUTHENTICATED: { kind: 'not_authenticated' },
  INTERNAL_ERROR: { kind: 'server_error' },
  BAD_GATEWAY: { kind: 'bad_gateway' },
}
