import { isAuthError } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import { type Clock, systemClock } from '../http/clock.js'

export interface SignInThrottleOptions {
  /** Wrong attempts in a row after which the CAPTCHA is asked for. 3. */
  captchaAfter?: number
  /** Shows a CAPTCHA; resolves to what the server wants as its proof. Without it there is only the delay. */
  onCaptcha?: () => Promise<string>
  clock?: Clock
}

export interface SignInThrottle {
  /**
   * Makes an attempt to sign in. The app's function gets the CAPTCHA's proof where one was asked for.
   * @throws AuthError `too_many_attempts` where it comes too soon after a wrong one, with the time in `retryAt`; else what
   * the attempt throws, as an AuthError.
   */
  attempt<T>(signIn: (captcha?: string) => Promise<T>): Promise<T>
  /** Epoch ms from which an attempt is made; in the past where it is made at once. */
  readonly retryAt: number
}

const LONGEST_MS = 60_000

/**
 * Slows down who keeps entering what does not match: after the second wrong attempt 2 s, then 4 and so on up to a minute,
 * then a CAPTCHA as well. It spares people a lock-out; whoever attacks does not use the page, so the server counts too.
 */
export function createSignInThrottle(options: SignInThrottleOptions = {}): SignInThrottle {
  const { captchaAfter = 3, onCaptcha, clock = systemClock } = options
  let wrong = 0
  let retryAt = 0

  return {
    async attempt(signIn) {
      const now = clock.now()
      if (now < retryAt) throw authError('too_many_attempts', { now, retryAt })
      try {
        const proof = wrong >= captchaAfter ? await onCaptcha?.() : undefined
        const result = await (proof === undefined ? signIn() : signIn(proof))
        wrong = 0
        return result
      } catch (thrown) {
        const error = isAuthError(thrown)
          ? thrown
          : normalizeError(thrown, { phase: 'api', now: clock.now() })
        if (error.kind === 'invalid_credentials') {
          wrong += 1
          if (wrong > 1) retryAt = clock.now() + Math.min(LONGEST_MS, 1_000 * 2 ** (wrong - 1))
        }
        throw error
      }
    },
    get retryAt() {
      return retryAt
    },
  }
}
