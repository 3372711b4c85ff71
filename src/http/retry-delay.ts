import type { AuthError } from '../errors/auth-error.js'
import { LONGEST_WAIT_MS, RATE_LIMITED_MS } from '../errors/retry-at.js'
import { backoffMs } from './backoff.js'

const BACKOFF = { baseMs: 1_000, capMs: 30_000 }

/**
 * How long to wait before the n-th repeat (n from 1) of a call that failed with this, in ms; null where repeating is no
 * use. 1 s · 2ⁿ⁻¹ up to 30 s, or what the server asked for where that is longer, at most a day; a 429 without a time,
 * 60 s. Up to 25 % of the back-off at random come on top, so that not all who were told the same time come at once.
 *
 * @param now Epoch ms by the clock by which the error was read.
 * @param random 0 (inclusive) to 1 (exclusive); `Math.random` by default.
 */
export function retryDelayMs(
  error: AuthError,
  repeats: number,
  now: number,
  random: () => number = Math.random,
): number | null {
  if (!error.retryable) return null
  const limited = error.status === 429 || error.kind === 'rate_limited'
  const askedMs = (error.retryAt ?? now + (limited ? RATE_LIMITED_MS : 0)) - now
  // Also where an error was made by hand, or the clock was set back since.
  const boundedMs = Math.min(Math.ceil(askedMs) || 0, LONGEST_WAIT_MS)
  return backoffMs(repeats, { ...BACKOFF, random }, boundedMs)
}
