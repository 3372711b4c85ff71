import type { CodeTable } from './code-row.js'

/** Codes that are ours, for what the wire has no word for. */
export const OWN_CODES: CodeTable = {
  offline: 'offline',
  unreadable_answer: 'bad_gateway',
  invalid_login_hint: 'validation',
  invalid_input: 'validation',
  forbidden_origin: 'misconfigured',
  not_signed_in: 'not_authenticated',
  circuit_open: 'unavailable',
  too_many_attempts: 'rate_limited',
  totp_not_offered: { kind: 'misconfigured', recovery: 'start_over' },
  unknown_error: 'unknown',
}
