import type { RecoveryAction, RecoveryActions } from '../session/recovery-actions.js'

/** What any app can do about an error, named by what it means. Each resolves to true where the call may be made again. */
export interface CommonHandlers {
  /** Somebody has to sign in: nobody is, or the session has ended. */
  onSignInNeeded?: RecoveryAction
  /** A right is missing: whoever manages the account can give it. */
  onAccessNeeded?: RecoveryAction
  /** Nothing but support helps. */
  onSupportNeeded?: RecoveryAction
}

export const commonActions = (handlers: CommonHandlers): RecoveryActions => ({
  re_authenticate: handlers.onSignInNeeded,
  verify_permissions: handlers.onAccessNeeded,
  contact_support: handlers.onSupportNeeded,
})
