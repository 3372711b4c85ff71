const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

function agoWords(tag: string, agoMs: number): string {
  const ago = (value: number, unit: 'second' | 'minute' | 'hour' | 'day') =>
    // "now", but not "yesterday" for what is more than a day old.
    new Intl.RelativeTimeFormat(tag, { numeric: value === 0 ? 'auto' : 'always' }).format(-value, unit)
  if (agoMs < MINUTE_MS) return ago(0, 'second')
  if (agoMs < HOUR_MS) return ago(Math.floor(agoMs / MINUTE_MS), 'minute')
  if (agoMs < DAY_MS) return ago(Math.floor(agoMs / HOUR_MS), 'hour')
  return ago(Math.floor(agoMs / DAY_MS), 'day')
}

/** Says when something was so, and how long ago: "10:30 AM (12 minutes ago)", with the date where it is not today's. */
export function asOfWords(tag: string, at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short', ...(!isToday && { dateStyle: 'medium' }) })
  return `${time.format(at)} (${agoWords(tag, Math.max(0, now - at))})`
}
