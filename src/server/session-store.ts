import { type Clock, systemClock } from '../http/clock.js'

/**
 * Where the back end keeps flows, sessions and TOTP counters: the shape of Keyv, so any Keyv instance fits.
 * Values are plain JSON. Keys are SHA-256 hashes of ids, so what is stored does not hand out cookies; a session's
 * value holds its tokens, so protect the store as you would protect tokens.
 */
export interface SessionStore {
  /** The value, or `undefined` where there is none or its time is over. */
  get(key: string): Promise<unknown>
  /** `ttlMs`: milliseconds until the value may be forgotten. */
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>
  delete(key: string): Promise<unknown>
}

const SWEEP_EVERY_MS = 60_000

interface Entry {
  value: unknown
  until: number
}

/**
 * A store in this process's memory: for one process, and empty after a restart. Past `maxEntries` (10 000 by default)
 * the entry that was written longest ago goes.
 */
export function memoryStore(options: { clock?: Clock; maxEntries?: number } = {}): SessionStore {
  const { clock = systemClock, maxEntries = 10_000 } = options
  const entries = new Map<string, Entry>()
  let sweptAt = clock.now()

  const sweep = (now: number) => {
    sweptAt = now
    for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
  }

  return {
    async get(key) {
      const entry = entries.get(key)
      return entry !== undefined && entry.until > clock.now() ? entry.value : undefined
    },
    async set(key, value, ttlMs) {
      const now = clock.now()
      if (now - sweptAt >= SWEEP_EVERY_MS) sweep(now)
      // Deleting first moves the key to the end of the map, so the first key is always the oldest.
      entries.delete(key)
      entries.set(key, { value, until: now + ttlMs })
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break
        entries.delete(oldest)
      }
    },
    async delete(key) {
      entries.delete(key)
    },
  }
}
