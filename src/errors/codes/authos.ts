import type { CodeTable } from './code-row.js'

/** AuthOS: the values of `error_code`; its `error` is a sentence. */
export const AUTHOS_CODES: CodeTable = {
  UNAUTHORIZED: 'not_authenticated',
  JWT_ERROR: 'invalid_token',
  FORBIDDEN: 'forbidden',
  ORGANIZATION_NOT_ACTIVE: { kind: 'account_state', recovery: 'contact_support' },
  NOT_FOUND: 'not_found',
  SERVICE_LIMIT_EXCEEDED: 'limit_exceeded',
  TEAM_LIMIT_EXCEEDED: 'limit_exceeded',
  INVITATION_EXPIRED: { kind: 'expired', recovery: 'contact_support' },
  DEVICE_CODE_PENDING: 'pending',
  DEVICE_CODE_EXPIRED: 'expired',
  RATE_LIMIT_EXCEEDED: 'rate_limited',
  INTERNAL_SERVER_ERROR: 'server_error',
  DATABASE_ERROR: 'server_error',
  OAUTH_ERROR: 'server_error',
  STRIPE_ERROR: 'server_error',
  // The request itself succeeded: repeating it would do it twice.
  AUDIT_ERROR: { kind: 'server_error', retryable: false, recovery: 'contact_support' },
}
