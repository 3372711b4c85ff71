import type { CodeTable } from './code-row.js'

/**
 * biid: the types of its errors as an app's back end passes them on. The class names of its SDK are the same in another
 * spelling (`InvalidTokenError`).
 */
export const BIID_CODES: CodeTable = {
  noConnection: 'network',
  invalidUserState: 'account_state',
  userNotRegistered: { kind: 'account_state', userState: 'notRegistered' },
  userNotVerified: { kind: 'account_state', userState: 'notVerified' },
  userNotAccredited: { kind: 'account_state', userState: 'notAccredited' },
  userNotCertified: { kind: 'account_state', userState: 'notCertified' },
  validation: 'validation',
  invalidToken: { kind: 'invalid_token', orAsSaid: ['token_expired'] },
  client: 'unknown',
  clientNotSupported: 'unsupported_client',
  process: 'process_failed',
  verification: 'process_failed',
  certification: 'process_failed',
  security: 'process_failed',
}
