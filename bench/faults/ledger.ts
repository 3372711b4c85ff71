/** What one request's polls did wrong, as its server saw them. */
export interface Violations {
  /** Polls sooner than the interval, a `slow_down` or a Retry-After allows. */
  tooEarly: number
  /** Polls while another one of the same request was under way. */
  overlapping: number
  /** Polls after the final answer, or after the client said that it was done. */
  afterEnd: number
}

/** What an answer asks of the next poll. */
export interface Asked {
  /** This much is added to the interval, from now on, in ms. */
  slowDownMs?: number
  /** The next poll may come so much later than the answer, in ms. */
  retryAfterMs?: number
  /** Nothing may follow. */
  final?: boolean
}

/** Timers and a busy machine shift when a poll arrives; less than this is not held against anybody. */
const TOLERANCE_MS = 50

/** The book that a server keeps of one request. `at` is ms by any steady clock. The first poll may come at any time. */
export function createLedger(firstIntervalMs: number) {
  const violations: Violations = { tooEarly: 0, overlapping: 0, afterEnd: 0 }
  let intervalMs = firstIntervalMs
  let polls = 0
  let lastAt = -Infinity
  let notBefore = -Infinity
  let underWay = 0
  let ended = false

  return {
    violations,
    get polls() {
      return polls
    },
    /** A poll arrived. Returns its number, from 1. */
    received(at: number): number {
      polls++
      if (ended) violations.afterEnd++
      if (underWay > 0) violations.overlapping++
      if (at + TOLERANCE_MS < Math.max(lastAt + intervalMs, notBefore)) violations.tooEarly++
      lastAt = at
      underWay++
      return polls
    },
    answered(at: number, { slowDownMs = 0, retryAfterMs = 0, final = false }: Asked): void {
      intervalMs += slowDownMs
      notBefore = at + retryAfterMs
      if (final) ended = true
    },
    /** A poll is over: answered, or its connection is gone. */
    finished(): void {
      underWay--
    },
    end(): void {
      ended = true
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>
