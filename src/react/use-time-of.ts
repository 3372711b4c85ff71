'use client'
import { type Dispatch, type SetStateAction, useState } from 'react'
import { useClock } from './clock-context.js'

/** The time in epoch ms, taken anew in the first frame of each `moment`: what stood still may be long ago. */
export function useTimeOf(moment: number | null): [now: number, setNow: Dispatch<SetStateAction<number>>] {
  const clock = useClock()
  const [now, setNow] = useState(() => clock.now())
  const [since, setSince] = useState(moment)
  if (since !== moment) {
    setSince(moment)
    setNow(clock.now())
  }
  return [now, setNow]
}
