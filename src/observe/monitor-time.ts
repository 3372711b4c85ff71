import { BUCKET_MS, BUCKETS } from './count-ring.js'
import type { MonitorClock } from './health.js'

/** Time that never runs back: where a clock is set back, it goes on from where it was, and stays ahead. */
export function createMonitorTime(clock: MonitorClock) {
  let aheadMs = 0
  let latest = clock.now()
  const now = () => {
    const read = clock.now()
    if (read + aheadMs < latest) aheadMs = latest - read
    latest = read + aheadMs
    return latest
  }
  let bucket = Math.floor(latest / BUCKET_MS)
  return {
    now,
    /** The running bucket; `begin` is told of each that has begun since the last time, of an hour at most. */
    turn(begin: (bucket: number) => void): number {
      const running = Math.floor(now() / BUCKET_MS)
      for (let next = Math.max(bucket + 1, running - BUCKETS + 1); next <= running; next++) begin(next)
      bucket = running
      return running
    },
  }
}

/** The machine's own time. Its timers keep no process alive. */
export const machineTime: MonitorClock = {
  now: () => Date.now(),
  setTimeout(callback, delayMs) {
    const timer: unknown = globalThis.setTimeout(callback, delayMs)
    ;(timer as { unref?(): void }).unref?.()
    return timer
  },
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
}
