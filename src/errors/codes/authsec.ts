import type { CodeTable } from './code-row.js'

/** AuthSec: push approval with a time-based code as fallback. */
export const AUTHSEC_CODES: CodeTable = {
  timeout: 'timeout',
  cancelled: 'cancelled',
  invalid_code: 'invalid_code',
  too_many_retries: 'locked',
  network_timeout: 'network_timeout',
  connection_failed: 'network',
  no_device_registered: { kind: 'account_state', recovery: 'use_totp' },
  user_not_found: 'not_found',
  tenant_not_found: 'misconfigured',
}
