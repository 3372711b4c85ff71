'use client'
import { useEffect } from 'react'
import { useClock } from './clock-context.js'
import { useTimeOf } from './use-time-of.js'

const MINUTE_MS = 60_000

/** The time in epoch ms, renewed with each full minute since `since`; null stands still. */
export function useMinutes(since: number | null): number {
  const clock = useClock()
  const [now, setNow] = useTimeOf(since)
  useEffect(() => {
    if (since === null) return
    let timer: unknown
    const tick = () => {
      setNow(clock.now())
      // Whoever's clock is behind waits a minute too.
      timer = clock.setTimeout(tick, MINUTE_MS - (Math.max(0, clock.now() - since) % MINUTE_MS))
    }
    tick()
    return () => clock.clearTimeout(timer)
  }, [since, clock, setNow])
  return now
}
