import type { AuthError } from '../errors/auth-error.js'
import type { SystemErrors } from '../errors/codes/code-row.js'
import type { RecoveryActions, UserSteps } from './recovery-actions.js'
import type { Refresher } from './refreshers.js'

/** Where people read more, for `<AuthErrorProvider {...system.links}>` and `<CibaProvider {...system.links}>`. */
export interface SystemLinks {
  /** Where help pages are, one for each kind of error. */
  helpBaseUrl?: string | undefined
  /** Says whether the service works. */
  statusPageUrl?: string | undefined
  /** Where support is reached, `https:` or `mailto:`. */
  supportUrl?: string | undefined
}

/**
 * An API as one value: `createAuthSession({ refresh: system.refresh })`, `createAuthFetch({ session, system })`,
 * `createRecovery({ session, system })`, and its `links` for what is seen. An app that uses it needs no error code.
 */
export interface ApiSystem extends SystemErrors, UserSteps {
  refresh: Refresher
  /** What is done about its errors; what the app gives `createRecovery` goes before it. */
  actions: RecoveryActions
  links: SystemLinks
  /** The error once more, with what the call or the system's documentation adds to it. */
  refine?(error: AuthError, call: { headers: Headers }): AuthError
}
