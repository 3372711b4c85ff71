/** What can be set from outside; see `readSettings` for names and defaults. */
export interface DemoSettings {
  /** 0 takes any free port. */
  port: number
  /** How long the page waits before it offers "Keep waiting". */
  waitMs: number
  /** How long codes are refused after too many wrong ones. */
  coolDownMs: number
  /** How soon "Send again" is possible. */
  resendMs: number
  /** Lifetime of one sign-in request, in seconds. */
  expiresInS: number
  /** Seconds between polls, as the provider asks for. */
  intervalS: number
  /** `off`: nothing answers where the provider should be, to see what people see when it is down. */
  provider: 'on' | 'off'
}

/** A setting that cannot be used; the message names it, its value and what would do. */
export class SettingError extends Error {
  override name = 'SettingError'
}

type Env = Record<string, string | undefined>

/** @throws SettingError */
export function readSettings(env: Env = process.env): DemoSettings {
  return {
    port: wholeNumber(env, 'PORT', 4400, 0, 65_535),
    waitMs: wholeNumber(env, 'DEMO_WAIT_MS', 60_000, 100, 3_600_000),
    coolDownMs: wholeNumber(env, 'DEMO_COOL_DOWN_MS', 30_000, 0, 3_600_000),
    resendMs: wholeNumber(env, 'DEMO_RESEND_MS', 30_000, 0, 3_600_000),
    expiresInS: wholeNumber(env, 'DEMO_EXPIRES_IN_S', 300, 1, 3600),
    intervalS: wholeNumber(env, 'DEMO_INTERVAL_S', 2, 1, 60),
    provider: onOrOff(env, 'DEMO_PROVIDER', 'on'),
  }
}

function wholeNumber(env: Env, name: string, otherwise: number, least: number, most: number): number {
  const text = env[name]?.trim()
  if (!text) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new SettingError(
    `${name}=${text} cannot be used: it must be a whole number from ${least} to ${most}.`,
  )
}

function onOrOff(env: Env, name: string, otherwise: 'on' | 'off'): 'on' | 'off' {
  const text = env[name]?.trim()
  if (!text) return otherwise
  if (text === 'on' || text === 'off') return text
  throw new SettingError(`${name}=${text} cannot be used: it must be "on" or "off".`)
}
