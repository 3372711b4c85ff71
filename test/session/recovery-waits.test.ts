import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { createRecovery, type RecoveryOptions } from '../../src/session/recovery.js'
import { createMovedClock, type MovedClock } from '../../src/testing/moved-clock.js'

const down = (now: number, retryAfterS?: number) =>
  normalizeError(
    { status: 503, headers: retryAfterS === undefined ? {} : { 'retry-after': `${retryAfterS}` } },
    { now },
  )

function setUp(given: Partial<RecoveryOptions> = {}) {
  const clock = createMovedClock()
  const events: AuthEvent[] = []
  const recovery = createRecovery({ clock, onEvent: (event) => void events.push(event), ...given })
  return { clock, recovery, events, startedAt: clock.now() }
}

/** How a promise ended and when, in ms since `from`. */
async function ended(promise: Promise<boolean>, clock: MovedClock, from: number) {
  const helped = await promise
  return { helped, atMs: clock.now() - from }
}

/** A caller that repeats its call as long as it is told to; each call takes so long and fails again. */
async function repeating(
  { recovery, clock }: Pick<ReturnType<typeof setUp>, 'recovery' | 'clock'>,
  { callMs = 100, most = 50, error = down }: { callMs?: number; most?: number; error?: typeof down } = {},
) {
  const waitsMs: number[] = []
  while (waitsMs.length < most) {
    const askedAt = clock.now()
    if (!(await recovery.recover(error(askedAt)))) break
    waitsMs.push(clock.now() - askedAt)
    await new Promise<void>((resolve) => void clock.setTimeout(resolve, callMs))
  }
  return waitsMs
}

const between = (leastMs: number) => expect.toSatisfy((ms: number) => ms >= leastMs && ms <= leastMs * 1.25)

