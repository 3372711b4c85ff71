import type { Alerts } from './alerts.js'
import type { createCircuits } from './circuits.js'
import { BUCKET_MS, BUCKETS, BUCKETS_IN_MINUTE } from './count-ring.js'
import type { AuthHealth, CodeHealth, HealthBucket } from './health.js'
import type { NamedCounts } from './frequent-counts.js'

export interface Counted {
  errors: NamedCounts
  tries: NamedCounts
  successes: NamedCounts
  circuits: ReturnType<typeof createCircuits>
  alerts: Alerts
}

function historyOf({ errors, tries, successes }: Counted, running: number): HealthBucket[] {
  const codes = [...errors.entries()]
  return Array.from({ length: BUCKETS }, (_, index) => {
    const bucket = running - BUCKETS + 1 + index
    const total = errors.all.count(bucket)
    const counts = total === 0 ? [] : codes.map(([code, ring]) => [code, ring.count(bucket)] as const)
    return {
      at: bucket * BUCKET_MS,
      errors: total,
      byCode: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      tries: tries.all.count(bucket),
      successes: successes.all.count(bucket),
    }
  })
}

/** What was counted, as plain data. */
export function snapshotOf(
  counted: Counted,
  { at, running, windowMinutes }: { at: number; running: number; windowMinutes: number },
): AuthHealth {
  const { errors, tries, successes, circuits, alerts } = counted
  const buckets = windowMinutes * BUCKETS_IN_MINUTE
  const codes = [...errors.entries()]
    .map(([code, ring]): CodeHealth => {
      const inWindow = ring.sum(running, buckets)
      const [threshold, alert] = [alerts.thresholdOf(code), alerts.severityOf(code)]
      return { code, inWindow, perMinute: inWindow / windowMinutes, inHour: ring.inHour, threshold, alert }
    })
    .sort((a, b) => b.inHour - a.inHour || (a.code < b.code ? -1 : 1))
  const sum = (of: 'inWindow' | 'inHour') => codes.reduce((total, code) => total + code[of], 0)
  const errorsInWindow = errors.all.sum(running, buckets)
  const errorsInHour = errors.all.inHour
  return {
    at,
    windowMinutes,
    errorsInWindow,
    errorsInHour,
    codes,
    otherInWindow: errorsInWindow - sum('inWindow'),
    otherInHour: errorsInHour - sum('inHour'),
    recoveries: Array.from(tries.entries(), ([recovery, ring]) => ({
      recovery,
      tries: ring.inHour,
      successes: successes.get(recovery)?.inHour ?? 0,
    })),
    circuits: circuits.health((running - BUCKETS + 1) * BUCKET_MS),
    history: historyOf(counted, running),
  }
}
