import { redactText } from '../errors/redact.js'
import type { AuthEvent } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { createAlerts } from './alerts.js'
import { createCircuits } from './circuits.js'
import { createCountedName } from './counted-name.js'
import { BUCKET_MS, BUCKETS_IN_MINUTE } from './count-ring.js'
import { createFrequentCounts } from './frequent-counts.js'
import { isFailure } from './given-up.js'
import type { AuthAlert, AuthHealth, AuthMonitor, AuthMonitorOptions } from './health.js'
import { createMonitorTime, machineTime } from './monitor-time.js'
import { type Counted, snapshotOf } from './snapshot.js'

const THRESHOLDS = { AUTH_002: 10, AUTH_003: 50, RATE_001: 20 }
const MOST_RECOVERIES = 30
/** Who looks on is told no more often. */
const TELL_EVERY_MS = 1_000

function wholeMinutes(minutes: number): number {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 60) return minutes
  throw new RangeError(`react-ciba: minutes must be whole, from 1 to 60, got ${minutes}`)
}

/**
 * Watches how often which error happens: rates in a sliding window, an hour of history, alerts past thresholds. What it
 * needs of memory is bounded, however much is recorded.
 * @throws RangeError for a window that is not 1 to 60 whole minutes, or for `mostCodes` that is no whole number.
 * @throws TypeError for a threshold that is no number, or below 0.
 */
export function createAuthMonitor(options: AuthMonitorOptions = {}): AuthMonitor {
  const { clock = machineTime, mostCodes = 50 } = options
  if (!Number.isInteger(mostCodes) || mostCodes < 0)
    throw new RangeError(`react-ciba: mostCodes must be whole and not negative, got ${mostCodes}`)
  const windowMinutes = wholeMinutes(options.windowMinutes ?? 5)
  const time = createMonitorTime(clock)
  const listeners = new Set<() => void>()

  function guarded(name: string, call: () => void) {
    try {
      call()
    } catch (thrown) {
      warnInDevelopment(
        () => `${name} of a monitor threw: ${redactText(thrown instanceof Error ? thrown.message : '')}`,
      )
    }
  }
  const thresholds = { ...THRESHOLDS, ...options.thresholds }
  const nameOf = createCountedName(Object.keys(thresholds))
  /** Not told yet: to look at a monitor tells nobody anything, since a page may look while it renders. */
  const untold: AuthAlert[] = []
  const alerts = createAlerts(thresholds, nameOf, (alert) => void untold.push(alert))
  const counted: Counted = {
    errors: createFrequentCounts(mostCodes, nameOf, (code) => alerts.thresholdOf(code) !== null),
    tries: createFrequentCounts(MOST_RECOVERIES, createCountedName()),
    successes: createFrequentCounts(MOST_RECOVERIES, createCountedName()),
    circuits: createCircuits(),
    alerts,
  }
  let snapshot: AuthHealth | null = null
  let isTold = true
  let timer: unknown
  let isOver = false

  const changed = () => {
    snapshot = null
    isTold = false
  }
  /** The running bucket, once what is older than an hour is forgotten. */
  function turn(): number {
    let isNew = false
    const running = time.turn((bucket) => {
      isNew = true
      for (const counts of [counted.errors, counted.tries, counted.successes]) counts.clear(bucket)
    })
    if (!isNew) return running
    for (const code of alerts.raised()) alerts.check(code, counted.errors.get(code)?.inHour ?? 0, time.now())
    changed()
    return running
  }
  /** When all is counted, so that who is told may look. */
  function tellAlerts() {
    for (let alert = untold.shift(); alert !== undefined; alert = untold.shift()) {
      const news = alert
      guarded('onAlert', () => options.onAlert?.(news))
    }
  }
  /** Time alone clears alerts and moves the window: somebody has to look. */
  function keepTime() {
    if (timer !== undefined || isOver) return
    if (listeners.size === 0 && alerts.raised().length === 0 && untold.length === 0) return
    timer = clock.setTimeout(tick, listeners.size === 0 ? BUCKET_MS : TELL_EVERY_MS)
  }
  function stopTime() {
    if (timer !== undefined) clock.clearTimeout(timer)
    timer = undefined
  }
  function tick() {
    timer = undefined
    turn()
    tellAlerts()
    if (!isTold) {
      isTold = true
      for (const listener of listeners) guarded('a listener', listener)
    }
    keepTime()
  }

  function countError(error: Parameters<AuthMonitor['record']>[0]) {
    if (!isFailure(error)) return
    const running = turn()
    const name = counted.errors.add(error.code, running)
    if (name !== null) alerts.check(name, counted.errors.get(name)?.inHour ?? 0, time.now())
    changed()
  }
  function count(event: AuthEvent) {
    if (event.type === 'recovery_finished') {
      const running = turn()
      counted.tries.add(event.recovery, running)
      if (event.helped) counted.successes.add(event.recovery, running)
      changed()
    } else if (event.type === 'circuit_changed') {
      turn()
      counted.circuits.changed(event, time.now())
      changed()
    } else if ('error' in event && event.error) countError(event.error)
  }
  function take(name: string, count: () => void) {
    if (isOver) return
    guarded(name, count)
    tellAlerts()
    keepTime()
  }

  return {
    onEvent: (event) => take('an event', () => count(event)),
    record: (error) => take('an error', () => countError(error)),
    getRate(code, minutes = windowMinutes) {
      const buckets = wholeMinutes(minutes) * BUCKETS_IN_MINUTE
      const running = turn()
      return (counted.errors.get(code)?.sum(running, buckets) ?? 0) / minutes
    },
    getSnapshot() {
      const running = turn()
      snapshot ??= snapshotOf(counted, { at: time.now(), running, windowMinutes })
      return snapshot
    },
    subscribe(listener) {
      listeners.add(listener)
      stopTime()
      keepTime()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stopTime()
        keepTime()
      }
    },
    dispose() {
      isOver = true
      stopTime()
      listeners.clear()
      untold.length = 0
    },
  }
}
