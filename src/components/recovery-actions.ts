'use client'
import type { AuthError } from '../errors/auth-error.js'
import type { Recovery } from '../errors/vocabulary.js'

/** What a person can do about an error, by the handler that does it. */
export type RecoveryAction = 'onRetry' | 'onUseTotp' | 'onKeepWaiting' | 'onSignIn'

const AGAIN = ['onRetry', 'onUseTotp'] as const

/** What helps, best first. Where the same thing again cannot help, or would do it twice, it is not offered. */
const HELPS: Readonly<Record<Recovery, readonly RecoveryAction[]>> = {
  none: [],
  retry: AGAIN,
  wait_and_retry: AGAIN,
  retry_later: AGAIN,
  start_over: [...AGAIN, 'onSignIn'],
  use_totp: ['onUseTotp', 'onRetry'],
  keep_waiting: ['onKeepWaiting', 'onUseTotp', 'onRetry'],
  refresh_token: ['onRetry', 'onSignIn'],
  re_authenticate: ['onSignIn', 'onRetry'],
  complete_step: ['onRetry'],
  fix_input: AGAIN,
  review_request: ['onRetry'],
  verify_permissions: [],
  upgrade_plan: [],
  contact_support: [],
  update_app: [],
}

/** The actions for an error, the primary one first. */
export function actionsFor({ kind, recovery }: AuthError): readonly RecoveryAction[] {
  // "Sign in again to go on", with what else a new request can do.
  if (kind === 'invalid_token' && recovery === 'start_over') return ['onSignIn', ...AGAIN]
  // Support helps with what nobody knows, and so may another try.
  return kind === 'unknown' && recovery === 'contact_support' ? AGAIN : HELPS[recovery]
}
