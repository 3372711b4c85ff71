import type { BiidFailure } from '../../../src/testing.js'
import type { SystemRow } from './system-row.js'

const MISSING = 'account_state complete_step'
const AGAIN = { does: 'waits 1 s', works: true } as const

export const BIID_ROWS: Record<BiidFailure, SystemRow> = {
  NOT_REGISTERED: { thrown: MISSING, does: 'goes to registration' },
  NOT_VERIFIED: { thrown: MISSING, does: 'goes to verification' },
  NOT_ACCREDITED: { thrown: MISSING, does: 'goes to accreditation' },
  NOT_CERTIFIED: { thrown: MISSING, does: 'goes to certification' },
  CERTIFICATE_REVOKED: { thrown: MISSING, does: 'goes to certification again' },
  STATE_AHEAD: { thrown: MISSING, works: true },
  STATE_OTHERWISE: { thrown: MISSING, does: 'goes to accreditation' },
  STATE_UNREACHABLE: { thrown: MISSING, does: 'goes to verification' },
  TOKEN_EXPIRED: { thrown: null, calls: 2, refreshes: 1 },
  SCOPE_CHANGED: { thrown: null, calls: 2, refreshes: 1 },
  SCOPE_REFUSED: { thrown: 'session_expired re_authenticate', refreshes: 1, does: 'signs in', works: true },
  TOKEN_RENEWED: { thrown: 'invalid_token retry', does: 'knows that it is renewed', works: true },
  SIGN_IN: { thrown: 'invalid_token re_authenticate', does: 'signs in', works: true },
  VALIDATION: { thrown: 'validation fix_input', does: 'shows phone and birthday' },
  NO_CONNECTION: { thrown: 'network retry', ...AGAIN },
  CLIENT: { thrown: 'unknown contact_support', does: 'shows support, with the trace id' },
  CLIENT_TOO_OLD: { thrown: 'unsupported_client update_app', does: 'asks to update' },
  PROCESS_VERIFICATION: { thrown: 'process_failed start_over', does: 'leads back to verification' },
  PROCESS_CERTIFICATION: { thrown: 'process_failed start_over', does: 'leads back to certification' },
  PROCESS_SECURITY: { thrown: 'process_failed start_over', does: 'leads back to security' },
  NETWORK: { thrown: 'network retry', ...AGAIN },
}
