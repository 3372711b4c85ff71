/** Time is counted in pieces of this length, in ms. */
export const BUCKET_MS = 10_000
/** An hour of them. */
export const BUCKETS = 360
export const BUCKETS_IN_MINUTE = 60_000 / BUCKET_MS

/** Counts of the last hour, one for each bucket. Buckets are numbered from the epoch on. */
export interface CountRing {
  /** Of the last hour. */
  readonly inHour: number
  add(bucket: number): void
  /** Makes room for a bucket that begins. */
  clear(bucket: number): void
  /** Forgets all. */
  reset(): void
  count(bucket: number): number
  /** Of so many buckets, `last` being the last of them. */
  sum(last: number, buckets: number): number
}

export function createCountRing(): CountRing {
  const counts = new Uint32Array(BUCKETS)
  let inHour = 0
  const count = (bucket: number) => counts[bucket % BUCKETS] ?? 0
  return {
    get inHour() {
      return inHour
    },
    add(bucket) {
      counts[bucket % BUCKETS] = count(bucket) + 1
      inHour += 1
    },
    clear(bucket) {
      inHour -= count(bucket)
      counts[bucket % BUCKETS] = 0
    },
    reset() {
      counts.fill(0)
      inHour = 0
    },
    count,
    sum(last, buckets) {
      if (inHour === 0) return 0
      let total = 0
      for (let bucket = last; bucket > last - buckets; bucket--) total += count(bucket)
      return total
    },
  }
}
