import type { AuthError } from '../../src/core.js'
import type { MovedClock } from '../../src/testing/moved-clock.js'

/** Moves the clock when nothing but time is waited for: as long as a call is on its way, time stands still. */
export function createIdleTime(clock: MovedClock) {
  let busy = 0
  let hanging = 0

  return {
    /** `fetch` over real HTTP, whose calls hold time up. */
    countedFetch: (async (input, init) => {
      busy += 1
      try {
        return await fetch(input, init)
      } finally {
        busy -= 1
      }
    }) satisfies typeof fetch as typeof fetch,
    /** A call that is never answered: it holds nothing up until it is given up. */
    hangs(signal: AbortSignal) {
      hanging += 1
      signal.addEventListener('abort', () => (hanging -= 1))
    },
    /** What a promise comes to, however long that takes. */
    async settled<T>(promise: Promise<T>): Promise<T | AuthError> {
      let result: { is: T | AuthError } | undefined
      void promise.then(
        (value) => (result = { is: value }),
        (error: unknown) => (result = { is: error as AuthError }),
      )
      for (let idle = 0; result === undefined; ) {
        await new Promise((go) => setTimeout(go, 0))
        idle = busy > hanging ? 0 : idle + 1
        if (idle > 8) await clock.advance(250)
      }
      return result.is
    },
  }
}
