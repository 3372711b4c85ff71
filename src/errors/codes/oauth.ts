import type { CodeTable } from './code-row.js'

/** OAuth 2.0 (RFC 6749 §5.2), bearer tokens (RFC 6750 §3.1), device flow (RFC 8628 §3.5) and CIBA Core 1.0 §11 and §13. */
export const OAUTH_CODES: CodeTable = {
  authorization_pending: 'pending',
  slow_down: 'slow_down',
  access_denied: 'denied',
  expired_token: 'expired',
  transaction_failed: 'process_failed',
  invalid_grant: {
    kind: 'invalid_token',
    recovery: 'start_over',
    orAsSaid: ['account_state', 'invalid_credentials'],
  },
  invalid_token: { kind: 'invalid_token', orAsSaid: ['token_expired', 'not_authenticated'] },
  invalid_request: 'invalid_request',
  invalid_scope: 'misconfigured',
  invalid_client: 'misconfigured',
  unauthorized_client: 'misconfigured',
  unsupported_grant_type: 'misconfigured',
  unsupported_response_type: 'misconfigured',
  insufficient_scope: 'forbidden',
  insufficient_user_authentication: { kind: 'account_state', recovery: 're_authenticate' },
  server_error: 'server_error',
  temporarily_unavailable: 'unavailable',
  unknown_user_id: 'not_found',
  expired_login_hint_token: 'expired',
  // A secret that this flow never asks for [CIBA Core 7.1].
  missing_user_code: 'misconfigured',
  invalid_user_code: 'invalid_credentials',
  invalid_binding_message: 'misconfigured',
}
