import type { Clock } from './clock.js'

/** A clock that a change of the machine's time does not move. */
export interface SteadyClock extends Clock {
  /** Takes the machine's time as it is now; from here on only what passes counts. */
  anchor(): void
}

/**
 * Epoch ms that run on evenly from where they were anchored, so that a deadline stays where it is when somebody sets the
 * clock. In sleep they may stand still: who wakes up has to ask before calling anything over.
 */
export function steadyClock(clock: Clock): SteadyClock {
  const passed = () => clock.monotonic?.() ?? clock.now()
  let anchored = clock.now()
  let since = passed()
  return {
    now: () => anchored + (passed() - since),
    monotonic: passed,
    setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs),
    clearTimeout: (timer) => clock.clearTimeout(timer),
    anchor() {
      anchored = clock.now()
      since = passed()
    },
  }
}
