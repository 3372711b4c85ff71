import type { CodeTable } from './code-row.js'

/** Codes that are ours, for what the wire has no word for. `invalid_code` to `forbidden_origin` are spoken by our back end. */
export const OWN_CODES: CodeTable = {
  network_timeout: { kind: 'network_timeout' },
  connection_failed: { kind: 'network' },
  offline: { kind: 'offline' },
  cancelled: { kind: 'cancelled' },
  timeout: { kind: 'timeout' },
  unreadable_answer: { kind: 'bad_gateway' },
  invalid_login_hint: { kind: 'validation' },
  invalid_code: { kind: 'invalid_code' },
  too_many_retries: { kind: 'locked' },
  forbidden_origin: { kind: 'misconfigured' },
  totp_not_offered: { kind: 'misconfigured', recovery: 'start_over' },
  unknown_error: { kind: 'unknown' },
}
