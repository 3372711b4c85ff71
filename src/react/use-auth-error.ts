'use client'
import { useMemo } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { useClock } from './clock-context.js'

/** What `isError && error` leaves where there is none. */
const isNothing = (thrown: unknown) => thrown == null || thrown === false || thrown === ''

/** Whatever was thrown as one error, the same one as long as the same thing is given; null for nothing. */
export function useAuthError(thrown: unknown): AuthError | null {
  const clock = useClock()
  return useMemo(
    () => (isNothing(thrown) ? null : normalizeError(thrown, { now: clock.now() })),
    [thrown, clock],
  )
}
