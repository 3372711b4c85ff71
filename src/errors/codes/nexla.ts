import type { CodeTable } from './code-row.js'

/** Nexla: the codes of its flat error body, and the log codes that its guide calls critical or security. */
export const NEXLA_CODES: CodeTable = {
  AUTH_001: { kind: 'invalid_token' },
  AUTH_002: { kind: 'invalid_credentials' },
  AUTH_003: { kind: 'token_expired' },
  AUTH_004: { kind: 'forbidden' },
  RATE_001: { kind: 'rate_limited' },
  VAL_001: { kind: 'validation' },
  AUTH_UNKNOWN: { kind: 'unknown' },
  UNKNOWN: { kind: 'unknown' },
  AUTH_CRITICAL: { kind: 'unknown', severity: 'critical' },
  SYSTEM_FAILURE: { kind: 'server_error', severity: 'critical' },
  SECURITY_VIOLATION: { kind: 'forbidden', severity: 'security' },
}
