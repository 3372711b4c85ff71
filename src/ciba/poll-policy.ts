import type { AuthError } from '../errors/auth-error.js'
import { authError } from '../errors/normalize.js'
import { backoffMs } from '../http/backoff.js'
import type { Approval } from './approval.js'
import type { PollAnswer } from './contract.js'

/** CIBA Core 1.0 §7.3: 5 seconds where the server names no interval. */
const DEFAULT_INTERVAL_MS = 5_000
/** §11: `slow_down` adds at least 5 seconds to this and all later waits. */
const SLOW_DOWN_MS = 5_000
const BACKOFF = { baseMs: 2_000, capMs: 30_000 }

/** All that decides when the next poll may go out. Times are epoch ms. */
export interface PollSchedule {
  /** Between two polls, from sending to sending. */
  intervalMs: number
  /** When the last poll (at first, the push) was sent. */
  sentAt: number
  /** Failures in a row that waiting may cure. */
  failures: number
  /** The next poll is due then. */
  dueAt: number
  /** What the server asked for with Retry-After; 0 where it did not. Nothing of ours goes below it. */
  floor: number
}

/** What follows from one poll. */
export type PollOutcome =
  | { type: 'approved'; approval: Approval }
  | { type: 'again'; schedule: PollSchedule }
  | { type: 'ended'; error: AuthError }

/** The schedule after a push was accepted. `interval` is in seconds, as on the wire. */
export function firstSchedule(sentAt: number, interval?: number): PollSchedule {
  const intervalMs = interval !== undefined && interval >= 0 ? interval * 1000 : DEFAULT_INTERVAL_MS
  return { intervalMs, sentAt, failures: 0, dueAt: sentAt + intervalMs, floor: 0 }
}

/** The schedule with the next poll as soon as the interval, the server and a pause after failures allow. */
export function atOnce(schedule: PollSchedule, now: number, pauseMs = 0): PollSchedule {
  const { sentAt, intervalMs, floor } = schedule
  return { ...schedule, dueAt: Math.max(now, sentAt + intervalMs, sentAt + pauseMs, floor) }
}

/** What to do after an answer. A pending answer past `expiresAt` is expiry. */
export function afterAnswer(
  answer: PollAnswer,
  schedule: PollSchedule,
  now: number,
  expiresAt: number,
): PollOutcome {
  if (answer.type === 'approved') return answer
  if (now >= expiresAt) return { type: 'ended', error: authError('expired_token', { now }) }
  const asked = Math.max(schedule.intervalMs, (answer.interval ?? 0) * 1000)
  const intervalMs = answer.type === 'slow_down' ? Math.max(schedule.intervalMs + SLOW_DOWN_MS, asked) : asked
  const next = { ...schedule, intervalMs, failures: 0, floor: answer.retryAt ?? 0 }
  return { type: 'again', schedule: atOnce(next, now) }
}

/** What to do after a failure: go on where waiting may cure it, else end with it. */
export function afterFailure(
  error: AuthError,
  schedule: PollSchedule,
  now: number,
  expiresAt: number,
  random?: () => number,
): PollOutcome {
  if (error.kind === 'pending' || error.kind === 'slow_down') {
    const retry = error.retryAt === undefined ? {} : { retryAt: error.retryAt }
    return afterAnswer({ type: error.kind, ...retry }, schedule, now, expiresAt)
  }
  if (!error.retryable) return { type: 'ended', error }
  if (now >= expiresAt) return { type: 'ended', error: authError('expired_token', { now }) }
  const failures = schedule.failures + 1
  const next = { ...schedule, failures, floor: error.retryAt ?? 0 }
  return { type: 'again', schedule: atOnce(next, now, backoffMs(failures, { ...BACKOFF, random })) }
}
