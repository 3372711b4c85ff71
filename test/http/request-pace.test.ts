import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRequestPace, type Place } from '../../src/http/request-pace.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { FORMS, type Call, type Limits, play } from './fixed-window-server.js'

const DAY_MS = 86_400_000

function setUp() {
  const clock = createMovedClock()
  const pace = createRequestPace(clock)
  const unanswered: { at: number; place: Place }[] = []
  /** The answer to the call that went first; to one of long ago, which has no place any more, where none is on its way. */
  const hear = (headers: Record<string, string> | Headers) => {
    const first = unanswered.findIndex(({ at }) => at <= (clock.monotonic?.() ?? 0))
    const [answered] = first < 0 ? [] : unanswered.splice(first, 1)
    const place = answered?.place ?? pace.take(-1)
    place.heard(new Headers(headers))
  }
  const hearX = (limit: number | string, remaining: number | string, reset: number | string) =>
    hear({
      'x-ratelimit-limit': `${limit}`,
      'x-ratelimit-remaining': `${remaining}`,
      'x-ratelimit-reset': `${reset}`,
    })
  const take = (times: number) =>
    Array.from({ length: times }, () => {
      const place = pace.take()
      unanswered.push({ at: (clock.monotonic?.() ?? 0) + place.waitMs, place })
      return place.waitMs
    })
  return { clock, pace, hear, hearX, take }
}

