import type { AuthErrorFields } from './auth-error.js'
import { type Members, pick, scalarOf } from './wire.js'

/** No server is believed that asks for more, in ms. */
export const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** For a 429 that names no time, in ms: most limits are per minute. */
export const RATE_LIMITED_MS = 60_000

/** Epoch ms before which the same call is no use; a limit that names no time lasts a minute. 0 where nothing is due. */
export const dueAt = (error: Pick<AuthErrorFields, 'kind' | 'retryAt' | 'occurredAt'> | null): number =>
  error?.retryAt ?? (error?.kind === 'rate_limited' ? error.occurredAt + RATE_LIMITED_MS : 0)

/** Seconds, "39s", epoch seconds, epoch ms, an ISO time or an HTTP-date as epoch ms of ours. */
function timeOf(value: unknown, now: number, serverAheadMs: number): number | undefined {
  const text = scalarOf(value).trim()
  const digits = /^(\d+(?:\.\d+)?)s?$/.exec(text)?.[1]
  const amount = Number(digits)
  // By size: seconds from now, seconds since 1970, milliseconds since 1970.
  if (amount < 1e9) return now + amount * 1000
  const at = digits ? amount * (amount < 1e11 ? 1000 : 1) : Date.parse(text.length > 9 ? text : '')
  return at - serverAheadMs || undefined
}

/** Reads the times of an answer, as {@link timeOf}; its `Date` shows how far the server's clock is ahead of ours. */
export function timeReader(date: unknown, now: number): (value: unknown) => number | undefined {
  const serverAheadMs = Date.parse(scalarOf(date)) - now || 0
  return (value) => timeOf(value, now, serverAheadMs)
}

/**
 * When a retry may happen, as epoch ms, at most a day ahead: `Retry-After` (RFC 9110 §10.2.3), members of the body,
 * rate-limit headers. Absolute times are read by the server's clock, which its `Date` shows.
 */
export function retryAtOf(headers: Members, records: readonly Members[], now: number): number | undefined {
  const time = timeReader(headers.date, now)
  const at =
    pick([headers, ...records], 'retryafter retryafterseconds retrydelay interval', time) ??
    // `RateLimit: "x";r=0;t=5` or `limit=1, remaining=0, reset=60`
    time(/\b(?:t|reset)\s*=\s*(\d+)/.exec(scalarOf(headers.ratelimit))?.[1]) ??
    pick(
      // What remains until then is not waited for.
      [headers.ratelimitremaining, headers.xratelimitremaining].some(Number) ? [] : [headers],
      'ratelimitreset xratelimitreset xratelimitresetafter',
      time,
    )
  return at === undefined ? undefined : Math.min(at, now + LONGEST_WAIT_MS)
}
