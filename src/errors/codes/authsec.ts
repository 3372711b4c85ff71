import type { CodeTable } from './code-row.js'

/** AuthSec: push approval with a time-based code as fallback. */
export const AUTHSEC_CODES: CodeTable = {
  timeout: { kind: 'timeout' },
  cancelled: { kind: 'cancelled' },
  invalid_code: { kind: 'invalid_code' },
  too_many_retries: { kind: 'locked' },
  network_timeout: { kind: 'network_timeout' },
  connection_failed: { kind: 'network' },
  no_device_registered: { kind: 'account_state', recovery: 'use_totp' },
  user_not_found: { kind: 'not_found' },
  tenant_not_found: { kind: 'misconfigured' },
}
