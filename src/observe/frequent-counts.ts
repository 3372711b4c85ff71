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

/** Says yes once in so many times on average; the same in every run. */
function createChance() {
  let state = 0
  return (times: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state / 2 ** 32) * times < 1
  }
}

/**
 * Counts of which the frequent names are told apart. Where all places are taken, a name that comes may take that of the
 * rarest: once in so many times as the rarest was counted, and one (the randomized admission policy of Ben Basat and others,
 * 2017). So one that comes often soon has a place, and any number of names that come once drive out nobody but each other.
 * What is told of a name is what came since it has had its place.
 * @param isKept A name that always has a place, which nobody takes.
 */
export function createFrequentCounts(
  most: number,
  nameOf: CountedName,
  isKept: (name: string) => boolean = () => false,
): NamedCounts {
  const all = createCountRing()
  const byName = new Map<string, CountRing>()
  const chance = createChance()
  /** Names come and go: a ring for each would be many. */
  const spare: CountRing[] = []
  let places = most

  /** One that is known was clean already. */
  const known = (given: string) => (byName.has(given) ? given : nameOf(given))

  /** Of equals the one that has been there longest. */
  function rarest() {
    let found: { name: string; count: number } | undefined
    for (const [name, { inHour: count }] of byName)
      if (!isKept(name) && count < (found?.count ?? Infinity)) found = { name, count }
    return found
  }
  function forget(name: string) {
    const ring = byName.get(name)
    if (ring) spare.push(ring)
    ring?.reset()
    byName.delete(name)
    if (!isKept(name)) places += 1
  }
  function hasPlace(name: string): boolean {
    if (isKept(name)) return true
    const least = places > 0 ? undefined : rarest()
    if (least && chance(least.count + 1)) forget(least.name)
    if (places <= 0) return false
    places -= 1
    return true
  }

  return {
    all,
    add(given, bucket) {
      all.add(bucket)
      const name = known(given)
      const ring = byName.get(name) ?? (hasPlace(name) ? (spare.pop() ?? createCountRing()) : null)
      if (ring === null) return null
      byName.set(name, ring)
      ring.add(bucket)
      return name
    },
    clear(bucket) {
      all.clear(bucket)
      for (const [name, ring] of byName) {
        ring.clear(bucket)
        if (ring.inHour === 0) forget(name)
      }
    },
    get: (given) => byName.get(known(given)),
    entries: () => byName.entries(),
  }
}
