'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { AuthHealth, AuthMonitor } from '../observe/health.js'

/** What a server and a page can agree on: neither knows what the other has counted, nor when. */
const nothingYet = (windowMinutes: number): AuthHealth => ({
  ...{ at: 0, windowMinutes, errorsInWindow: 0, errorsInHour: 0, otherInWindow: 0, otherInHour: 0 },
  ...{ codes: [], recoveries: [], circuits: [], history: [] },
})

/**
 * What a monitor has counted, renewed once a second at most. The monitor is yours: make it once, outside of components.
 * While a server renders, and until the page has taken over from it, nothing is counted yet: `at` is 0, `history` empty.
 */
export function useAuthHealth(monitor: Pick<AuthMonitor, 'subscribe' | 'getSnapshot'>): AuthHealth {
  const atFirst = useMemo(() => nothingYet(monitor.getSnapshot().windowMinutes), [monitor])
  return useSyncExternalStore(monitor.subscribe, monitor.getSnapshot, () => atFirst)
}
