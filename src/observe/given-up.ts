import type { AuthError } from '../errors/auth-error.js'

/** What of an error says whether anything failed. */
type ErrorKindAndStatus = Partial<Pick<AuthError, 'kind' | 'status'>>

/** Its caller wanted no answer any more: no failure. One that the system cancelled has a status. */
export const isGivenUp = ({ kind, status }: ErrorKindAndStatus) => kind === 'cancelled' && !status

/** Something failed: not where nobody waits for the answer any more, nor where a system says that nobody has approved yet. */
export const isFailure = (error: ErrorKindAndStatus) =>
  error.kind !== 'pending' && error.kind !== 'slow_down' && !isGivenUp(error)
