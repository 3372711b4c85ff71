import type { CountedName } from './counted-name.js'
import type { AlertSeverity, AuthAlert } from './health.js'

/** An alert goes when the count is this far below what raised it, so that it does not come and go. */
const WELL_BELOW = 0.8

const SEVERITIES = [null, 'medium', 'high'] as const

export interface Alerts {
  thresholdOf(code: string): number | null
  severityOf(code: string): AlertSeverity | null
  /** Codes with an alert. */
  raised(): readonly string[]
  /** Tells where a count of the last hour raises or clears an alert. */
  check(code: string, count: number, at: number): void
}

/**
 * @param tell Must not throw.
 * @throws TypeError for a threshold that is no number, or below 0.
 */
export function createAlerts(
  given: Readonly<Record<string, number>>,
  nameOf: CountedName,
  tell: (alert: AuthAlert) => void,
): Alerts {
  const thresholds = new Map(Object.entries(given).map(([code, most]) => [nameOf(code), most]))
  for (const [code, most] of thresholds)
    if (typeof most !== 'number' || !(most >= 0))
      throw new TypeError(
        `react-ciba: the threshold of ${code} must be 0 or more, or Infinity for none, got ${String(most)}`,
      )
  /** 1 past the threshold, 2 past twice of it. */
  const levels = new Map<string, number>()

  return {
    thresholdOf: (code) => thresholds.get(code) ?? null,
    severityOf: (code) => SEVERITIES[levels.get(code) ?? 0] ?? null,
    raised: () => [...levels.keys()],
    check(code, count, at) {
      const threshold = thresholds.get(code)
      if (threshold === undefined) return
      const before = levels.get(code) ?? 0
      const reached = count > 2 * threshold ? 2 : count > threshold ? 1 : 0
      let level = Math.max(before, reached)
      while (level > reached && count <= level * threshold * WELL_BELOW) level -= 1
      if (level === before) return
      if (level === 0) levels.delete(code)
      else levels.set(code, level)
      const about = { code, count, threshold, at }
      const type = level > before ? 'raised' : 'cleared'
      const severity = SEVERITIES[type === 'raised' ? level : before]
      // What is less bad than it was needs no new alert.
      if (severity && (type === 'raised' || level === 0)) tell({ type, severity, ...about })
    },
  }
}
