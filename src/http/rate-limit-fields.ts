import { LONGEST_WAIT_MS, timeReader } from '../errors/retry-at.js'
import { countOf } from '../errors/wire.js'

/** What an answer says of one limit. */
export interface RateLimit {
  /** The policy's name, or the family of the fields. */
  name: string
  /** Calls per window. */
  limit: number | undefined
  /** Calls that are left until the reset. */
  remaining: number
  /** From now, in ms: more than nothing, at most a day. */
  resetInMs: number
  /** Length of the window, in ms. */
  windowMs: number | undefined
}

interface Policy {
  name: string
  limit: number | undefined
  windowMs: number | undefined
}

const LONGEST_FIELD = 1_000

/** `"burst";r=50;t=30, "daily";r=900;t=3600` as names with their parameters. */
function itemsOf(field: string): { name: string; of(parameter: string): string | undefined }[] {
  return [...field.matchAll(/("[^"]*"|[\w*.-]+)((?:\s*;\s*\w+\s*=[^,;]*)+)/g)].map(([, name, rest]) => ({
    name: (name ?? '').replaceAll('"', ''),
    of: (parameter) => new RegExp(`;\\s*${parameter}\\s*=\\s*([\\d.]+)`).exec(rest ?? '')?.[1],
  }))
}

const secondsOf = (text: string | undefined) => {
  const seconds = countOf(text)
  return seconds ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined
}

/** `"burst";q=100;w=60`, or `100;w=60` as older drafts have it. */
const policiesOf = (field: string): Policy[] =>
  itemsOf(field).map(({ name, of }) => ({
    name,
    limit: countOf(of('q') ?? name) || undefined,
    windowMs: secondsOf(of('w')),
  }))

/**
 * The limits that an answer names: `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, also its older
 * `limit=100, remaining=50, reset=30` and `RateLimit-Remaining`), `X-RateLimit-Limit`, `-Remaining`, `-Reset`. What makes
 * no sense, or is over already, is left out.
 *
 * @param now Epoch ms.
 */
export function readRateLimits(headers: Headers, now: number): RateLimit[] {
  const field = (name: string) => (headers.get(name) ?? '').slice(0, LONGEST_FIELD)
  const time = timeReader(field('date'), now)
  const policies = policiesOf(field('ratelimit-policy'))
  const found: RateLimit[] = []

  const add = (name: string, limit: number | undefined, left?: string, reset?: string) => {
    const policy = policies.find((one) => one.name === name || (limit && one.limit === limit))
    const windowMs = policy?.windowMs
    const remaining = countOf(left)
    const at = reset === undefined ? undefined : time(reset)
    const saidMs = at === undefined ? windowMs : at - now
    if (remaining === undefined || saidMs === undefined || !(saidMs > 0)) return
    // No reset is further away than its window is long: bounds what a clock that is wrong does.
    const resetInMs = Math.min(saidMs, windowMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS)
    found.push({ name, limit: limit || policy?.limit, remaining, resetInMs, windowMs })
  }

  const current = field('ratelimit')
  for (const { name, of } of itemsOf(current)) add(name, undefined, of('r'), of('t'))
  const older = Object.fromEntries(
    [...current.matchAll(/\b(limit|remaining|reset)\s*=\s*([\d.]+)/g)].map(([, key, value]) => [key, value]),
  ) as { limit?: string; remaining?: string; reset?: string }
  add('ratelimit', countOf(older.limit), older.remaining, older.reset)

  for (const family of ['ratelimit', 'x-ratelimit']) {
    // `100, 100;window=60`: the number that counts is the first.
    const first = (name: string) => /^\s*([\d.]+)\s*(?:[,;]|$)/.exec(field(`${family}-${name}`))?.[1]
    const reset = first('reset-after') ?? first('reset') ?? field(`${family}-reset`)
    add(family, countOf(first('limit')), first('remaining'), reset)
  }
  return found
}
