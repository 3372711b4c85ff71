import type { ApiState, Stop } from './api-state.js'

/** What happens to a call in place of an answer. */
export type Mishap = { type: Stop } | { type: 'limited'; until: number }

export interface ApiFaults {
  /** The next refresh is refused, and the session with it. */
  refuseRefresh(): void
  /** Every call is one too many for so many seconds. */
  limit(seconds: number): void
  /** For so many calls; null means until it is started again. */
  stop(how: Stop, times: number | null): void
  /** Nothing is wrong any more. */
  mend(): void
  takeRefusal(): boolean
  /** For the call that has just come; undefined where nothing is wrong. */
  take(): Mishap | undefined
  state(): Omit<ApiState, 'seen'>
}

export function createApiFaults(): ApiFaults {
  let refusals = 0
  let limit: number | null = null
  let stopped: ApiState['stopped'] = null
  const limitedUntil = () => (limit !== null && limit > Date.now() ? limit : null)
  return {
    refuseRefresh() {
      refusals = 1
    },
    limit(seconds) {
      limit = Date.now() + seconds * 1000
    },
    stop(how, times) {
      stopped = { how, times }
    },
    mend() {
      refusals = 0
      limit = null
      stopped = null
    },
    takeRefusal() {
      const refuses = refusals > 0
      refusals = 0
      return refuses
    },
    take() {
      if (stopped !== null) {
        const { how, times } = stopped
        if (times !== null) stopped = times > 1 ? { how, times: times - 1 } : null
        return { type: how }
      }
      const until = limitedUntil()
      return until === null ? undefined : { type: 'limited', until }
    },
    state: () => ({ refusals, limitedUntil: limitedUntil(), stopped }),
  }
}
