export interface BackoffOptions {
  /** Delay after the first failure, in ms. */
  baseMs: number
  /** Longest delay before the random part, in ms. */
  capMs: number
  /** 0 (inclusive) to 1 (exclusive); `Math.random` by default. */
  random?: () => number
}

/** How long to wait after the n-th failure in a row (n from 1): base · 2ⁿ⁻¹, capped, plus up to 25 % random. In ms. */
export function backoffMs(failures: number, { baseMs, capMs, random = Math.random }: BackoffOptions): number {
  const steady = Math.min(capMs, baseMs * 2 ** Math.max(0, failures - 1))
  return Math.round(steady * (1 + 0.25 * random()))
}
