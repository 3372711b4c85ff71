import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src/http/backoff.js'

describe('the back-off', () => {
  it('doubles from the base to the cap', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((n) =>
      backoffMs(n, { baseMs: 1_000, capMs: 10_000, random: () => 0 }),
    )
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  })

  it('is never below the steady wait and never more than a quarter above it, nor above the cap by more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 600_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, baseMs, capMs, random) => {
          const steady = Math.min(capMs, baseMs * 2 ** (failures - 1))
          const wait = backoffMs(failures, { baseMs, capMs, random: () => random })
          expect(wait).toBeGreaterThanOrEqual(Math.floor(steady))
          expect(wait).toBeLessThanOrEqual(Math.ceil(steady * 1.25))
        },
      ),
    )
  })

  it('is never shorter than what the server asks for, and spread as much where that is longer', () => {
    const wait = (askedMs: number, random: number) =>
      backoffMs(2, { baseMs: 1_000, capMs: 10_000, random: () => random }, askedMs)
    expect([wait(-5_000, 0), wait(1_999, 0), wait(20_000.2, 0)]).toEqual([2_000, 2_000, 20_001])
    expect(wait(20_000, 0.5)).toBe(20_250)
  })

  it('differs between clients, so that they do not all come back at once', () => {
    const waits = Array.from({ length: 50 }, () => backoffMs(3, { baseMs: 1_000, capMs: 60_000 }))
    expect(new Set(waits).size).toBeGreaterThan(10)
  })
})
