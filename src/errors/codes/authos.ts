import type { CodeTable } from './code-row.js'

/** AuthOS: the values of `error_code`; its `error` is a sentence. */
export const AUTHOS_CODES: CodeTable = {
  UNAUTHORIZED: { kind: 'not_authenticated' },
  JWT_ERROR: { kind: 'invalid_token' },
  FORBIDDEN: { kind: 'forbidden' },
  ORGANIZATION_NOT_ACTIVE: { kind: 'account_state', recovery: 'contact_support' },
  NOT_FOUND: { kind: 'not_found' },
  SERVICE_LIMIT_EXCEEDED: { kind: 'limit_exceeded' },
  TEAM_LIMIT_EXCEEDED: { kind: 'limit_exceeded' },
  INVITATION_EXPIRED: { kind: 'expired', recovery: 'contact_support' },
  DEVICE_CODE_PENDING: { kind: 'pending' },
  DEVICE_CODE_EXPIRED: { kind: 'expired' },
  RATE_LIMIT_EXCEEDED: { kind: 'rate_limited' },
  INTERNAL_SERVER_ERROR: { kind: 'server_error' },
  DATABASE_ERROR: { kind: 'server_error' },
  OAUTH_ERROR: { kind: 'server_error' },
  STRIPE_ERROR: { kind: 'server_error' },
  // The request itself succeeded: repeating it would do it twice.
  AUDIT_ERROR: { kind: 'server_error', retryable: false, recovery: 'contact_support' },
}
