import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PollAnswer } from '../../src/ciba/contract.js'
import {
  afterAnswer,
  afterFailure,
  atOnce,
  firstSchedule,
  type PollOutcome,
  type PollSchedule,
} from '../../src/ciba/poll-policy.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'

const T0 = Date.UTC(2026, 0, 15, 10, 30)
const EXPIRES_AT = T0 + 300_000
const first = () => firstSchedule(T0, 5)

function scheduleOf(outcome: PollOutcome): PollSchedule {
  if (outcome.type !== 'again') throw new Error(`expected another poll, got ${outcome.type}`)
  return outcome.schedule
}
const down = (more = {}) => authError('server_error', { now: T0, ...more })

const schedule: fc.Arbitrary<PollSchedule> = fc
  .record({
    intervalMs: fc.integer({ min: 0, max: 60_000 }),
    sentAt: fc.integer({ min: T0, max: T0 + 100_000 }),
    failures: fc.nat(50),
    floor: fc.oneof(fc.constant(0), fc.integer({ min: T0, max: T0 + 200_000 })),
  })
  .map((given) => ({ ...given, dueAt: Math.max(given.sentAt + given.intervalMs, given.floor) }))
const answer: fc.Arbitrary<PollAnswer> = fc
  .record(
    {
      type: fc.constantFrom('pending' as const, 'slow_down' as const),
      interval: fc.integer({ min: 0, max: 120 }),
      retryAt: fc.integer({ min: T0, max: T0 + 400_000 }),
    },
    { requiredKeys: ['type'] },
  )
  .map((given) => given)
const elapsed = fc.integer({ min: 0, max: 100_000 })

describe('the first poll', () => {
  it('comes one interval after the push was sent', () => {
    expect(first()).toMatchObject({ intervalMs: 5_000, dueAt: T0 + 5_000 })
    expect(firstSchedule(T0, 0).dueAt).toBe(T0)
  })

  it.each([undefined, -1, Number.NaN])('keeps to 5 seconds where the interval is %s', (interval) => {
    expect(firstSchedule(T0, interval).dueAt).toBe(T0 + 5_000)
  })
})

describe('after an answer', () => {
  it('the next poll never comes sooner than the interval, nor before the server allows it', () => {
    fc.assert(
      fc.property(answer, schedule, elapsed, (given, before, ms) => {
        const now = before.sentAt + ms
        const next = scheduleOf(afterAnswer(given, before, now, Number.MAX_SAFE_INTEGER))
        expect(next.dueAt).toBeGreaterThanOrEqual(now)
        expect(next.dueAt).toBeGreaterThanOrEqual(before.sentAt + next.intervalMs)
        if (given.type !== 'approved') expect(next.dueAt).toBeGreaterThanOrEqual(given.retryAt ?? 0)
      }),
    )
  })

  it('the interval never shrinks, and grows by 5 seconds at least with each slow_down', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 20 }), (answers) => {
        let current = first()
        for (const given of answers) {
          const next = scheduleOf(afterAnswer(given, current, current.dueAt, Number.MAX_SAFE_INTEGER))
          const least = current.intervalMs + (given.type === 'slow_down' ? 5_000 : 0)
          expect(next.intervalMs).toBeGreaterThanOrEqual(least)
          current = { ...next, sentAt: next.dueAt }
        }
        const slowed = answers.filter(({ type }) => type === 'slow_down').length
        expect(current.intervalMs).toBeGreaterThanOrEqual(5_000 + slowed * 5_000)
      }),
    )
  })

  it('what the server asked for is not doubled: the larger of its wait and ours counts', () => {
    const asked: PollAnswer = { type: 'slow_down', retryAt: T0 + 30_000 }
    expect(scheduleOf(afterAnswer(asked, first(), T0 + 5_000, EXPIRES_AT))).toMatchObject({
      intervalMs: 10_000,
      dueAt: T0 + 30_000,
    })
    expect(
      scheduleOf(afterAnswer({ type: 'slow_down', interval: 60 }, first(), T0 + 5_000, EXPIRES_AT))
        .intervalMs,
    ).toBe(60_000)
  })

  it('failures are forgotten', () => {
    const failed = { ...first(), failures: 4 }
    expect(scheduleOf(afterAnswer({ type: 'pending' }, failed, T0 + 5_000, EXPIRES_AT)).failures).toBe(0)
  })

  it('an approval counts, also when it comes past the expiry', () => {
    const approved: PollAnswer = { type: 'approved', approval: {} }
    expect(afterAnswer(approved, first(), EXPIRES_AT + 1, EXPIRES_AT)).toBe(approved)
  })

  it('pending past the expiry is expiry', () => {
    fc.assert(
      fc.property(answer, fc.nat(100_000), (given, late) => {
        const outcome = afterAnswer(given, first(), EXPIRES_AT + late, EXPIRES_AT)
        expect(outcome).toMatchObject({ type: 'ended', error: { kind: 'expired' } })
      }),
    )
  })
})

