import type { CodeTable } from './code-row.js'

/** Nexla: the codes of its flat error body, and the log codes that its guide calls critical or security. */
export const NEXLA_CODES: CodeTable = {
  AUTH_001: 'invalid_token',
  AUTH_002: 'invalid_credentials',
  AUTH_003: 'token_expired',
  AUTH_004: 'forbidden',
  RATE_001: 'rate_limited',
  VAL_001: 'validation',
  AUTH_UNKNOWN: 'unknown',
  UNKNOWN: 'unknown',
  AUTH_CRITICAL: { kind: 'unknown', severity: 'critical' },
  SYSTEM_FAILURE: { kind: 'server_error', severity: 'critical' },
  SECURITY_VIOLATION: 'forbidden',
}
