import { type AuthError, revised } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import { RATE_LIMITED_MS } from '../errors/retry-at.js'
import { type CircuitPass, type CircuitState, createCircuitBreaker } from '../http/circuit-breaker.js'
import type { Clock } from '../http/clock.js'
import { createRequestPace, type Place } from '../http/request-pace.js'
import { sleep } from '../http/sleep.js'

export interface GateOptions {
  /**
   * After so many failures of a server in a row (5) calls to its origin fail at once for a while (60 000 ms, or until the
   * `Retry-After` of the last of them, an hour at most), then one probe decides. False for none.
   */
  circuit?: { failures?: number; coolDownMs?: number } | false
  /** Slows down before the server has to say 429, by its rate-limit headers. True by default. */
  pace?: boolean
  /** Longest wait of a call for its turn, in ms; one that would wait longer fails as `rate_limited`. 10 000. */
  longestWaitMs?: number
}

/** A call that was let through to its origin. */
export interface Passed {
  heard(headers: Headers): void
  /** Once, however it went. Gives the error back; a 429 that names no time with the one until which calls are held back. */
  ended(error: AuthError | null): AuthError | null
}

/** By its status a 500 may be repeated; where its code says no, what was asked for is done. */
const isDone = ({ status, kind, retryable }: AuthError) =>
  status === 500 && kind === 'server_error' && !retryable

/** The server, or the way to it, failed; not the caller, nor what was asked for. */
const isOutage = (error: AuthError) => {
  const { kind, status } = error
  if (status === undefined) return kind === 'network' || kind === 'network_timeout'
  return status >= 500 && !isDone(error)
}

/** What stands between calls and each origin: a circuit breaker, and the pace that its rate limit allows. */
export function createGates(
  { circuit = {}, pace = true, longestWaitMs = 10_000 }: GateOptions,
  clock: Clock,
  onChange: (origin: string, to: CircuitState) => void,
) {
  const byOrigin = new Map<string, ReturnType<typeof open>>()
  const open = (origin: string) => ({
    breaker:
      circuit === false
        ? null
        : createCircuitBreaker({ clock, ...circuit, onChange: (to) => onChange(origin, to) }),
    pace: pace ? createRequestPace(clock) : null,
  })
  const gateOf = (origin: string) => {
    const gate = byOrigin.get(origin) ?? open(origin)
    byOrigin.set(origin, gate)
    return gate
  }

  const refuseUntil = (retryAt: number | null | undefined) => {
    if (typeof retryAt === 'number') throw authError('circuit_open', { now: clock.now(), retryAt })
  }

  return {
    /**
     * Waits for a turn, at most so many ms.
     * @throws AuthError `circuit_open`, `rate_limit_exceeded`, or `cancelled` by the signal: then nothing is taken.
     */
    async enter(origin: string, signal: AbortSignal, mostMs: number): Promise<Passed> {
      const gate = gateOf(origin)
      const longestMs = Math.max(0, Math.min(longestWaitMs, mostMs))
      let place: Place | undefined
      let pass: CircuitPass | undefined
      try {
        signal.throwIfAborted()
        refuseUntil(gate.breaker?.openUntil())
        place = gate.pace?.take(longestMs)
        const { waitMs = 0 } = place ?? {}
        if (waitMs > longestMs)
          throw authError('rate_limit_exceeded', { now: clock.now(), retryAt: clock.now() + waitMs })
        if (waitMs > 0) await sleep(waitMs, clock, signal)
        // It may have opened while this one waited.
        const entered = gate.breaker?.enter()
        if (entered && 'openUntil' in entered) refuseUntil(entered.openUntil)
        else pass = entered
      } catch (thrown) {
        place?.giveBack()
        throw normalizeError(thrown, { phase: 'api', now: clock.now() })
      }
      return {
        heard: (headers) => place?.heard(headers),
        ended(error) {
          place?.lost()
          const retryAt = error?.retryAt ?? clock.now() + RATE_LIMITED_MS
          const isLimit = error?.status === 429
          if (isLimit) gate.pace?.holdUntil(retryAt)
          const isGivenUp = signal.aborted && error?.status === undefined
          if (error !== null && isOutage(error) && !isGivenUp) pass?.failed(error.retryAt)
          else if (error !== null && (isGivenUp || error.kind === 'cancelled' || error.kind === 'offline'))
            pass?.dropped()
          else pass?.succeeded()
          return isLimit && error.retryable ? revised(error, { retryAt }) : error
        },
      }
    },
  }
}
