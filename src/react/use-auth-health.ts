'use client'
import { useSyncExternalStore } from 'react'
import type { AuthHealth, AuthMonitor } from '../observe/health.js'

/** What a monitor has counted, renewed once a second at most. The monitor is yours: make it once, outside of components. */
export function useAuthHealth(monitor: Pick<AuthMonitor, 'subscribe' | 'getSnapshot'>): AuthHealth {
  return useSyncExternalStore(monitor.subscribe, monitor.getSnapshot, monitor.getSnapshot)
}
