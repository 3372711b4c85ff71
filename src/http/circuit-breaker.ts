import type { Clock } from './clock.js'

/** `open` lasts until a probe enters, also where the cool-down is over and nobody has asked since. */
export type CircuitState = 'closed' | 'open' | 'half_open'

export interface CircuitBreakerOptions {
  clock: Clock
  /** Failures in a row that open it; 5 by default. */
  failures?: number
  /**
   * How long it stays open before one probe may pass, in ms; 60 000 by default. Longer where the failure that opened it
   * says so, an hour at most.
   */
  coolDownMs?: number
  /** Told of each change once, when it has happened. Must not throw. */
  onChange?(state: CircuitState): void
}

/** One call that was let through: say exactly once how it went. */
export interface CircuitPass {
  succeeded(): void
  /** @param notBefore Epoch ms before which the server wants no further call. */
  failed(notBefore?: number): void
  /** Given up by its caller: says nothing of the server. */
  dropped(): void
}

export interface CircuitBreaker {
  /** Until when no call is let through, in epoch ms by `clock.now()`; null where one is. Changes nothing. */
  openUntil(): number | null
  /** Lets a call through, or says until when none is. */
  enter(): CircuitPass | { openUntil: number }
  readonly state: CircuitState
}

/** A refused call sends nothing, so asking again is cheap, and most probes are answered within a second. */
const PROBE_ANSWERED_MS = 1_000
/** Nobody who asks for longer is believed: a server that works again is not left alone for a day. */
const LONGEST_OPEN_MS = 3_600_000

/**
 * Spares a server that fails: after some failures in a row nothing is sent for a while, then one call tries for all. It
 * sets no timer. A call counts only in the state in which it was let through: what comes late changes nothing.
 */
export function createCircuitBreaker({
  clock,
  failures = 5,
  coolDownMs = 60_000,
  onChange,
}: CircuitBreakerOptions): CircuitBreaker {
  let state: CircuitState = 'closed'
  let period = 0
  let failuresInARow = 0
  let opened = { at: 0, steadily: 0, forMs: 0 }

  const steadily = () => clock.monotonic?.() ?? clock.now()
  // One of the two stands still in sleep, the other can be set back. A probe too early costs one call.
  const coolsForMs = () => opened.forMs - Math.max(clock.now() - opened.at, steadily() - opened.steadily)

  const become = (next: CircuitState) => {
    state = next
    period += 1
    onChange?.(next)
  }
  const open = (notBefore = 0) => {
    const askedMs = Math.min(notBefore - clock.now(), LONGEST_OPEN_MS)
    opened = { at: clock.now(), steadily: steadily(), forMs: Math.max(coolDownMs, askedMs || 0) }
    become('open')
  }

  const pass = (): CircuitPass => {
    const entered = period
    let said = false
    const once = (act: (notBefore?: number) => void) => (notBefore?: number) => {
      if (!said && entered === period) act(notBefore)
      said = true
    }
    return {
      succeeded: once(() => {
        failuresInARow = 0
        if (state === 'half_open') become('closed')
      }),
      failed: once((notBefore) => {
        failuresInARow += 1
        if (state === 'half_open' || failuresInARow >= failures) open(notBefore)
      }),
      dropped: once(() => {
        // The cool-down stays over: the next caller may probe.
        if (state === 'half_open') become('open')
      }),
    }
  }

  const openUntil = () => {
    if (state === 'closed') return null
    if (state === 'half_open') return clock.now() + Math.min(PROBE_ANSWERED_MS, coolDownMs)
    const waitMs = coolsForMs()
    return waitMs > 0 ? clock.now() + waitMs : null
  }

  return {
    openUntil,
    enter() {
      const until = openUntil()
      if (until !== null) return { openUntil: until }
      if (state === 'open') become('half_open')
      return pass()
    },
    get state() {
      return state
    },
  }
}
