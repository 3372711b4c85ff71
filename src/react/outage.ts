'use client'
import { adviceFor } from '../errors/advice.js'
import type { AuthError } from '../errors/auth-error.js'

/**
 * Whether the service failed or was not reached, which is of a kind that time cures: what was loaded before is as good as
 * it was, and stays on the page.
 */
export function isOutage({ kind }: AuthError): boolean {
  const { retryable, recovery } = adviceFor(kind)
  return retryable && recovery !== 'keep_waiting'
}