describe('the pace of requests', () => {
  it('makes nothing wait before a limit is known, nor while plenty is left', () => {
    const { hearX, take } = setUp()
    expect(take(20)).toEqual(Array(20).fill(0))
    const known = setUp()
    known.hearX(100, 90, 60)
    expect(known.take(80)).toEqual(Array(80).fill(0))
    hearX(100, 79, 60)
    expect(take(1)).toEqual([0])
  })

  it('spreads the last tenth over the time until the reset, and makes the rest wait for it', () => {
    const { hearX, take } = setUp()
    hearX(50, 5, 30)
    expect(take(7)).toEqual([0, 6_000, 12_000, 18_000, 24_000, 30_000, 30_000])
  })

  it('does so at once when a few are sent after the last answer', () => {
    const { hearX, take } = setUp()
    hearX(20, 4, 30)
    expect(take(5)).toEqual([0, 0, 0, 15_000, 30_000])
  })

  it('takes off what is on its way when the answer to an earlier call comes', () => {
    const { hearX, take } = setUp()
    take(6)
    hearX(10, 6, 30)
    // Five are on their way: one is left.
    expect(take(2)).toEqual([0, 30_000])
    const overtaken = setUp()
    overtaken.take(3)
    overtaken.hearX(10, 2, 30)
    overtaken.hearX(10, 9, 30)
    expect(overtaken.take(1)).toEqual([30_000])
  })

  it('gives back no place for an answer to a call that has not gone yet', () => {
    const { hearX, hear, take } = setUp()
    hearX(2, 0, 30)
    expect(take(2)).toEqual([30_000, 30_000])
    hear({})
    expect(take(1)).toEqual([62_000])
  })

  it('has the places of calls that were not sent for others, each once', () => {
    const { pace, hearX, take } = setUp()
    hearX(50, 5, 30)
    const places = Array.from({ length: 5 }, () => pace.take())
    const [, second] = places
    second?.giveBack()
    second?.giveBack()
    expect(take(2)).toEqual([6_000, 30_000])
    const all = setUp()
    all.hearX(50, 5, 30)
    for (const place of Array.from({ length: 5 }, () => all.pace.take())) place.giveBack()
    expect(all.take(6)).toEqual([0, 6_000, 12_000, 18_000, 24_000, 30_000])
  })

  it('takes no place for a call that would wait too long, and says how long', () => {
    const { pace, hearX, take } = setUp()
    hearX(2, 0, 30)
    expect(Array.from({ length: 9 }, () => pace.take(29_999).waitMs)).toEqual(Array(9).fill(30_000))
    expect(take(3)).toEqual([30_000, 30_000, 62_000])
  })

  it('counts a call whose answer is lost in its own window, and in no other', async () => {
    const { clock, pace, hearX, take } = setUp()
    hearX(2, 2, 30)
    for (const place of [pace.take(), pace.take()]) place.lost()
    expect(take(1)).toEqual([30_000])
    await clock.advance(30_000)
    hearX(2, 1, 30)
    expect(take(2)).toEqual([0, 30_000])
  })

  it('makes those wait for a later reset that are more than a window takes', () => {
    const { hear, take } = setUp()
    hear({ ratelimit: '"a";r=0;t=4', 'ratelimit-policy': '"a";q=2;w=10' })
    expect(take(5)).toEqual([4_000, 4_000, 16_000, 16_000, 28_000])
  })

  it('forgets after the reset, but for calls that are on their way', async () => {
    const { clock, hearX, take } = setUp()
    hearX(3, 0, 30)
    await clock.advance(30_000)
    expect(take(10)).toEqual(Array(10).fill(0))

    const busy = setUp()
    busy.hearX(3, 0, 30)
    busy.take(2)
    await busy.clock.advance(30_000)
    expect(busy.take(2)).toEqual([0, 32_000])
  })

  it('waits for no call that is not answered within a minute', async () => {
    const { clock, hearX, take } = setUp()
    take(9)
    await clock.advance(60_000)
    hearX(100, 12, 30)
    expect(take(2)).toEqual([0, 0])
  })

  it.each([
    ['seconds', { 'x-ratelimit-reset': '30' }],
    ['epoch seconds', { 'x-ratelimit-reset': `${Date.UTC(2026, 0, 15, 10, 30, 30) / 1000}` }],
    ['epoch ms', { 'x-ratelimit-reset': `${Date.UTC(2026, 0, 15, 10, 30, 30)}` }],
    ['a date', { 'x-ratelimit-reset': 'Thu, 15 Jan 2026 10:30:30 GMT' }],
    [
      "epoch seconds of a server's clock that is an hour ahead",
      {
        'x-ratelimit-reset': `${Date.UTC(2026, 0, 15, 11, 30, 30) / 1000}`,
        date: 'Thu, 15 Jan 2026 11:30:00 GMT',
      },
    ],
    ['several', { 'x-ratelimit-limit': '50, 50;window=60', 'x-ratelimit-reset': '30, 900' }],
    ['how long from now', { 'x-ratelimit-reset': '1768473090.5', 'x-ratelimit-reset-after': '30' }],
  ])('reads X-RateLimit-Reset: %s', (_, headers) => {
    const { hear, take } = setUp()
    hear({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0', ...headers })
    expect(take(1)).toEqual([30_000])
  })

  it.each<[Record<string, string>]>([
    [{ ratelimit: '"default";r=0;t=30' }],
    [{ ratelimit: 'default; r=0; t=30' }],
    [{ ratelimit: '"burst";r=3;t=5, "day";r=0;t=30;pk=:cHJvamVjdA==:' }],
    [{ ratelimit: '"default";r=0', 'ratelimit-policy': '"default";q=10;w=30' }],
    [{ ratelimit: '"default";r=0;t=4000', 'ratelimit-policy': '"day";q=9;w=9, "default";q=10;w=30' }],
    [{ ratelimit: 'limit=100, remaining=0, reset=30' }],
    [{ ratelimit: 'limit=100, remaining=0, reset=40', 'ratelimit-policy': '100;w=30' }],
    [{ 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }],
  ])('reads %o', (headers) => {
    const { hear, take } = setUp()
    hear(headers)
    expect(take(1)).toEqual([30_000])
  })

  it('keeps to each of several limits', () => {
    const { hear, take } = setUp()
    hear({
      ratelimit: '"burst";r=1;t=2, "hour";r=2;t=600',
      'ratelimit-policy': '"burst";q=1;w=2, "hour";q=20;w=3600',
    })
    expect(take(3)).toEqual([0, 300_000, 600_000])
  })

  it.each([
    [100, 0, -5],
    [100, 0, 0],
    [100, 0, 'soon'],
    [100, 0, 'NaN'],
    [100, -1, 60],
    [100, 'none', 60],
    [100, '', 60],
    [100, 0, Date.UTC(2020, 0) / 1000],
  ])('ignores nonsense: limit %s, remaining %s, reset %s', (limit, remaining, reset) => {
    const { hearX, take } = setUp()
    hearX(limit, remaining, reset)
    expect(take(2)).toEqual([0, 0])
  })

  it('waits a day at most, whatever it is told', () => {
    for (const reset of [900_000_000, 99_999_999_999, Date.UTC(2200, 0)]) {
      const { hearX, take } = setUp()
      hearX(0, 0, reset)
      expect(take(3)).toEqual([DAY_MS, DAY_MS, DAY_MS])
    }
    const { hear, take } = setUp()
    hear({ ratelimit: '"a";r=0;t=86400', 'ratelimit-policy': '"a";q=1;w=999999999' })
    expect(Math.max(...take(3))).toBe(DAY_MS)
  })

  it('holds everything back until a time that a 429 named, a day at most', async () => {
    const { clock, pace, take } = setUp()
    pace.holdUntil(clock.now() + 5_000)
    pace.holdUntil(clock.now() + 2_000)
    pace.holdUntil(Number.NaN)
    expect(take(2)).toEqual([5_000, 5_000])
    await clock.advance(5_000)
    expect(take(1)).toEqual([0])
    pace.holdUntil(Number.POSITIVE_INFINITY)
    expect(take(1)).toEqual([DAY_MS])
  })

  it('waits no longer when somebody sets the clock', () => {
    const { clock, pace, hearX, take } = setUp()
    hearX(10, 0, 30)
    clock.setWall(clock.now() - 3_600_000)
    expect(take(1)).toEqual([30_000])
    pace.holdUntil(clock.now() + 40_000)
    clock.setWall(clock.now() + 7_200_000)
    expect(take(1)).toEqual([40_000])
  })

  it('never throws, and waits a whole number of ms up to a day, for any headers at any time', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.constantFrom('"a";r=0;t=5', 'limit=1, remaining=0, reset=9', '"a";q=1;w=2, 5;w=6', '0', '3'),
    )
    const names = [
      'date',
      'ratelimit',
      'ratelimit-policy',
      ...['limit', 'remaining', 'reset'].flatMap((name) => [`ratelimit-${name}`, `x-ratelimit-${name}`]),
    ]
    const headers = fc.dictionary(fc.constantFrom(...names), value)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(headers, fc.integer({ min: 0, max: 100_000 }), fc.nat(4)), { maxLength: 10 }),
        (answers) => {
          const { clock, hear, take } = setUp()
          for (const [said, ms, takes] of answers) {
            const legal = new Headers()
            for (const [name, text] of Object.entries(said))
              legal.set(name, text.replace(/[^\x20-\x7e]/g, ''))
            hear(legal)
            for (const waitMs of take(takes + 1)) {
              expect(Number.isInteger(waitMs) && waitMs >= 0 && waitMs <= DAY_MS).toBe(true)
            }
            clock.sleep(ms)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

const limits = (form: fc.Arbitrary<Limits['form']> = fc.constantFrom(...FORMS)) =>
  fc.record<Limits>({
    limit: fc.integer({ min: 1, max: 40 }),
    windowMs: fc.integer({ min: 5, max: 60 }).map((seconds) => seconds * 1000),
    fromFirstCall: fc.boolean(),
    form,
    aheadMs: fc.integer({ min: -DAY_MS, max: DAY_MS }),
  })

/** Calls in bursts and pauses; callers give some of them up. */
const calls = (clients: number, givenUp?: 'waiting' | 'always') =>
  fc
    .array(
      fc.record({
        gapMs: fc.oneof(
          { weight: 5, arbitrary: fc.nat(50) },
          { weight: 3, arbitrary: fc.nat(2_000) },
          { weight: 1, arbitrary: fc.nat(30_000) },
        ),
        client: fc.nat(clients - 1),
        upMs: fc.nat(900),
        downMs: fc.nat(900),
        ...(givenUp && {
          givesUp: fc.option(fc.record({ afterMs: fc.nat(8_000), when: fc.constant(givenUp) }), {
            nil: undefined,
          }),
        }),
      }),
      { minLength: 40, maxLength: 200, size: 'max' },
    )
    .map((gaps): Call[] => {
      let at = 0
      return gaps.map(({ gapMs, ...call }) => ({ ...call, at: (at += gapMs) }))
    })

describe('against a server that counts in fixed windows', () => {
  it('one client whose calls and answers keep their order meets no 429', () => {
    let unpaced = 0
    fc.assert(
      fc.property(limits(), calls(1), (limits, calls) => {
        const run = { limits, calls, inOrder: true, mostUnanswered: limits.limit }
        const paced = play({ ...run, paced: true })
        expect(paced.refused).toBe(0)
        // Nor does it wait for more than a reset, said late by a second and the way back.
        expect(paced.longestMs).toBeLessThanOrEqual(limits.windowMs + 3_000)
        unpaced += play({ ...run, paced: false }).refused
      }),
      { numRuns: 200 },
    )
    expect(unpaced).toBeGreaterThan(1_000)
  })

  it('nor where calls are refused that would wait too long, or given up while they wait; neither takes a place', () => {
    const seen = { heldBack: 0, givenUp: 0 }
    fc.assert(
      fc.property(limits(), calls(1, 'waiting'), fc.nat(10_000), (limits, calls, longestWaitMs) => {
        const run = { limits, calls, inOrder: true, mostUnanswered: limits.limit, paced: true, longestWaitMs }
        const { refused, heldBack, heldBackMs, givenUp, waitAfter } = play(run)
        expect(refused).toBe(0)
        // However many were refused before: those that wait, and one window more.
        expect(heldBackMs).toBeLessThanOrEqual(longestWaitMs + limits.windowMs + 5_000)
        expect(waitAfter(limits.windowMs + 3_000)).toEqual([0])
        seen.heldBack += heldBack
        seen.givenUp += givenUp
      }),
      { numRuns: 200 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(200)
  })

  it('clients that give calls up at any time, far more than the limit, all go again a window later', () => {
    const seen = { heldBack: 0, givenUp: 0, refused: 0 }
    fc.assert(
      fc.property(limits(), calls(3, 'always'), (limits, calls) => {
        const mostUnanswered = Number.POSITIVE_INFINITY
        const run = { limits, calls, inOrder: false, mostUnanswered, paced: true, longestWaitMs: 10_000 }
        const { heldBack, heldBackMs, givenUp, refused, waitAfter } = play(run)
        expect(heldBackMs).toBeLessThanOrEqual(10_000 + limits.windowMs + 5_000)
        expect(waitAfter(limits.windowMs + 3_000).every((waitMs) => waitMs === 0)).toBe(true)
        seen.heldBack += heldBack
        seen.givenUp += givenUp
        seen.refused += refused
      }),
      { numRuns: 100 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(200)
  })

  it.each([
    ['one client, answers in any order and no limit to what waits', 1, Number.POSITIVE_INFINITY, 4],
    ['three clients that do not know of each other, six calls at a time', 3, 6, 2],
  ])('%s: 429s get fewer', (_, clients, mostUnanswered, times) => {
    const seen = { sent: 0, paced: 0, unpaced: 0 }
    fc.assert(
      fc.property(limits(), calls(clients), (limits, calls) => {
        const run = { limits, calls, inOrder: false, mostUnanswered }
        const paced = play({ ...run, paced: true })
        seen.sent += paced.sent
        seen.paced += paced.refused
        seen.unpaced += play({ ...run, paced: false }).refused
      }),
      { numRuns: 100 },
    )
    expect(seen.sent).toBeGreaterThan(5_000)
    expect(seen.paced).toBeLessThan(seen.unpaced / times)
  })
})
