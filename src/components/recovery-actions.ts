'use client'
import type { AuthError } from '../errors/auth-error.js'
import type { AuthErrorKind, Recovery } from '../errors/vocabulary.js'

/** What a person can do about an error, by the handler that does it. */
export type RecoveryAction = 'onRetry' | 'onUseTotp' | 'onKeepWaiting' | 'onSignIn'

const AGAIN = ['onRetry', 'onUseTotp'] as const

/**
 * What helps, best first; a kind before its recovery goes before the recovery alone. Where the same thing again cannot
 * help, or would do it twice, it is not offered: a recovery that is missing here has no button.
 */
const HELPS: Partial<Record<Recovery | `${AuthErrorKind} ${Recovery}`, readonly RecoveryAction[]>> = {
  retry: AGAIN,
  wait_and_retry: AGAIN,
  retry_later: AGAIN,
  start_over: [...AGAIN, 'onSignIn'],
  // "Sign in again to go on."
  'invalid_token start_over': ['onSignIn', ...AGAIN],
  use_totp: ['onUseTotp', 'onRetry'],
  keep_waiting: ['onKeepWaiting', 'onUseTotp', 'onRetry'],
  refresh_token: ['onRetry', 'onSignIn'],
  re_authenticate: ['onSignIn', 'onRetry'],
  complete_step: ['onRetry'],
  fix_input: AGAIN,
  // Where the code is what failed, there is no code instead.
  'invalid_code fix_input': ['onRetry'],
  'locked wait_and_retry': ['onRetry'],
  'misconfigured start_over': ['onRetry', 'onSignIn'],
  review_request: ['onRetry'],
  // Support helps with what nobody knows, and so may another try.
  'unknown contact_support': AGAIN,
}

/** The actions for an error, the primary one first. */
export const actionsFor = ({ kind, recovery }: AuthError): readonly RecoveryAction[] =>
  HELPS[`${kind} ${recovery}`] ?? HELPS[recovery] ?? []