describe('waits', () => {
  it('are each error’s own', async () => {
    const { clock, recovery, startedAt } = setUp()
    const all = [1, 8].map((s) => ended(recovery.recover(down(startedAt, s)), clock, startedAt))
    await clock.advance(10_000)
    const [short, long] = await Promise.all(all)
    expect(short).toEqual({ helped: true, atMs: between(1_000) })
    expect(long?.helped).toBe(true)
    expect(long?.atMs).toBeGreaterThanOrEqual(8_000)
    expect(long?.atMs).toBeLessThanOrEqual(8_250)
    expect(recovery.counts()).toEqual({ retry_later: { tries: 1, successes: 1 } })
  })

  it('last as long as their error’s server asks, and no caller who gives up ends another’s', async () => {
    const caller = fc.record({
      askedAtMs: fc.integer({ min: 0, max: 5_000 }),
      retryAfterS: fc.option(fc.integer({ min: 0, max: 25 }), { nil: undefined }),
      givesUpAfterMs: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(caller, { minLength: 1, maxLength: 6 }), async (callers) => {
        const { clock, recovery, startedAt } = setUp()
        const results = callers.map(async ({ askedAtMs, retryAfterS, givesUpAfterMs }) => {
          if (askedAtMs > 0) await new Promise<void>((go) => void clock.setTimeout(go, askedAtMs))
          const giveUp = new AbortController()
          if (givesUpAfterMs !== undefined) clock.setTimeout(() => giveUp.abort(), givesUpAfterMs)
          const error = down(clock.now(), retryAfterS)
          return ended(recovery.recover(error, { signal: giveUp.signal }), clock, startedAt)
        })
        await clock.advance(60_000)
        const seen = await Promise.all(results)
        seen.forEach(({ helped, atMs }, index) => {
          const { askedAtMs, retryAfterS = 0, givesUpAfterMs = Infinity } = callers[index]!
          const waitedMs = atMs - askedAtMs
          // 1 s, 2 s where somebody was told to try before, 4 s after that; and what its server asks.
          const shortestMs = Math.max(1_000, retryAfterS * 1_000)
          const longestMs = Math.max(4_000, retryAfterS * 1_000) + 1_000
          if (helped) {
            expect(waitedMs).toBeGreaterThanOrEqual(shortestMs)
            expect(waitedMs).toBeLessThanOrEqual(Math.min(longestMs, givesUpAfterMs))
          } else if (waitedMs > 0) expect(waitedMs).toBe(givesUpAfterMs)
          // Refused at once: after three rounds, or it gave up at once.
          else expect(givesUpAfterMs === 0 || callers.length > 3).toBe(true)
        })
        expect(clock.pending).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it('that their callers give up count as nothing', async () => {
    const { clock, recovery, events, startedAt } = setUp()
    for (let n = 0; n < 5; n++) {
      const giveUp = new AbortController()
      const waiting = recovery.recover(down(startedAt), { signal: giveUp.signal })
      giveUp.abort()
      expect(await waiting).toBe(false)
    }
    expect(recovery.counts()).toEqual({})
    expect(events).toEqual([])
    const wait = ended(recovery.recover(down(startedAt)), clock, startedAt)
    await clock.advance(2_000)
    expect(await wait).toEqual({ helped: true, atMs: between(1_000) })
    expect(recovery.counts()).toEqual({ retry_later: { tries: 1, successes: 1 } })
  })

  it('that are too long are no tries: a shorter one is waited for after them', async () => {
    const { clock, recovery, startedAt } = setUp()
    for (let n = 0; n < 5; n++) expect(await recovery.recover(down(startedAt, 90))).toBe(false)
    const wait = recovery.recover(down(startedAt, 2))
    await clock.advance(3_000)
    expect(await wait).toBe(true)
  })
})

describe('a failure that lasts', () => {
  it('is waited for 1, 2 and 4 s, and then no more for a minute', async () => {
    const set = setUp()
    const repeated = repeating(set)
    await set.clock.advance(20_000)
    expect(await repeated).toEqual([between(1_000), between(2_000), between(4_000)])
    expect(set.recovery.counts()).toEqual({ retry_later: { tries: 3, successes: 0 } })
    const refused = set.recovery.recover(down(set.clock.now()))
    expect(await refused).toBe(false)
  })

  it('is tried once a minute where it goes on being met', async () => {
    const { clock, recovery } = setUp()
    let tries = 0
    for (let s = 0; s < 600; s += 10) {
      void recovery.recover(down(clock.now())).then((helped) => (tries += helped ? 1 : 0))
      await clock.advance(10_000)
    }
    expect(tries).toBeGreaterThan(5)
    expect(tries).toBeLessThanOrEqual(3 + 10)
  })

  it('comes to its end for all who repeat at the same time, however they interleave', async () => {
    const calls = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(calls, async (callsMs) => {
        const set = setUp()
        const all = callsMs.map((callMs) => repeating(set, { callMs, most: 20 }))
        await set.clock.advance(600_000)
        for (const waitsMs of await Promise.all(all)) expect(waitsMs.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 30 },
    )
  })

  it('comes to its end where waits are longer than a minute', async () => {
    const set = setUp({ longestWaitMs: 120_000 })
    const error = (now: number) => down(now, 100)
    const first = repeating(set, { error })
    await set.clock.advance(70_000)
    const second = repeating(set, { error })
    await set.clock.advance(3_600_000)
    expect(await first).toHaveLength(3)
    // For the first it rested a minute, and that is over when the second comes back: one more.
    expect(await second).toHaveLength(4)
  })

  it('is new after a minute without it', async () => {
    const set = setUp()
    const first = repeating(set)
    await set.clock.advance(20_000)
    await first
    await set.clock.advance(60_000)
    const again = repeating(set, { most: 1 })
    await set.clock.advance(5_000)
    expect(await again).toEqual([between(1_000)])
    expect(set.recovery.counts()).toEqual({ retry_later: { tries: 4, successes: 1 } })
  })

  it('is followed as far as the app says', async () => {
    const set = setUp({ mostFailures: 4 })
    const repeated = repeating(set)
    await set.clock.advance(60_000)
    expect(await repeated).toHaveLength(4)
  })

  it('is none where a poll is pending: its server ends it', async () => {
    const set = setUp()
    const repeated = repeating(set, { most: 20, error: (now) => authError('authorization_pending', { now }) })
    await set.clock.advance(200_000)
    expect(await repeated).toEqual(Array(20).fill(5_000))
    expect(set.recovery.counts()).toEqual({ keep_waiting: { tries: 20, successes: 20 } })
  })
})
