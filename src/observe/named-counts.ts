import { type CountRing, createCountRing } from './count-ring.js'
import type { CountedName } from './counted-name.js'

/** Counts by name of which at most so many are told apart. */
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

/** Counts of which the first names are told apart, for as long as they recur. */
export function createNamedCounts(most: number, nameOf: CountedName): NamedCounts {
  const all = createCountRing()
  const byName = new Map<string, CountRing>()

  return {
    all,
    add(given, bucket) {
      all.add(bucket)
      const name = nameOf(given)
      const ring = byName.get(name) ?? (byName.size < most ? createCountRing() : null)
      if (ring === null) return null
      byName.set(name, ring)
      ring.add(bucket)
      return name
    },
    clear(bucket) {
      all.clear(bucket)
      for (const [name, ring] of byName) {
        ring.clear(bucket)
        if (ring.inHour === 0) byName.delete(name)
      }
    },
    get: (given) => byName.get(nameOf(given)),
    entries: () => byName.entries(),
  }
}
