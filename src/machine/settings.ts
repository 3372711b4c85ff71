/** What is overdue by more did not happen because nothing ran: the machine slept, or the tab was frozen. */
export const LATE_MS = 2_000

/** How a flow behaves; every member has a default. */
export interface FlowSettings {
  /**
   * How long to wait for an approval before asking whether to go on waiting, in ms. 60 000. Where people type a code
   * elsewhere the flow does not ask, and shows the code until it expires.
   */
  waitMs: number
  /**
   * Poll as soon as the push was accepted, not after one interval [CIBA Core 10.1]. Off by default: some servers answer
   * a first poll that comes at once with `slow_down`, which lasts.
   */
  pollAtOnce: boolean
  /** After this long without an approval the code is asked for instead, in ms. Off by default. */
  fallbackToTotpAfterMs: number | null
  /** Start one new request by itself when the old one expires. Off by default: each is a push to somebody's phone. */
  restartOnExpiry: boolean
  /**
   * Repeat a start that failed by itself also where the system honours no idempotency key. Off by default: it can send a
   * second push. With a key it is repeated in any case: after 2, 4 and 8 s, never before `Retry-After`.
   */
  alwaysRepeatStart: boolean
  /** Shortest time between two pushes by "Send again", in ms. 30 000. */
  resendAfterMs: number
  /** Wrong codes before a lock-out. 3. */
  codeAttempts: number
  /** Length of the first lock-out, doubling with each further one in the page, in ms. 30 000. */
  coolDownMs: number
}

const DEFAULTS: FlowSettings = {
  waitMs: 60_000,
  pollAtOnce: false,
  fallbackToTotpAfterMs: null,
  restartOnExpiry: false,
  alwaysRepeatStart: false,
  resendAfterMs: 30_000,
  codeAttempts: 3,
  coolDownMs: 30_000,
}

/** @throws TypeError naming a duration that is no positive number of ms. */
export function flowSettings(
  given: { [K in keyof FlowSettings]?: FlowSettings[K] | undefined },
): FlowSettings {
  const settings = { ...DEFAULTS }
  for (const key of Object.keys(DEFAULTS) as (keyof FlowSettings)[]) {
    const value = given[key]
    if (value === undefined || value === null) continue
    if (typeof value === 'number' && !(Number.isFinite(value) && value > 0))
      throw new TypeError(`react-ciba: ${key} must be a positive number, got ${value}`)
    Object.assign(settings, { [key]: value })
  }
  return settings
}
