'use client'
import { useEffect } from 'react'
import { useClock } from './clock-context.js'
import { useTimeOf } from './use-time-of.js'

/** The time in epoch ms, renewed each second while `until` lies ahead; null and 0 stand still. */
export function useNow(until: number | null): number {
  const clock = useClock()
  const [now, setNow] = useTimeOf(until)
  useEffect(() => {
    if (!until) return
    let timer: unknown
    const tick = () => {
      const at = clock.now()
      setNow(at)
      const left = until - at
      // The next full second of the remaining time, so that the figure changes when it should.
      if (left > 0) timer = clock.setTimeout(tick, left % 1000 || 1000)
    }
    tick()
    return () => clock.clearTimeout(timer)
  }, [until, clock, setNow])
  return now
}
