import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CircuitBreakerOptions,
  type CircuitPass,
  type CircuitState,
  createCircuitBreaker,
} from '../../src/http/circuit-breaker.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

type Outcome = keyof CircuitPass

function setUp(options: Partial<CircuitBreakerOptions> = {}) {
  const clock = createMovedClock()
  const changes: CircuitState[] = []
  const breaker = createCircuitBreaker({ clock, onChange: (state) => changes.push(state), ...options })
  const letThrough = (): CircuitPass => {
    const entered = breaker.enter()
    if ('openUntil' in entered) throw new Error('refused')
    return entered
  }
  const refusedForMs = () => {
    const entered = breaker.enter()
    return 'openUntil' in entered ? entered.openUntil - clock.now() : 0
  }
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) letThrough().failed()
  }
  return { clock, changes, breaker, letThrough, refusedForMs, fail }
}

describe('a closed circuit', () => {
  it('opens at the fifth failure in a row, for a minute', () => {
    const { breaker, changes, fail, refusedForMs } = setUp()
    fail(4)
    expect(breaker.state).toBe('closed')
    fail(1)
    expect(breaker.state).toBe('open')
    expect(refusedForMs()).toBe(60_000)
    expect(changes).toEqual(['open'])
  })

  it('counts anew after a success, and a call that was given up neither counts nor resets', () => {
    const { breaker, fail, letThrough } = setUp({ failures: 3 })
    fail(2)
    letThrough().succeeded()
    fail(2)
    letThrough().dropped()
    expect(breaker.state).toBe('closed')
    fail(1)
    expect(breaker.state).toBe('open')
  })

  it('counts one call once, however often it says how it went', () => {
    const { breaker, letThrough } = setUp({ failures: 2 })
    const pass = letThrough()
    pass.failed()
    pass.failed()
    expect(breaker.state).toBe('closed')
    const other = letThrough()
    other.dropped()
    other.failed()
    expect(breaker.state).toBe('closed')
  })
})

describe('an open circuit', () => {
  it('lets one probe pass after the cool-down, and refuses everyone else for a moment', () => {
    const { breaker, changes, clock, fail, letThrough, refusedForMs } = setUp({
      failures: 1,
      coolDownMs: 5_000,
    })
    fail(1)
    clock.sleep(4_999)
    expect(refusedForMs()).toBe(1)
    clock.sleep(1)
    letThrough()
    expect(breaker.state).toBe('half_open')
    expect(refusedForMs()).toBe(1_000)
    expect(changes).toEqual(['open', 'half_open'])
  })

  it.each<[Outcome, CircuitState, number]>([
    ['succeeded', 'closed', 0],
    ['failed', 'open', 5_000],
    ['dropped', 'open', 0],
  ])('when the probe %s: %s, and the next caller waits %i ms', (outcome, state, waitMs) => {
    const { breaker, changes, clock, fail, letThrough, refusedForMs } = setUp({
      failures: 3,
      coolDownMs: 5_000,
    })
    fail(3)
    clock.sleep(6_000)
    const probe = letThrough()
    probe[outcome]()
    probe.failed()
    expect(breaker.state).toBe(state)
    expect(changes).toEqual(['open', 'half_open', state])
    expect(refusedForMs()).toBe(waitMs)
  })

  it('is not kept open, closed or counted by calls that were let through before', () => {
    const { breaker, changes, clock, fail, letThrough, refusedForMs } = setUp({ failures: 2 })
    const [late, later, latest] = [letThrough(), letThrough(), letThrough()]
    fail(2)
    clock.sleep(40_000)
    late?.failed()
    expect(refusedForMs()).toBe(20_000)
    later?.succeeded()
    expect(breaker.state).toBe('open')
    clock.sleep(20_000)
    letThrough().succeeded()
    latest?.failed()
    fail(1)
    expect(breaker.state).toBe('closed')
    expect(changes).toEqual(['open', 'half_open', 'closed'])
  })

  it('stays open no longer when the clock is set back, and a sleep of the machine counts', () => {
    const { clock, fail, refusedForMs } = setUp({ failures: 1 })
    fail(1)
    clock.setWall(clock.now() - 3_600_000)
    expect(refusedForMs()).toBe(60_000)
    clock.sleep(59_000)
    expect(refusedForMs()).toBe(1_000)

    let wall = 0
    const asleep = { ...createMovedClock(), now: () => wall, monotonic: () => 0 }
    const breaker = createCircuitBreaker({ clock: asleep, failures: 1 })
    const pass = breaker.enter()
    if ('failed' in pass) pass.failed()
    wall = 60_000
    expect(breaker.enter()).not.toHaveProperty('openUntil')
  })
})

