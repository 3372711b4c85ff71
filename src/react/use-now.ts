'use client'
import { useEffect, useState } from 'react'
import { useClock } from './clock-context.js'

/** The time in epoch ms, renewed each second while `until` lies ahead; null and 0 stand still. */
export function useNow(until: number | null): number {
  const clock = useClock()
  const [now, setNow] = useState(() => clock.now())
  const [since, setSince] = useState(until)
  // Right from the first frame of a wait: what stood still may be long ago.
  if (since !== until) {
    setSince(until)
    setNow(clock.now())
  }
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
  }, [until, clock])
  return now
}
