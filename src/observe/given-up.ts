import type { AuthError } from '../errors/auth-error.js'

/** Its caller wanted no answer any more: no failure. One that the system cancelled has a status. */
export const isGivenUp = (error: AuthError) => error.kind === 'cancelled' && !error.status
