import type { AuthError } from '../errors/auth-error.js'
import type { AuthErrorKind, Recovery } from '../errors/vocabulary.js'
import type { UserStep } from './user-step.js'

/**
 * Does what an error asks for. Resolves to true where the call that failed may be made again, to false where it did not
 * help; to nothing where somebody was told or taken elsewhere.
 */
export type RecoveryAction = (
  error: AuthError,
  call: { signal: AbortSignal },
) => boolean | void | Promise<boolean | void>

/** By what an error asks for; a kind before it (`expired contact_support`) goes before the recovery alone. */
export type RecoveryActions = {
  [R in Recovery | `${AuthErrorKind} ${Recovery}`]?: RecoveryAction | undefined
}

/** Where an account stands, and what is done where a step is missing. */
export interface UserSteps {
  /**
   * Asks the server what state the account is in now; without it the state that the error names counts. The token is the
   * session's, null without one.
   */
  getUserState?: ((call: { signal: AbortSignal; accessToken: string | null }) => Promise<string>) | undefined
  /** Takes people to the step that is missing; `again` where it was done once and has been taken back. */
  onStep?: ((step: UserStep, error: AuthError, about: { again: boolean }) => void) | undefined
}
