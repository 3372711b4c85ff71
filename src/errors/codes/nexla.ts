import type { CodeTable } from './code-row.js'

/** Nexla: the codes of its flat error body, as loud as its guide has them: critical, security, else a warning. */
export const NEXLA_CODES: CodeTable = {
  AUTH_001: 'invalid_token',
  AUTH_002: 'invalid_credentials',
  AUTH_003: { kind: 'token_expired', severity: 'warning' },
  AUTH_004: 'forbidden',
  RATE_001: 'rate_limited',
  VAL_001: { kind: 'validation', severity: 'warning' },
  AUTH_UNKNOWN: { kind: 'unknown', severity: 'warning' },
  UNKNOWN: { kind: 'unknown', severity: 'warning' },
  AUTH_CRITICAL: { kind: 'unknown', severity: 'critical' },
  SYSTEM_FAILURE: { kind: 'server_error', severity: 'critical' },
  SECURITY_VIOLATION: 'forbidden',
}
