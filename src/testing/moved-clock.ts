import type { Clock } from '../http/clock.js'

/** A clock that stands still until a test moves it. */
export interface MovedClock extends Clock {
  /** Moves time on by so many ms; fires each timer at its own time and lets what it started settle. */
  advance(ms: number): Promise<void>
  /** Time passes and nothing runs, as when a laptop sleeps; what was due fires with the next `advance`. */
  sleep(ms: number): void
  /** Sets the wall time, as a person or NTP does: timers and what has passed do not notice. */
  setWall(epochMs: number): void
  /** Timers that are set. */
  readonly pending: number
}

interface Timer {
  at: number
  order: number
  callback: () => void
}

/** One turn of the real event loop: promises, and fetches that are answered in the same process, get settled. */
const turn = () => new Promise<void>((resolve) => void globalThis.setTimeout(resolve, 0))

/** @param startAt Epoch ms; 2026-01-15T10:30:00Z by default. */
export function createMovedClock(startAt = Date.UTC(2026, 0, 15, 10, 30)): MovedClock {
  let now = startAt
  let wallAheadMs = 0
  let order = 0
  const timers = new Set<Timer>()

  const nextDue = (until: number) =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0]

  return {
    now: () => now + wallAheadMs,
    monotonic: () => now,
    sleep(ms) {
      now += ms
    },
    setWall(epochMs) {
      wallAheadMs = epochMs - now
    },
    setTimeout(callback, delayMs) {
      const timer = { at: now + Math.max(0, delayMs), order: order++, callback }
      timers.add(timer)
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer as Timer)
    },
    async advance(ms) {
      const until = now + ms
      await turn()
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        timers.delete(due)
        now = Math.max(now, due.at)
        due.callback()
        await turn()
      }
      now = until
    },
    get pending() {
      return timers.size
    },
  }
}