describe('after a failure', () => {
  it('that waiting may cure it goes on, with longer and longer waits that stay bounded', () => {
    const waits: number[] = []
    let current = first()
    for (let n = 0; n < 12; n++) {
      const next = scheduleOf(afterFailure(down(), current, current.dueAt, Number.MAX_SAFE_INTEGER, () => 0))
      waits.push(next.dueAt - current.sentAt)
      current = { ...next, sentAt: next.dueAt }
    }
    expect(waits.slice(0, 5)).toEqual([5_000, 5_000, 8_000, 16_000, 30_000])
    expect(new Set(waits.slice(5))).toEqual(new Set([30_000]))
  })

  it('never sooner than the interval or Retry-After, never later than needed', () => {
    fc.assert(
      fc.property(
        schedule,
        elapsed,
        fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (before, ms, retryAfterSeconds, random) => {
          const now = before.sentAt + ms
          const error = down({
            now,
            ...(retryAfterSeconds === undefined ? {} : { retryAt: now + retryAfterSeconds * 1000 }),
          })
          const next = scheduleOf(afterFailure(error, before, now, Number.MAX_SAFE_INTEGER, () => random))
          const floor = retryAfterSeconds === undefined ? 0 : now + retryAfterSeconds * 1000
          expect(next.dueAt).toBeGreaterThanOrEqual(Math.max(now, before.sentAt + before.intervalMs, floor))
          const longest = before.sentAt + Math.max(before.intervalMs, 37_500)
          expect(next.dueAt).toBeLessThanOrEqual(Math.max(now, longest, floor))
          expect(next.intervalMs).toBe(before.intervalMs)
          expect(next.failures).toBe(before.failures + 1)
        },
      ),
    )
  })

  it.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_client', 'misconfigured'],
    ['transaction_failed', 'process_failed'],
    ['invalid_request', 'invalid_request'],
  ])('%s ends the flow at once, with that error', (code, kind) => {
    const error = authError(code)
    expect(error.kind).toBe(kind)
    expect(afterFailure(error, first(), T0 + 5_000, EXPIRES_AT)).toEqual({ type: 'ended', error })
  })

  it('past the expiry, one that waiting may have cured ends as expired', () => {
    expect(afterFailure(down(), first(), EXPIRES_AT, EXPIRES_AT)).toMatchObject({
      type: 'ended',
      error: { kind: 'expired', code: 'expired_token' },
    })
  })

  it('an invalid_grant past the expiry is expiry, before it a failure', () => {
    const grant = (now: number) =>
      normalizeError(
        { status: 400, body: { error: 'invalid_grant' } },
        { phase: 'poll', now, deadlineAt: EXPIRES_AT },
      )
    expect(afterFailure(grant(EXPIRES_AT), first(), EXPIRES_AT, EXPIRES_AT)).toMatchObject({
      error: { kind: 'expired' },
    })
    expect(afterFailure(grant(EXPIRES_AT - 1), first(), EXPIRES_AT - 1, EXPIRES_AT)).toMatchObject({
      error: { kind: 'invalid_token' },
    })
  })

  it('a system that throws “pending” or “slow_down” is understood all the same', () => {
    expect(
      scheduleOf(afterFailure(authError('authorization_pending'), first(), T0 + 5_000, EXPIRES_AT)),
    ).toMatchObject({ failures: 0, intervalMs: 5_000 })
    expect(scheduleOf(afterFailure(authError('slow_down'), first(), T0 + 5_000, EXPIRES_AT)).intervalMs).toBe(
      10_000,
    )
  })
})

describe('somebody who came back', () => {
  it('is served at once, but never sooner than the interval and the server allow', () => {
    fc.assert(
      fc.property(schedule, elapsed, (before, ms) => {
        const now = before.sentAt + ms
        expect(atOnce(before, now).dueAt).toBe(Math.max(now, before.sentAt + before.intervalMs, before.floor))
      }),
    )
  })

  it('does not wait for our own back-off', () => {
    const failed = scheduleOf(afterFailure(down(), { ...first(), failures: 5 }, T0 + 5_000, EXPIRES_AT))
    expect(failed.dueAt).toBeGreaterThanOrEqual(T0 + 30_000)
    expect(atOnce(failed, T0 + 7_000).dueAt).toBe(T0 + 7_000)
  })

  it('does wait for what the server asked', () => {
    const asked = down({ retryAt: T0 + 47_000, now: T0 + 5_000 })
    const failed = scheduleOf(afterFailure(asked, first(), T0 + 5_000, EXPIRES_AT))
    expect(atOnce(failed, T0 + 7_000).dueAt).toBe(T0 + 47_000)
  })
})
