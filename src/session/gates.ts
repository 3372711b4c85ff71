import type { AuthError } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import { type CircuitPass, type CircuitState, createCircuitBreaker } from '../http/circuit-breaker.js'
import type { Clock } from '../http/clock.js'
import { createRequestPace } from '../http/request-pace.js'
import { sleep } from '../http/sleep.js'

export interface GateOptions {
  /**
   * After so many failures of a server in a row (5) calls to its origin fail at once for a while (60 000 ms), then one
   * probe decides. False for none.
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
  ended(error: AuthError | null): void
}

/** Where a 429 says no time. */
const PAUSE_MS = 60_000

/** The server, or the way to it, failed; not the caller, nor what was asked for. */
const isOutage = ({ kind, status = 0 }: AuthError) =>
  status >= 500 || (status === 0 && (kind === 'network' || kind === 'network_timeout'))

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

  return {
    /** Waits for a turn. @throws AuthError `circuit_open`, `rate_limit_exceeded`, or `cancelled` by the signal. */
    async enter(origin: string, signal: AbortSignal): Promise<Passed> {
      const gate = gateOf(origin)
      const now = clock.now()
      const waitMs = gate.pace?.take() ?? 0
      if (waitMs > longestWaitMs) throw authError('rate_limit_exceeded', { now, retryAt: now + waitMs })
      try {
        signal.throwIfAborted()
        if (waitMs > 0) await sleep(waitMs, clock, signal)
      } catch (thrown) {
        throw normalizeError(thrown, { phase: 'api', now: clock.now() })
      }
      const pass: CircuitPass | { openUntil: number } | undefined = gate.breaker?.enter()
      if (pass !== undefined && 'openUntil' in pass)
        throw authError('circuit_open', { now: clock.now(), retryAt: pass.openUntil })
      return {
        heard: (headers) => gate.pace?.heard(headers),
        ended(error) {
          if (error?.status === 429) gate.pace?.holdUntil(error.retryAt ?? clock.now() + PAUSE_MS)
          if (error !== null && isOutage(error)) pass?.failed()
          else if (error?.kind === 'cancelled' || error?.kind === 'offline') pass?.dropped()
          else pass?.succeeded()
        },
      }
    },
  }
}
