import { LONGEST_WAIT_MS } from '../errors/retry-at.js'
import type { Clock } from './clock.js'
import { readRateLimits } from './rate-limit-fields.js'

/** A place in the queue. What became of its call is to be said, by one of the three. */
export interface Place {
  /** How long to wait before sending, in ms: mostly 0, a day at most. */
  waitMs: number
  /** It was not sent: what it took of the limit is there for others. */
  giveBack(): void
  /** Its answer has come, and says this of the limit. */
  heard(headers: Headers): void
  /** It was sent, and no answer is to come: it counts in the window in which it went. */
  lost(): void
}

export interface RequestPace {
  /** Takes a place; none where the wait is longer than this, in ms. */
  take(longestMs?: number): Place
  /** After a 429 or `Retry-After`: nothing goes before this, in epoch ms, at most a day ahead. */
  holdUntil(at: number): void
}

/** One limit, in steady ms. */
interface Quota {
  limit: number | undefined
  /** Calls that may still go before the reset: what is on its way is taken off, also where that is more than there was. */
  left: number
  resetAt: number
  windowMs: number
  /** When the next may go, once little is left. */
  nextAt: number
  /** Carried over a reset: no answer has told of this window. */
  assumed: boolean
}

/** A call that was sent so long ago is answered no more. */
const LOST_MS = 60_000
/**
 * How far two answers about the same reset differ, by a second of rounding and the way back; and how much later than its
 * time a window that no answer has told of may begin, as many servers count from its first call.
 */
const SAME_RESET_MS = 2_000
/** What is little where the limit is unknown. */
const FEW = 5

const isLow = ({ left, limit }: Quota) => left <= (limit === undefined ? FEW : limit / 10)

/**
 * Keeps a client below the rate limit that the server names. With plenty left nothing waits; the last tenth (the last five
 * where the limit is unknown) goes out evenly until the reset; with nothing left calls wait for the reset, and for a later
 * one where more of them wait than a window takes. After the reset it forgets, but for the calls that are on their way.
 *
 * No 429 is met where the server counts in fixed windows, longer than 3 s and twice the time of an answer, and rounds resets
 * up; this client alone uses the limit; its calls reach the server, and their answers the client, in order; and no more
 * than the limit are unanswered at a time. Else 429s get fewer, and `holdUntil` is for them.
 */
export function createRequestPace(clock: Clock): RequestPace {
  const quotas = new Map<string, Quota>()
  /** When the calls that are not answered went or will go. */
  const unanswered = new Map<Place, number>()
  let heldUntil = Number.NEGATIVE_INFINITY

  // A reset stays where it is when somebody sets the clock.
  const steadily = () => clock.monotonic?.() ?? clock.now()
  const unansweredIn = (from: number, to: number) =>
    [...unanswered.values()].filter((at) => at >= from && at < to).length
  const leftOf = (count: number, resetAt: number) => count - unansweredIn(Number.NEGATIVE_INFINITY, resetAt)

  const forget = (now: number) => {
    for (const [place, at] of unanswered) if (at <= now - LOST_MS) unanswered.delete(place)
    for (const [name, quota] of quotas) {
      if (now < quota.resetAt) continue
      if (quota.limit === undefined || unanswered.size === 0) quotas.delete(name)
      else {
        const everyMs = quota.windowMs + SAME_RESET_MS
        quota.resetAt += (Math.floor((now - quota.resetAt) / everyMs) + 1) * everyMs
        quota.left = leftOf(quota.limit, quota.resetAt)
        quota.nextAt = now
        quota.assumed = true
      }
    }
  }

  /** The first moment from `at` on that a limit allows. */
  const allowedFrom = (quota: Quota, at: number) => {
    const { limit = Number.POSITIVE_INFINITY, left, resetAt, windowMs, nextAt } = quota
    const spread = isLow(quota) ? Math.max(at, nextAt) : at
    if (left > 0 && spread < resetAt) return spread
    const everyMs = windowMs + SAME_RESET_MS
    for (let n = Math.max(0, Math.floor((at - resetAt) / everyMs)); ; n++) {
      const from = resetAt + n * everyMs
      // What goes just before a reset may arrive after it.
      if (unansweredIn(from - SAME_RESET_MS, from + windowMs) < limit) return Math.max(at, from)
    }
  }

  const hear = (headers: Headers) => {
    const now = steadily()
    forget(now)
    for (const said of readRateLimits(headers, clock.now())) {
      const known = quotas.get(said.name)
      const resetAt = now + said.resetInMs
      const left = leftOf(said.remaining, resetAt)
      if (known !== undefined && !known.assumed && resetAt <= known.resetAt + SAME_RESET_MS) {
        // The same window. An answer that was overtaken knows of more; each names the reset a little late.
        known.left = Math.min(known.left, left)
        known.resetAt = Math.min(known.resetAt, resetAt)
      } else
        quotas.set(said.name, {
          limit: said.limit ?? known?.limit,
          left,
          resetAt,
          windowMs: said.windowMs ?? Math.max(known?.windowMs ?? 0, said.resetInMs),
          nextAt: now,
          assumed: false,
        })
    }
  }

  return {
    take(longestMs = LONGEST_WAIT_MS) {
      const now = steadily()
      forget(now)
      let at = Math.max(now, heldUntil)
      for (const quota of quotas.values()) at = allowedFrom(quota, at)
      const waitMs = Math.min(Math.ceil(at - now), LONGEST_WAIT_MS)
      at = now + waitMs
      const place: Place = {
        waitMs,
        giveBack() {
          if (!unanswered.delete(place)) return
          for (const quota of quotas.values()) {
            if (at >= quota.resetAt) continue
            quota.left += 1
            quota.nextAt = Math.min(quota.nextAt, at)
          }
        },
        heard(headers) {
          unanswered.delete(place)
          hear(headers)
        },
        lost() {
          unanswered.delete(place)
        },
      }
      if (waitMs > longestMs) return place
      for (const quota of quotas.values()) {
        if (at >= quota.resetAt) continue
        if (isLow(quota)) quota.nextAt = at + (quota.resetAt - at) / Math.max(1, quota.left)
        quota.left -= 1
      }
      unanswered.set(place, at)
      return place
    },

    holdUntil(at) {
      const waitMs = Math.min(at - clock.now(), LONGEST_WAIT_MS)
      if (waitMs > 0) heldUntil = Math.max(heldUntil, steadily() + waitMs)
    },
  }
}
