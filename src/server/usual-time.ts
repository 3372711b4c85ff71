import type { Clock } from '../http/clock.js'
import { sleep } from '../http/sleep.js'

const REMEMBERED = 16

/** How long the provider takes for a kind of call, so that what is made up takes as long. */
export interface UsualTime {
  note(tookMs: number): void
  /**
   * Resolves once a call that began at `since` (epoch ms) has taken as long as one of the last real ones; `otherwiseMs`
   * where there was none yet.
   */
  spend(since: number, otherwiseMs: number): Promise<void>
}

export function createUsualTime(clock: Clock): UsualTime {
  const times: number[] = []
  return {
    note(tookMs) {
      times.push(tookMs)
      if (times.length > REMEMBERED) times.shift()
    },
    async spend(since, otherwiseMs) {
      // Any of them: always the same time would stand out.
      const usual = times[Math.floor(Math.random() * times.length)] ?? otherwiseMs
      const leftMs = since + usual - clock.now()
      if (leftMs > 0) await sleep(leftMs, clock, new AbortController().signal)
    },
  }
}
