import type { AuthError } from '../errors/auth-error.js'
import { backoffMs } from '../http/backoff.js'
import type { Clock } from '../http/clock.js'

/** Who asks again brings a random part along. */
const PAUSE = { baseMs: 1_000, capMs: 30_000, random: () => 0 }

/** After a refresh that did not get through, the next one waits: 1 s, then 2, up to 30 s, and at least until `retryAt`. */
export function createRefreshPause(clock: Pick<Clock, 'now'>) {
  let failures = 0
  let failed: { error: AuthError; until: number } | null = null
  return {
    begin(error: AuthError) {
      const now = clock.now()
      // Where time alone mends nothing, somebody may: that is to be seen soon.
      failures = error.retryable ? failures + 1 : 1
      failed = { error, until: now + backoffMs(failures, PAUSE, (error.retryAt ?? 0) - now) }
    },
    end() {
      failures = 0
      failed = null
    },
    /** Why no refresh is tried for now; null where one may be. */
    because: () => (failed !== null && clock.now() < failed.until ? failed.error : null),
  }
}
