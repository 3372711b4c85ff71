import type { AuthError } from '../errors/auth-error.js'
import type { AuthEventListener, RequestNames } from '../events/auth-event.js'
import type { Clock } from './clock.js'

/** Tells that a request begins; the function that it returns tells how it ended, and is called once. */
export function tellOfRequest(emit: AuthEventListener, clock: Pick<Clock, 'now'>, names: RequestNames) {
  const startedAt = clock.now()
  emit({ type: 'request_started', at: startedAt, ...names })
  return (error: AuthError | null, outcome = error?.code ?? 'ok'): void => {
    const at = clock.now()
    // A steady clock counts in fractions.
    const durationMs = Math.round(at - startedAt)
    emit({ type: 'request_finished', at, ...names, durationMs, outcome, ...(error && { error }) })
  }
}
