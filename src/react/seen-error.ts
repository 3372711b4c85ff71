'use client'
import type { AuthError } from '../errors/auth-error.js'
import { type ErrorContext, normalizeError } from '../errors/normalize.js'

const seen = new WeakMap<object, AuthError>()

/**
 * What was thrown as one error, the same one each time it is looked at: "wait 30 seconds" counts from when it was seen
 * first, and whoever compares errors sees that nothing has changed.
 */
export function seenError(thrown: unknown, context?: ErrorContext): AuthError {
  if (typeof thrown !== 'object' || thrown === null) return normalizeError(thrown, context)
  const known = seen.get(thrown) ?? normalizeError(thrown, context)
  seen.set(thrown, known)
  return known
}
