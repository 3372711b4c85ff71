import type { CodeTable } from './code-row.js'

/** Nexla: the codes of its flat error body, and the log codes that its guide calls critical or security. */
export const NEXLA_CODES: CodeTable = {
  AUTH_001: { kind: 'invalid_token', help: 'authentication' },
  AUTH_002: { kind: 'invalid_credentials', help: 'service-keys' },
  AUTH_003: { kind: 'token_expired', help: 'sessions' },
  AUTH_004: { kind: 'forbidden', help: 'support' },
  RATE_001: { kind: 'rate_limited', help: 'rate-limits' },
  VAL_001: { kind: 'validation', help: 'support' },
  AUTH_UNKNOWN: { kind: 'unknown', help: 'support' },
  UNKNOWN: { kind: 'unknown', help: 'support' },
  AUTH_CRITICAL: { kind: 'unknown', severity: 'critical' },
  SYSTEM_FAILURE: { kind: 'server_error', severity: 'critical' },
  SECURITY_VIOLATION: { kind: 'forbidden', severity: 'security' },
}
