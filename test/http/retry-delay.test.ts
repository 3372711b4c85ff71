import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.js'
import { normalizeError } from '../../src/errors/normalize.js'
import { retryDelayMs } from '../../src/http/retry-delay.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)
const DAY_MS = 86_400_000
const steadily = () => 0

const failure = (status: number, headers: Record<string, string> = {}) =>
  normalizeError({ status, headers, body: {} }, { now: NOW })

describe('the wait before a repeat', () => {
  it('doubles from a second to half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 60].map((n) => retryDelayMs(failure(503), n, NOW, steadily))
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('is up to a quarter of the back-off longer, also after a time that many were told', () => {
    const waits = [{}, { 'retry-after': '90' }].map((headers) =>
      retryDelayMs(failure(503, headers), 3, NOW, () => 0.999_999),
    )
    expect(waits).toEqual([5_000, 91_000])
    expect(
      new Set(Array.from({ length: 50 }, () => retryDelayMs(failure(503), 6, NOW))).size,
    ).toBeGreaterThan(10)
  })

  it('is never shorter than the server asked, counted from when it is asked about', () => {
    const error = failure(503, { 'retry-after': '20' })
    expect(retryDelayMs(error, 1, NOW, steadily)).toBe(20_000)
    expect(retryDelayMs(error, 1, NOW + 12_000, steadily)).toBe(8_000)
    expect(retryDelayMs(error, 1, NOW + 60_000, steadily)).toBe(1_000)
    expect(retryDelayMs(error, 6, NOW, steadily)).toBe(30_000)
  })

  it('is a minute after a 429 that names no time, whatever its code says', () => {
    expect(retryDelayMs(failure(429), 1, NOW, steadily)).toBe(60_000)
    const named = normalizeError({ status: 429, body: { error: 'temporarily_unavailable' } }, { now: NOW })
    expect(retryDelayMs(named, 1, NOW, steadily)).toBe(60_000)
    expect(
      retryDelayMs(new AuthError({ ...named, kind: 'rate_limited', status: 200 }), 1, NOW, steadily),
    ).toBe(60_000)
    expect(retryDelayMs(failure(429, { 'retry-after': '2' }), 1, NOW, steadily)).toBe(2_000)
  })

  it.each([400, 401, 403, 404])('is none after a %i', (status) => {
    expect(retryDelayMs(failure(status), 1, NOW)).toBeNull()
  })

  it('is finite and at most a day where an error was made by hand, or the clock was set back', () => {
    for (const retryAt of [Number.NaN, Number.POSITIVE_INFINITY, NOW + 30 * DAY_MS, -1]) {
      const error = new AuthError({ ...failure(503), retryAt })
      expect(retryDelayMs(error, 1, NOW, steadily)).toBe(retryAt > NOW ? DAY_MS : 1_000)
    }
  })
})

/** What a server asks for: its own time when it answers, and how long from then nothing may come. */
const asked = fc.record({
  /** The server's clock, to the millisecond; anything in seventy years. */
  serverNow: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2070, 0) }),
  waitMs: fc.oneof(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 0, max: 3 * DAY_MS })),
  form: fc.constantFrom('seconds', 'decimals', 'date'),
  status: fc.constantFrom(408, 429, 500, 502, 503, 504, 400, 401),
  /** How far this device's clock is from the server's. */
  skewMs: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
  /** The answer's way back, and how long after it somebody asks. */
  latencyMs: fc.integer({ min: 0, max: 5_000 }),
  laterMs: fc.integer({ min: 0, max: 120_000 }),
  repeats: fc.integer({ min: 1, max: 40 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

describe('over all that servers ask for, by any two clocks, the wait', () => {
  it('ends no sooner than asked and within a day and the back-off, and there is one wherever a retry is of use', () => {
    const seen = { retryable: 0, waits: 0 }
    fc.assert(
      fc.property(
        asked,
        ({ serverNow, waitMs, form, status, skewMs, latencyMs, laterMs, repeats, random }) => {
          // `Date` leaves the milliseconds out; a server names the next whole second.
          const until = new Date(Math.ceil((serverNow + waitMs) / 1000) * 1000)
          const retryAfter = {
            seconds: `${Math.ceil(waitMs / 1000)}`,
            decimals: (waitMs / 1000).toFixed(3),
            date: until.toUTCString(),
          }[form]
          const headers = { Date: new Date(serverNow).toUTCString(), 'Retry-After': retryAfter }
          const now = serverNow + skewMs + latencyMs
          const error = normalizeError({ status, headers, body: {} }, { now })
          const delay = retryDelayMs(error, repeats, now + laterMs, () => random)
          expect(delay === null).toBe(!error.retryable)
          if (delay === null) return
          const backoff = Math.min(30_000, 1_000 * 2 ** (repeats - 1))
          const sentAt = serverNow + latencyMs + laterMs + delay
          const allowedAt = serverNow + Math.min(waitMs, DAY_MS)
          expect(sentAt).toBeGreaterThanOrEqual(allowedAt)
          // A day is the most that is believed.
          expect(delay).toBeLessThanOrEqual(DAY_MS + Math.ceil(backoff * 1.25))
          expect(delay).toBeGreaterThanOrEqual(backoff)
          // Nor does it wait for long without need: rounding twice, and the way back.
          const needed = Math.max(allowedAt + 2_000 + latencyMs, serverNow + latencyMs + laterMs + backoff)
          expect(sentAt).toBeLessThanOrEqual(needed + Math.ceil(backoff * 0.25))
          seen.retryable += 1
          if (delay > backoff * 1.25) seen.waits += 1
        },
      ),
      { numRuns: 2_000 },
    )
    expect(seen.retryable).toBeGreaterThan(1_000)
    expect(seen.waits).toBeGreaterThan(500)
  })
})
