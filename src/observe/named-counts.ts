import { type CountRing, createCountRing } from './count-ring.js'
import type { CountedName } from './counted-name.js'

/** Counts by name of which at most so many are told apart: names come from servers. */
export interface NamedCounts {
  /** All of them, also those without a place of their own. */
  readonly all: CountRing
  /** Counts one, and says under which name: null where there was no room for another. */
  add(given: string, bucket: number): string | null
  /** Makes room for a bucket that begins. Names of which nothing is left give up their places. */
  clear(bucket: number): void
  /** By the name as it was given. */
  get(given: string): CountRing | undefined
  entries(): Iterable<[string, CountRing]>
}

/** @param isKept A name that always has a place. */
export function createNamedCounts(
  most: number,
  nameOf: CountedName,
  isKept: (name: string) => boolean = () => false,
): NamedCounts {
  const all = createCountRing()
  const byName = new Map<string, CountRing>()
  let places = most

  /** One that is known was clean already. */
  const known = (given: string) => (byName.has(given) ? given : nameOf(given))

  function ringOf(name: string): CountRing | null {
    const counted = byName.get(name)
    if (counted !== undefined) return counted
    if (!isKept(name)) {
      if (places <= 0) return null
      places -= 1
    }
    const ring = createCountRing()
    byName.set(name, ring)
    return ring
  }

  return {
    all,
    add(given, bucket) {
      all.add(bucket)
      const name = known(given)
      const ring = ringOf(name)
      ring?.add(bucket)
      return ring === null ? null : name
    },
    clear(bucket) {
      all.clear(bucket)
      for (const [name, ring] of byName) {
        ring.clear(bucket)
        if (ring.inHour > 0) continue
        byName.delete(name)
        if (!isKept(name)) places += 1
      }
    },
    get: (given) => byName.get(known(given)),
    entries: () => byName.entries(),
  }
}
