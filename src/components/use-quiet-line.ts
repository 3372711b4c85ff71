'use client'
import { useEffect, useState } from 'react'
import { useClock } from '../react/clock-context.js'
import type { CibaAuth } from '../react/use-ciba-auth.js'

type Activity = CibaAuth['activity']

/** Who looks away for less, to read the code or a mail, was not away. */
const AWAY_MS = 10_000

/** True from when somebody comes back to the tab after a while until `isDone`. */
function useReturned(isDone: boolean): boolean {
  const clock = useClock()
  const [returned, setReturned] = useState(false)
  const [wasDone, setWasDone] = useState(isDone)
  if (wasDone !== isDone) {
    setWasDone(isDone)
    if (isDone) setReturned(false)
  }
  useEffect(() => {
    let leftAt = Infinity
    const onChange = () => {
      if (document.visibilityState === 'hidden') leftAt = clock.now()
      else setReturned(clock.now() - leftAt >= AWAY_MS)
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [clock])
  return returned
}

/**
 * What the line under the code says. A poll under way says nothing new: its answer does. Only somebody who was away
 * hears that it is on its way.
 */
export function useQuietLine(activity: Activity): Activity | 'was_away' {
  const isAsking = activity === 'checking'
  const returned = useReturned(!isAsking)
  const [settled, setSettled] = useState(activity)
  if (!isAsking && settled !== activity) setSettled(activity)
  if (!isAsking) return activity
  if (returned) return 'was_away'
  return settled === 'backing_off' ? settled : activity
}
