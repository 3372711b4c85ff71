import type { CodeTable } from './code-row.js'

/** OAuth 2.0 (RFC 6749 §5.2), bearer tokens (RFC 6750 §3.1), device flow (RFC 8628 §3.5) and CIBA Core 1.0 §11 and §13. */
export const OAUTH_CODES: CodeTable = {
  authorization_pending: { kind: 'pending' },
  slow_down: { kind: 'slow_down' },
  access_denied: { kind: 'denied' },
  expired_token: { kind: 'expired' },
  transaction_failed: { kind: 'process_failed' },
  invalid_grant: { kind: 'invalid_token', recovery: 'start_over', orAsSaid: ['account_state'] },
  invalid_token: { kind: 'invalid_token', orAsSaid: ['token_expired', 'not_authenticated'] },
  invalid_request: { kind: 'invalid_request' },
  invalid_scope: { kind: 'misconfigured' },
  invalid_client: { kind: 'misconfigured' },
  unauthorized_client: { kind: 'misconfigured' },
  unsupported_grant_type: { kind: 'misconfigured' },
  unsupported_response_type: { kind: 'misconfigured' },
  insufficient_scope: { kind: 'forbidden' },
  insufficient_user_authentication: { kind: 'account_state', recovery: 're_authenticate' },
  server_error: { kind: 'server_error' },
  temporarily_unavailable: { kind: 'unavailable' },
  unknown_user_id: { kind: 'not_found' },
  expired_login_hint_token: { kind: 'expired' },
  missing_user_code: { kind: 'invalid_code' },
  invalid_user_code: { kind: 'invalid_code' },
  invalid_binding_message: { kind: 'misconfigured' },
}
