/** Time as the library sees it. Tests pass one that they move; XState takes its timers from it too. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** Ms since some moment, never set back: `performance.now()`. Without it `now` is trusted. */
  monotonic?(): number
  setTimeout(callback: () => void, delayMs: number): unknown
  clearTimeout(timer: unknown): void
}

/** Longest delay that browsers keep; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2_147_483_647

/** The machine's own time. A delay over 24.8 days fires after 24.8 days. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, delayMs) =>
    globalThis.setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS)),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as ReturnType<typeof setTimeout>),
}
