import type { CodeTable } from './code-row.js'

/** biid: the types of its errors as an app's back end passes them on, and the class names of its SDK. */
export const BIID_CODES: CodeTable = {
  noConnection: { kind: 'network' },
  invalidUserState: { kind: 'account_state' },
  validation: { kind: 'validation' },
  invalidToken: { kind: 'invalid_token' },
  client: { kind: 'unknown' },
  clientNotSupported: { kind: 'unsupported_client' },
  process: { kind: 'process_failed' },
  NoConnectionError: { kind: 'network' },
  InvalidUserStateError: { kind: 'account_state' },
  UserNotRegisteredError: { kind: 'account_state', userState: 'notRegistered' },
  UserNotVerifiedError: { kind: 'account_state', userState: 'notVerified' },
  UserNotAccreditedError: { kind: 'account_state', userState: 'notAccredited' },
  UserNotCertifiedError: { kind: 'account_state', userState: 'notCertified' },
  ValidationError: { kind: 'validation' },
  InvalidTokenError: { kind: 'invalid_token' },
  ClientError: { kind: 'unknown' },
  ProcessError: { kind: 'process_failed' },
  VerificationError: { kind: 'process_failed' },
  CertificationError: { kind: 'process_failed' },
  SecurityError: { kind: 'process_failed' },
}
