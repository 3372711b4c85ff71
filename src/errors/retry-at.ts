import type { AuthErrorFields } from './auth-error.js'
import { type Members, parametersOf, pick, scalarOf } from './wire.js'

/** No server is believed that asks for more, in ms. */
export const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** For a 429 that names no time, in ms: most limits are per minute. */
export const RATE_LIMITED_MS = 60_000

/** Epoch ms before which the same call is no use; a limit that names no time lasts a minute. 0 where nothing is due. */
export const dueAt = (error: Pick<AuthErrorFields, 'kind' | 'retryAt' | 'occurredAt'> | null): number =>
  error?.retryAt ?? (error?.kind === 'rate_limited' ? error.occurredAt + RATE_LIMITED_MS : 0)

/**
 * Reads seconds, "39s", epoch seconds, epoch ms, an ISO time or an HTTP-date as epoch ms of ours; the `Date` of the answer
 * shows how far the server's clock is ahead.
 */
export function timeReader(date: unknown, now: number): (value: unknown) => number | undefined {
  const serverAheadMs = Date.parse(scalarOf(date)) - now || 0
  return (value) => {
    const text = scalarOf(value)
    const amount = Number(/^([\d.]+)s?$/.exec(text)?.[1])
    // By size: seconds from now, seconds since 1970, milliseconds since 1970.
    if (amount < 1e9) return now + amount * 1000
    const at = amount ? amount * (amount < 1e11 ? 1000 : 1) : Date.parse(text.length > 9 ? text : '')
    return at - serverAheadMs || undefined
  }
}

/**
 * When a retry may happen, as epoch ms, at most a day ahead: `Retry-After` (RFC 9110 §10.2.3), members of the body, else
 * the end of the longest limit of which nothing remains (`RateLimit`, `X-RateLimit-*`). Absolute times are read by the
 * server's clock, which its `Date` shows.
 *
 * @param limited Whether the answer is about a limit: one that does not say what remains is used up then.
 */
export function retryAtOf(
  headers: Members,
  records: readonly Members[],
  now: number,
  limited: boolean,
): number | undefined {
  const time = timeReader(headers.date, now)
  // `"burst";r=5;t=1, "daily";r=0;t=43200` are two limits, `limit=1, remaining=0, reset=60` is one.
  const limits = scalarOf(headers.ratelimit)
    .split(/,(?=[^=,]*;)/)
    .map(parametersOf)
  const ends = [headers, ...limits].map((limit) => {
    const left = pick([limit], 'ratelimitremaining xratelimitremaining remaining r', Number) ?? +!limited
    return (
      (left > 0 ? 0 : pick([limit], 'ratelimitreset xratelimitreset xratelimitresetafter reset t', time)) ?? 0
    )
  })
  const at =
    pick([headers, ...records], 'retryafter retryafterseconds retrydelay interval', time) ?? Math.max(...ends)
  return at ? Math.min(at, now + LONGEST_WAIT_MS) : undefined
}
