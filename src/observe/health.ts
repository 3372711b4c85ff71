import type { AuthError } from '../errors/auth-error.js'
import type { AuthEvent } from '../events/auth-event.js'

export type AlertSeverity = 'medium' | 'high'

/** Told once when a threshold is passed, once more past twice of it, and once when all is well again. */
export interface AuthAlert {
  type: 'raised' | 'cleared'
  /** `high` past twice the threshold. Of a cleared one: what it was at last. */
  severity: AlertSeverity
  code: string
  /** Errors with this code in the last hour. */
  count: number
  /** In an hour. */
  threshold: number
  /** Epoch ms. */
  at: number
}

export interface CodeHealth {
  code: string
  inWindow: number
  /** `inWindow` by the minutes of the window. */
  perMinute: number
  inHour: number
  /** In an hour; null where the code has none. */
  threshold: number | null
  /** Null while all is well. */
  alert: AlertSeverity | null
}

export interface RecoveryHealth {
  recovery: string
  /** In the last hour. */
  tries: number
  successes: number
}

export interface CircuitChange {
  /** Epoch ms. */
  at: number
  to: 'open' | 'half_open' | 'closed'
}

export interface CircuitHealth {
  origin: string
  state: CircuitChange['to']
  /** Since when; epoch ms. */
  since: number
  /** In the last hour, oldest first, and the one before them; 200 at most. */
  changes: readonly CircuitChange[]
}

/** What happened in ten seconds. */
export interface HealthBucket {
  /** Its beginning, epoch ms. */
  at: number
  errors: number
  /** Codes that were counted by themselves; one that is not there had none. */
  byCode: Readonly<Record<string, number>>
  tries: number
  successes: number
}

/** How authentication fares. Counts of the last hour and of the window; nothing in it is secret. */
export interface AuthHealth {
  /** Epoch ms. */
  at: number
  windowMinutes: number
  errorsInWindow: number
  errorsInHour: number
  /**
   * The most frequent first. Exact where it has a threshold, and where no more codes came in the hour than are told apart;
   * else what came since the code has had its place, which is never too much.
   */
  codes: readonly CodeHealth[]
  /** Errors that were too many kinds to be counted one by one; in the sums above, which are always exact, as well. */
  otherInWindow: number
  otherInHour: number
  recoveries: readonly RecoveryHealth[]
  /** 20 at most: of more, closed ones are forgotten first. */
  circuits: readonly CircuitHealth[]
  /** The last hour, oldest first: 360 buckets, the last of which is running. */
  history: readonly HealthBucket[]
}

/**
 * A clock of the library, or `Date.now` and the timers of the machine. Time in a monitor never runs back: where the clock is
 * set back, also after it was set forward, the monitor's times are ahead of it by as much for good. What has been counted
 * stays; a leap forward of an hour forgets it.
 */
export interface MonitorClock {
  /** Epoch ms. */
  now(): number
  setTimeout(callback: () => void, delayMs: number): unknown
  clearTimeout(timer: unknown): void
}

export interface AuthMonitorOptions {
  /** Whole minutes, 1 to 60. 5. */
  windowMinutes?: number
  /**
   * By code: so many errors in an hour are still well. Added to `AUTH_002` 10, `AUTH_003` 50 and `RATE_001` 20; `Infinity`
   * takes one away. A code that has one is told as it stands here, 100 characters of it. Others are redacted: one that looks
   * like a number or a key (`400001`) is counted with all that look so.
   */
  thresholds?: Readonly<Record<string, number>>
  /**
   * Codes that are counted one by one, besides those with thresholds. 50. Of more, the rarest give way and are counted
   * together: one that comes often soon has a place, and keeps it.
   */
  mostCodes?: number
  /** Called while something is recorded or by a timer, never by who looks at the monitor. What it throws is caught. */
  onAlert?: (alert: AuthAlert) => void
  clock?: MonitorClock
}

/** Counts what fails and what helps. Give `onEvent` to `controller.observe`, `session.observe` and every `onEvent`. */
export interface AuthMonitor {
  /**
   * Counts the errors of requests, of flows that ended or were locked by themselves, of calls that were held back and of
   * callbacks, the recoveries, and the changes of circuits. A call that its caller gave up is no error, nor is a poll that
   * was answered with `authorization_pending` or `slow_down`. Why a recovery failed is not counted again: its request told of
   * it. Counted is when the event is handed over, by the monitor's own clock, and not its `at`: one that comes late counts as
   * now. Never throws.
   */
  onEvent(event: AuthEvent): void
  /** For an error that no event tells of. With its `kind` and `status`, what is no error to `onEvent` is none here. */
  record(error: Pick<AuthError, 'code'> & Partial<Pick<AuthError, 'kind' | 'status'>>): void
  /**
   * Errors in a minute, on average over the last so many: the running ten seconds and the whole ones before them, six a
   * minute in all.
   * @param minutes 1 to 60, whole; those of the window by default.
   * @throws RangeError for other minutes.
   */
  getRate(code: string, minutes?: number): number
  /** The same object until something has changed. */
  getSnapshot(): AuthHealth
  /** Told at most once a second, and as time moves on; returns unsubscribe. */
  subscribe(listener: () => void): () => void
  /** Stops counting and telling; no timer stays. */
  dispose(): void
}
