import type { HeaderMap } from './headers.js'
import { recordOf, recordsOf, type WireRecord } from './wire.js'

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** Seconds, "39s", epoch seconds, epoch ms, an ISO time or an HTTP-date as epoch ms. `skewMs`: server minus us. */
function timeOf(value: unknown, now: number, skewMs: number): number | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? `${value}`.trim() : ''
  const [, digits] = /^(\d+(?:\.\d+)?)s?$/.exec(text) ?? []
  if (digits === undefined) {
    const at = text.length > 9 ? Date.parse(text) : Number.NaN
    return Number.isNaN(at) ? undefined : at - skewMs
  }
  const amount = Number(digits)
  // By size: seconds from now, seconds since 1970, milliseconds since 1970.
  if (amount < 1e8) return now + amount * 1000
  return (amount < 1e11 ? amount * 1000 : amount) - skewMs
}

/** `RateLimit: "x";r=0;t=5`, `limit=1, remaining=0, reset=60`, `RateLimit-Reset`, `X-RateLimit-Reset` where none remain. */
function rateLimitReset(headers: HeaderMap): string | undefined {
  const [, seconds] = /\b(?:t|reset)\s*=\s*(\d+)/.exec(headers.get('ratelimit') ?? '') ?? []
  if (seconds !== undefined) return seconds
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit'])
    if (/^0*$/.test(headers.get(`${prefix}-remaining`) ?? '')) {
      const reset = headers.get(`${prefix}-reset`)
      if (reset !== undefined) return reset
    }
  return undefined
}

function fromBody(records: WireRecord[]): unknown {
  for (const record of records) {
    const nested = [record, recordOf(record.details), ...recordsOf(record.details)]
    for (const { retry_after, retryAfter, retry_after_seconds, retryDelay } of nested) {
      const value = retry_after ?? retryAfter ?? retry_after_seconds ?? retryDelay
      if (value != null) return value
    }
  }
  return undefined
}

/**
 * When a retry may happen, as epoch ms, at most a day ahead: `Retry-After` (RFC 9110 §10.2.3), members of the body,
 * rate-limit headers. Absolute times are read by the server's clock, which its `Date` shows.
 */
export function retryAtOf(headers: HeaderMap, records: WireRecord[], now: number): number | undefined {
  const skewMs = Date.parse(headers.get('date') ?? '') - now || 0
  const retryAfter = headers.get('retry-after')
  // Digits are seconds here, however many.
  const told = /^\d{9,}$/.test(retryAfter ?? '') ? LONGEST_WAIT_MS / 1000 : retryAfter
  for (const value of [told, fromBody(records), rateLimitReset(headers)]) {
    const at = timeOf(value, now, skewMs)
    if (at !== undefined) return Math.min(at, now + LONGEST_WAIT_MS)
  }
  return undefined
}