type Step = { type: 'enter' } | { type: 'say'; call: number; outcome: Outcome } | { type: 'pass'; ms: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ type: 'enter' }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      call: fc.oneof(fc.nat(1), fc.nat(8)),
      outcome: fc.constantFrom<Outcome>('failed', 'failed', 'failed', 'succeeded', 'dropped'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 150 }) }),
  },
)

type Line =
  | { type: 'entered'; call: number; at: number }
  | { type: 'said'; call: number; outcome: Outcome; at: number }

/** The state as a reader of the whole history works it out: from the last opening on, with nothing remembered. */
function readHistory(history: readonly Line[], failures: number, coolDownMs: number) {
  const first = (call: number) => history.findIndex((line) => line.type === 'said' && line.call === call)
  let start = 0
  let openedAt: number | null = null
  for (;;) {
    const since = history.slice(start)
    const own = (line: Line): line is Extract<Line, { type: 'said' }> =>
      line.type === 'said' &&
      history[first(line.call)] === line &&
      since.some((other) => other.type === 'entered' && other.call === line.call)
    if (openedAt === null) {
      let row = 0
      const opening = since.findIndex((line) => {
        if (own(line)) row = { failed: row + 1, succeeded: 0, dropped: row }[line.outcome]
        return row >= failures
      })
      if (opening === -1) return { state: 'closed' as const, probing: false, until: 0 }
      start += opening + 1
      openedAt = since[opening]?.at ?? 0
    } else {
      const probe = since.findIndex((line) => line.type === 'entered')
      if (probe === -1) return { state: 'open' as const, probing: false, until: openedAt + coolDownMs }
      const entered = since[probe] as Line
      const answer = since.findIndex((line) => own(line) && line.call === entered.call)
      if (answer === -1) return { state: 'half_open' as const, probing: true, until: 0 }
      const line = since[answer] as Extract<Line, { type: 'said' }>
      start += answer + 1
      if (line.outcome === 'succeeded') openedAt = null
      if (line.outcome === 'failed') openedAt = line.at
    }
  }
}

describe('over any schedule of calls, outcomes and time, a circuit', () => {
  it('does what its history says: nothing passes while open, one call per half-open period', () => {
    const seen = { open: 0, half_open: 0, closed: 0 }
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 30, maxLength: 120, size: 'max' }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 300 }),
        (steps, failures, coolDownMs) => {
          const told: CircuitState[] = []
          const { breaker, clock } = setUp({ failures, coolDownMs, onChange: (state) => told.push(state) })
          const history: Line[] = []
          const passes: CircuitPass[] = []
          let passedInPeriod = 0
          for (const next of steps) {
            const tellings = told.length
            const before = readHistory(history, failures, coolDownMs)
            if (next.type === 'pass') clock.sleep(next.ms)
            else if (next.type === 'say') {
              // Counted from the newest, so that both late and fresh calls speak.
              const call = passes.length - 1 - next.call
              if (call < 0) continue
              passes[call]?.[next.outcome]()
              history.push({ type: 'said', call, outcome: next.outcome, at: clock.now() })
            } else {
              const entered = breaker.enter()
              if ('openUntil' in entered) {
                expect(before.state).not.toBe('closed')
                if (before.state === 'open') expect(entered.openUntil).toBe(before.until)
                expect(entered.openUntil).toBeGreaterThan(clock.now())
                expect(entered.openUntil).toBeLessThanOrEqual(clock.now() + coolDownMs)
              } else {
                expect(before.probing).toBe(false)
                if (before.state === 'open') expect(clock.now()).toBeGreaterThanOrEqual(before.until)
                history.push({ type: 'entered', call: passes.length, at: clock.now() })
                passes.push(entered)
              }
              if (told.at(-1) === 'half_open' && told.length > tellings) passedInPeriod = 0
              if (breaker.state === 'half_open' && !('openUntil' in entered)) passedInPeriod += 1
              expect(passedInPeriod).toBeLessThanOrEqual(1)
            }
            const { state } = readHistory(history, failures, coolDownMs)
            expect(breaker.state).toBe(state)
            // Each change is told, once.
            expect(told.slice(tellings)).toEqual(state === before.state ? [] : [state])
            seen[state] += 1
          }
        },
      ),
      { numRuns: 250 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500)
  })
})
