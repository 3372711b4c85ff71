export interface BackoffOptions {
  /** Delay after the first failure, in ms. */
  baseMs: number
  /** Longest delay before the random part, in ms. */
  capMs: number
  /** 0 (inclusive) to 1 (exclusive); `Math.random` by default. */
  random?: (() => number) | undefined
}

/**
 * How long to wait after the n-th failure in a row (n from 1), in ms: base · 2ⁿ⁻¹, capped, or what the server asked for
 * where that is longer; and up to 25 % of the former at random on top, so that not all who were told the same come at once.
 *
 * @param askedMs What the server asked for; 0 by default.
 */
export function backoffMs(
  failures: number,
  { baseMs, capMs, random = Math.random }: BackoffOptions,
  askedMs = 0,
): number {
  const steadyMs = Math.min(capMs, baseMs * 2 ** Math.max(0, failures - 1))
  return Math.max(steadyMs, Math.ceil(askedMs)) + Math.round(0.25 * steadyMs * random())
}
