import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import { createAuthMonitor } from '../../src/observe/auth-monitor.js'
import type { AuthAlert, AuthMonitorOptions } from '../../src/observe/health.js'
import { createAuthFetch } from '../../src/session/auth-fetch.js'
import { createRecovery } from '../../src/session/recovery.js'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { planted } from '../errors/planted-secrets.js'

afterEach(() => vi.restoreAllMocks())

const BUCKET_MS = 10_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function watched(options: Omit<AuthMonitorOptions, 'clock'> = {}) {
  const clock = createMovedClock()
  const alerts: AuthAlert[] = []
  const monitor = createAuthMonitor({ clock, onAlert: (alert) => void alerts.push(alert), ...options })
  const fail = (code: string, times = 1) => {
    for (let n = 0; n < times; n++) monitor.record({ code })
  }
  const told = () =>
    alerts.map(({ type, severity, code, count }) => `${type} ${severity} ${code} at ${count}`)
  return { clock, monitor, alerts, fail, told }
}

interface Seen {
  code: string
  at: number
}

/** Counted anew from all that was ever recorded. */
const countIn = (seen: Seen[], minutes: number, now: number, code?: string) =>
  seen.filter(
    (one) =>
      (code === undefined || one.code === code) &&
      Math.floor(one.at / BUCKET_MS) > Math.floor(now / BUCKET_MS) - (minutes * MINUTE) / BUCKET_MS,
  ).length

/** What happens: an error, or time passes. */
const happenings = (codes: string[]) =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...codes) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 15_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 15_000, max: 2 * HOUR }) },
      { weight: 1, arbitrary: fc.constantFrom(9_999, BUCKET_MS, 5 * MINUTE, HOUR - 1, HOUR) },
    ),
    { maxLength: 120 },
  )

describe('rates', () => {
  it('are what counting everything anew gives, for each code and window, at any time', () => {
    const codes = ['AUTH_001', 'AUTH_002', 'AUTH_003', 'HTTP_500']
    fc.assert(
      fc.property(happenings(codes), fc.integer({ min: 1, max: 60 }), (steps, windowMinutes) => {
        const { clock, monitor } = watched({ windowMinutes })
        const seen: Seen[] = []
        for (const step of steps) {
          if (typeof step === 'number') clock.sleep(step)
          else {
            monitor.record({ code: step })
            seen.push({ code: step, at: clock.now() })
          }
          const now = clock.now()
          for (const code of codes)
            for (const minutes of [1, 5, windowMinutes, 60])
              expect(monitor.getRate(code, minutes)).toBe(countIn(seen, minutes, now, code) / minutes)
        }
        const now = clock.now()
        const health = monitor.getSnapshot()
        expect(health).toMatchObject({
          errorsInWindow: countIn(seen, windowMinutes, now),
          errorsInHour: countIn(seen, 60, now),
          otherInHour: 0,
        })
        for (const { code, inWindow, inHour, perMinute } of health.codes) {
          expect(inWindow).toBe(countIn(seen, windowMinutes, now, code))
          expect(inHour).toBe(countIn(seen, 60, now, code))
          expect(perMinute).toBe(inWindow / windowMinutes)
        }
        for (const { at, errors, byCode } of health.history) {
          const inside = seen.filter((one) => one.at >= at && one.at < at + BUCKET_MS)
          expect(errors).toBe(inside.length)
          for (const code of codes)
            expect(byCode[code] ?? 0).toBe(inside.filter((one) => one.code === code).length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('stay exact in sum where there are more codes than are told apart', () => {
    const codes = Array.from({ length: 30 }, (_, n) => `CODE_${n}`)
    fc.assert(
      fc.property(happenings([...codes, 'AUTH_002']), (steps) => {
        const { clock, monitor } = watched({ mostCodes: 5 })
        const seen: Seen[] = []
        const counts = () =>
          codes
            .map((code) => ({ code, count: monitor.getRate(code, 60) * 60 }))
            .filter(({ count }) => count > 0)
        for (const step of steps) {
          if (typeof step === 'number') clock.sleep(step)
          else {
            const before = counts()
            monitor.record({ code: step })
            seen.push({ code: step, at: clock.now() })
            const gone = before.filter(({ code, count }) => monitor.getRate(code, 60) * 60 < count)
            // One at most, and nobody but the rarest.
            expect(gone.length).toBeLessThanOrEqual(1)
            expect(gone[0]?.count ?? 0).toBeLessThanOrEqual(Math.min(...before.map(({ count }) => count)))
          }
        }
        const now = clock.now()
        const {
          codes: told,
          otherInHour,
          otherInWindow,
          errorsInHour,
          errorsInWindow,
        } = monitor.getSnapshot()
        expect(errorsInHour).toBe(countIn(seen, 60, now))
        expect(errorsInWindow).toBe(countIn(seen, 5, now))
        expect(told.filter(({ threshold }) => threshold === null).length).toBeLessThanOrEqual(5)
        expect(told.reduce((sum, { inHour }) => sum + inHour, otherInHour)).toBe(errorsInHour)
        expect(told.reduce((sum, { inWindow }) => sum + inWindow, otherInWindow)).toBe(errorsInWindow)
        expect(otherInHour).toBeGreaterThanOrEqual(0)
        for (const { code, inHour } of told) expect(inHour).toBeLessThanOrEqual(countIn(seen, 60, now, code))
        // One with a threshold always has its place.
        expect(monitor.getRate('AUTH_002', 60)).toBe(countIn(seen, 60, now, 'AUTH_002') / 60)
      }),
      { numRuns: 300 },
    )
  })

  it('have a place again for a new code when an old one is an hour old', () => {
    const { clock, monitor, fail } = watched({ mostCodes: 1 })
    fail('A', 99)
    fail('B')
    expect(monitor.getSnapshot()).toMatchObject({ codes: [{ code: 'A' }], otherInHour: 1 })
    clock.sleep(HOUR)
    fail('B')
    expect(monitor.getSnapshot()).toMatchObject({ codes: [{ code: 'B', inHour: 1 }], otherInHour: 0 })
  })

  it('tell a code that comes often, though fifty others were first', () => {
    const { monitor, fail } = watched()
    for (let n = 0; n < 50; n++) fail(`FIRST_${n}`)
    fail('HTTP_500', 10_000)
    expect(monitor.getRate('HTTP_500', 60) * 60).toBeGreaterThan(9_990)
    expect(monitor.getSnapshot().codes).toHaveLength(50)
  })

  it.each([1, 3, 30])(
    'tell a code that comes often, though as many come once, and fifty others came %i times before',
    (times) => {
      const { monitor, fail } = watched()
      for (let n = 0; n < 50; n++) fail(`FIRST_${n}`, times)
      for (let n = 0; n < 10_000; n++) {
        fail('HTTP_500')
        fail(`JUNK_${n}`)
      }
      expect(monitor.getRate('HTTP_500', 60) * 60).toBeGreaterThan(9_000)
      const { codes, errorsInHour, otherInHour } = monitor.getSnapshot()
      expect(errorsInHour).toBe(20_000 + 50 * times)
      expect(codes.reduce((sum, { inHour }) => sum + inHour, otherInHour)).toBe(errorsInHour)
    },
  )

  it('tell codes that come again and again, though half of all errors have codes that come once', () => {
    const { monitor, fail } = watched()
    for (let n = 0; n < 10_000; n++) {
      fail(`OFTEN_${n % 30}`)
      fail(`JUNK_${n}`)
    }
    const often = monitor
      .getSnapshot()
      .codes.filter(({ code, inHour }) => /^OFTEN/.test(code) && inHour > 300)
    expect(often).toHaveLength(30)
  })

  it('count a code that is also a member of every object', () => {
    const { monitor, fail } = watched()
    fail('__proto__', 2)
    fail('constructor')
    expect(monitor.getSnapshot().codes).toMatchObject([
      { code: '__proto__', inHour: 2 },
      { code: 'constructor', inHour: 1 },
    ])
    expect(Object.entries(monitor.getSnapshot().history.at(-1)?.byCode ?? {})).toHaveLength(2)
  })

  it.each(['400001', 'ORGANIZATION_2FA_REQUIRED', 'AUTH_SESSION_REFRESH_TOKEN_REUSE_DETECTED'])(
    'are asked for by the code as it came, also where %s is told redacted, or by what is told',
    (code) => {
      const { monitor, fail } = watched()
      fail(code, 10)
      expect(monitor.getRate(code)).toBe(2)
      const [told] = monitor.getSnapshot().codes
      expect(told?.code).toMatch(/^\[(number|redacted)\]$/)
      expect(monitor.getRate(told?.code ?? '')).toBe(2)
    },
  )

  it('of a code that is longer than a name are those of its beginning', () => {
    const { monitor, fail } = watched()
    const long = 'not so well '.repeat(30)
    fail(long, 5)
    expect(monitor.getSnapshot().codes).toMatchObject([{ code: long.slice(0, 100), inHour: 5 }])
    expect(monitor.getRate(long)).toBe(1)
  })

  it('go on from where they were when somebody sets the clock back', () => {
    const { clock, monitor, fail } = watched()
    fail('A', 3)
    clock.setWall(clock.now() - 31 * MINUTE)
    fail('A')
    expect(monitor.getRate('A')).toBe(4 / 5)
    clock.sleep(5 * MINUTE)
    expect(monitor.getRate('A')).toBe(0)
  })

  it('go on where somebody sets the clock forward by hours and back: what came before is forgotten', () => {
    const { clock, monitor, fail } = watched()
    const right = clock.now()
    fail('A', 3)
    clock.setWall(right + 2 * HOUR)
    fail('A')
    clock.setWall(right)
    fail('A')
    expect(monitor.getRate('A')).toBe(2 / 5)
    expect(monitor.getSnapshot().at).toBe(right + 2 * HOUR)
    clock.sleep(5 * MINUTE)
    expect(monitor.getRate('A')).toBe(0)
  })

  it('count an event when it is handed over, whatever its time', () => {
    const { clock, monitor } = watched()
    const names = { flowId: 'f', requestId: 'r', operation: 'poll', outcome: 'HTTP_500' } as const
    const error = normalizeError({ status: 500, body: { error_code: 'HTTP_500' } })
    for (const at of [0, clock.now() - 30 * MINUTE, clock.now() + HOUR, Number.NaN])
      monitor.onEvent({ type: 'request_finished', at, durationMs: 0, ...names, error })
    expect(monitor.getRate('HTTP_500', 1)).toBe(4)
  })

  it.each([0, -1, 2.5, 61, Number.NaN])('of %s minutes there are none', (minutes) => {
    expect(() => createAuthMonitor({ windowMinutes: minutes })).toThrow(RangeError)
    expect(() => createAuthMonitor().getRate('A', minutes)).toThrow(/whole, from 1 to 60/)
  })
})

it.each([Number.NaN, -1, 1.5, Infinity])('%s codes cannot be told apart', (mostCodes) => {
  expect(() => createAuthMonitor({ mostCodes })).toThrow(/mostCodes must be whole/)
})

it.each([Number.NaN, -1, '10', null, undefined])('a threshold of %s is none: it says what is', (most) => {
  const make = () => createAuthMonitor({ thresholds: { SHOP_1: most as number } })
  expect(make).toThrow(TypeError)
  expect(make).toThrow(
    `react-ciba: the threshold of SHOP_1 must be 0 or more, or Infinity for none, got ${String(most)}`,
  )
})

describe('alerts', () => {
  it.each([
    ['AUTH_002', 10],
    ['AUTH_003', 50],
    ['RATE_001', 20],
  ])('%s: past %i in an hour, and past twice as many', (code, threshold) => {
    const { clock, alerts, fail, told } = watched()
    fail(code, threshold)
    expect(alerts).toEqual([])
    fail(code, 1)
    expect(alerts).toEqual([
      { type: 'raised', severity: 'medium', code, count: threshold + 1, threshold, at: clock.now() },
    ])
    fail(code, threshold - 1)
    expect(alerts).toHaveLength(1)
    fail(code, 500)
    expect(told()).toEqual([
      `raised medium ${code} at ${threshold + 1}`,
      `raised high ${code} at ${2 * threshold + 1}`,
    ])
  })

  it('are cleared by time alone, when the count is well below', async () => {
    const { clock, monitor, fail, told } = watched()
    fail('AUTH_002', 8)
    await clock.advance(MINUTE)
    fail('AUTH_002', 3)
    expect(monitor.getSnapshot().codes).toMatchObject([{ alert: 'medium' }])
    await clock.advance(HOUR - MINUTE - BUCKET_MS)
    expect(told()).toEqual(['raised medium AUTH_002 at 11'])
    await clock.advance(2 * BUCKET_MS)
    expect(told()).toEqual(['raised medium AUTH_002 at 11', 'cleared medium AUTH_002 at 3'])
    expect(monitor.getSnapshot().codes).toMatchObject([{ alert: null }])
    await clock.advance(2 * HOUR)
    expect(clock.pending).toBe(0)
  })

  it('do not come and go where the count goes up and down around the threshold', () => {
    const { clock, fail, told } = watched()
    fail('AUTH_002', 11)
    // One leaves each ten seconds and one comes: 10, 11, 10, 11 …
    for (let n = 0; n < 1_000; n++) {
      fail('AUTH_002')
      clock.sleep(HOUR / 11)
    }
    expect(told().length).toBeLessThanOrEqual(2)
  })

  it('follow the count of the last hour, whatever happens: up at once, down well below', () => {
    fc.assert(
      fc.property(happenings(['AUTH_002']), fc.integer({ min: 0, max: 12 }), (steps, threshold) => {
        const { clock, monitor, alerts } = watched({ thresholds: { AUTH_002: threshold } })
        const seen: Seen[] = []
        let level = 0
        let news = 0
        for (const step of steps) {
          if (typeof step === 'number') clock.sleep(step)
          else {
            monitor.record({ code: step })
            seen.push({ code: step, at: clock.now() })
          }
          const { codes } = monitor.getSnapshot()
          const count = countIn(seen, 60, clock.now())
          const before = level
          if (count > 2 * threshold) level = 2
          else if (count > threshold && level === 0) level = 1
          if (level === 2 && count <= 1.6 * threshold) level = 1
          if (level === 1 && count <= 0.8 * threshold) level = 0
          if (level > before || (level === 0 && before > 0)) news += 1
          expect(codes[0]?.alert ?? null).toBe([null, 'medium', 'high'][level])
          // Who looks is told by what is returned; alerts are told with the next error, or by a timer.
          if (typeof step === 'number') expect(alerts.length).toBeLessThanOrEqual(news)
          else expect(alerts).toHaveLength(news)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of the app’s own thresholds are raised too; Infinity takes one away', () => {
    const { fail, told } = watched({ thresholds: { SHOP_1: 1, AUTH_002: Infinity } })
    fail('AUTH_002', 1_000)
    fail('SHOP_1', 2)
    expect(told()).toEqual(['raised medium SHOP_1 at 2'])
  })

  it.each([
    '400001',
    'ORGANIZATION_2FA_REQUIRED',
    'AUTH_SESSION_REFRESH_TOKEN_REUSE_DETECTED',
    'E'.repeat(60),
  ])('know %s by its name, where the app has named it', (code) => {
    const { monitor, fail, told } = watched({ thresholds: { [code]: 0 } })
    fail(code)
    fail('400002')
    expect(told()).toEqual([`raised high ${code} at 1`])
    expect(monitor.getRate(code, 1)).toBe(1)
    expect(monitor.getSnapshot().codes).toMatchObject([{ code, threshold: 0 }, { code: '[number]' }])
  })

  it('know a code that is longer than a name by its beginning', () => {
    const code = '12345678'.repeat(20)
    const { fail, told } = watched({ thresholds: { [code]: 0 } })
    fail(code)
    expect(told()).toEqual([`raised high ${code.slice(0, 100)} at 1`])
  })

  it('of a threshold for what is left of a code are raised too', () => {
    const { fail, told } = watched({ thresholds: { '[number]': 1 } })
    fail('400001')
    fail('400002')
    expect(told()).toEqual(['raised medium [number] at 2'])
  })

  it('are told when all is counted: who looks then sees what is', async () => {
    const clock = createMovedClock()
    const seen: (string | null)[][] = []
    const monitor = createAuthMonitor({
      ...{ clock, thresholds: { A: 0, B: 0 } },
      onAlert: () => seen.push(monitor.getSnapshot().codes.map(({ alert }) => alert)),
    })
    monitor.record({ code: 'A' })
    monitor.record({ code: 'B' })
    expect(seen).toEqual([['high'], ['high', 'high']])
    expect(monitor.getSnapshot().codes).toMatchObject([{ alert: 'high' }, { alert: 'high' }])
    await clock.advance(HOUR)
    expect(seen.slice(2)).toEqual([[], []])
    expect(monitor.getSnapshot().codes).toEqual([])
  })

  it('that sink together have all sunk in a snapshot that onAlert takes', async () => {
    const clock = createMovedClock()
    const monitor = createAuthMonitor({
      ...{ clock, thresholds: { A: 5, B: 10 } },
      onAlert: () => void monitor.getSnapshot(),
    })
    const fail = (code: string, times: number) => {
      for (let n = 0; n < times; n++) monitor.record({ code })
    }
    fail('A', 6)
    fail('B', 21)
    await clock.advance(10 * MINUTE)
    fail('B', 7)
    await clock.advance(50 * MINUTE)
    expect(monitor.getSnapshot().codes).toMatchObject([{ code: 'B', inHour: 7, alert: null }])
  })

  it('are told by errors and by time, not to who looks: a page that looks while it renders may tell nobody', async () => {
    const { clock, monitor, fail, told } = watched()
    fail('AUTH_002', 11)
    clock.sleep(HOUR)
    expect(monitor.getSnapshot().codes).toEqual([])
    expect(monitor.getRate('AUTH_002')).toBe(0)
    expect(told()).toEqual(['raised medium AUTH_002 at 11'])
    // Also where the one who looked is gone.
    monitor.subscribe(() => undefined)()
    await clock.advance(BUCKET_MS)
    expect(told()).toEqual(['raised medium AUTH_002 at 11', 'cleared medium AUTH_002 at 0'])
    await clock.advance(HOUR)
    expect(clock.pending).toBe(0)
  })

  it('go on where onAlert throws', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { monitor, fail } = watched({
      onAlert: () => {
        throw new Error('pager down')
      },
    })
    fail('AUTH_002', 30)
    expect(monitor.getRate('AUTH_002', 1)).toBe(30)
    expect(warn).toHaveBeenCalledWith('react-ciba: onAlert of a monitor threw: pager down')
  })
})

describe('what it is fed with', () => {
  const API = 'https://api.example.com'

  function withCircuits() {
    const { clock, monitor } = watched()
    const circuit = (origin: string, to: 'open' | 'half_open' | 'closed') =>
      monitor.onEvent({ type: 'circuit_changed', at: 0, flowId: 'f', origin, to })
    return { clock, circuit, circuits: () => monitor.getSnapshot().circuits }
  }

  it('a fetch: no call that its caller gave up, neither on its way nor while it waited', async () => {
    const { clock, monitor } = watched()
    const fetch = (request: Request) =>
      new Promise<Response>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
      )
    const call = createAuthFetch({
      ...{ fetch: fetch as typeof globalThis.fetch, clock, origins: [API] },
      onEvent: (event) => monitor.onEvent(event),
    })
    for (let n = 0; n < 5; n++) {
      const leaving = new AbortController()
      const done = call(`${API}/a`, { signal: leaving.signal }).catch(() => undefined)
      await clock.advance(0)
      leaving.abort()
      await done
      await call(`${API}/a`, { signal: leaving.signal }).catch(() => undefined)
    }
    expect(monitor.getSnapshot()).toMatchObject({ errorsInHour: 0, codes: [] })
  })

  it('a sign-in whose client throws that nobody has approved yet, as the standard has it: no error', async () => {
    const { clock, monitor } = watched()
    const body = (error: string) => ({ throws: { status: 400, body: { error } } })
    const poll = [body('authorization_pending'), body('slow_down'), body('access_denied')]
    const controller = createCibaController({ client: createScriptedClient({ clock, poll }), clock })
    controller.observe(monitor.onEvent)
    const release = controller.lease()
    controller.start({ loginHint: 'dana' })
    await clock.advance(30_000)
    expect(controller.getView().status).toBe('denied')
    release()
    controller.dispose()
    expect(monitor.getSnapshot()).toMatchObject({ errorsInHour: 1, codes: [{ code: 'access_denied' }] })
  })

  it.each([
    ['a call that its caller gave up', authError('cancelled'), 0],
    ['a poll without an answer yet', authError('authorization_pending'), 0],
    ['a poll that came too soon', authError('slow_down'), 0],
    ['a call that the system cancelled', normalizeError({ status: 499, body: { error: 'cancelled' } }), 1],
    ['a code alone', { code: 'cancelled' }, 1],
  ])('%s, by an event or by hand', (_what, error, counted) => {
    const { monitor } = watched()
    monitor.record(error)
    expect(monitor.getSnapshot().errorsInHour).toBe(counted)
    if (!('kind' in error)) return
    const names = { flowId: 'f', requestId: 'r', operation: 'poll', outcome: error.code } as const
    monitor.onEvent({ type: 'request_finished', at: 0, durationMs: 0, ...names, error })
    expect(monitor.getSnapshot().errorsInHour).toBe(2 * counted)
  })

  it('a fetch: each failure once, also of calls held back, and the circuit as it opens, is tried and closes', async () => {
    const { clock, monitor } = watched()
    let answer = () => Response.json({ error_code: 'AUTH_UNKNOWN' }, { status: 503 })
    const fetch = () => Promise.resolve(answer())
    const call = createAuthFetch({ fetch, clock, origins: [API], onEvent: (event) => monitor.onEvent(event) })
    const tryIt = () => call(`${API}/a`).catch(() => undefined)
    const openedAt = clock.now()
    for (let n = 0; n < 7; n++) await tryIt()
    expect(monitor.getSnapshot()).toMatchObject({
      errorsInHour: 7,
      codes: [
        { code: 'AUTH_UNKNOWN', inHour: 5 },
        { code: 'circuit_open', inHour: 2 },
      ],
      circuits: [{ origin: API, state: 'open', since: openedAt }],
    })
    clock.sleep(MINUTE)
    answer = () => Response.json({})
    await tryIt()
    const at = openedAt + MINUTE
    expect(monitor.getSnapshot().circuits).toEqual([
      {
        ...{ origin: API, state: 'closed', since: at },
        changes: [
          { at: openedAt, to: 'open' },
          { at, to: 'half_open' },
          { at, to: 'closed' },
        ],
      },
    ])
    clock.sleep(HOUR)
    expect(monitor.getSnapshot().circuits[0]?.changes).toEqual([{ at, to: 'closed' }])
  })

  it('a recovery: tries and successes, by what was tried, over time', async () => {
    const { clock, monitor } = watched()
    let helps = true
    const { recover } = createRecovery({
      clock,
      mostFailures: 9,
      actions: { re_authenticate: () => helps, refresh_token: () => helps },
      onEvent: monitor.onEvent,
    })
    await recover(authError('invalid_token'))
    await recover(authError('invalid_token'))
    clock.sleep(MINUTE)
    helps = false
    await recover(authError('invalid_token'))
    await recover(normalizeError({ status: 401, body: { error_code: 'AUTH_003' } }))
    const health = monitor.getSnapshot()
    expect(health.recoveries).toEqual([
      { recovery: 're_authenticate', tries: 3, successes: 2 },
      { recovery: 'refresh_token', tries: 1, successes: 0 },
    ])
    expect(health.errorsInHour).toBe(0)
    expect(
      health.history.filter(({ tries }) => tries > 0).map(({ tries, successes }) => [tries, successes]),
    ).toEqual([
      [2, 2],
      [2, 0],
    ])
    clock.sleep(HOUR)
    expect(monitor.getSnapshot().recoveries).toEqual([])
  })

  it('recoveries of thirty names at most, though nobody knows whence they come', () => {
    const { monitor } = watched()
    for (let n = 0; n < 1_000; n++)
      monitor.onEvent({
        ...{ type: 'recovery_finished', at: 0, flowId: 'f', recovery: `by hand, ${n}` as 'retry' },
        ...{ code: 'X', durationMs: 0, helped: true },
      })
    const { recoveries, history } = monitor.getSnapshot()
    expect(recoveries).toHaveLength(30)
    expect(history.at(-1)).toMatchObject({ tries: 1_000, successes: 1_000 })
  })

  it('circuits that come and go leave no more than twenty, and two hundred changes each', () => {
    const { clock, circuit, circuits } = withCircuits()
    for (let n = 0; n < 5_000; n++) {
      circuit(`https://${n % 50}.example`, 'open')
      circuit(`https://${n % 50}.example`, 'closed')
      circuit(API, n % 2 ? 'open' : 'closed')
      clock.sleep(1)
    }
    expect(circuits()).toHaveLength(20)
    expect(Math.max(...circuits().map(({ changes }) => changes.length))).toBe(200)
  })

  it.each(['open', 'half_open'] as const)(
    'a circuit that is %s stays, however many have opened and closed since',
    (to) => {
      const { circuit, circuits } = withCircuits()
      circuit(API, to)
      for (let n = 0; n < 50; n++) {
        circuit(`https://${n}.example`, 'open')
        circuit(`https://${n}.example`, 'closed')
      }
      expect(circuits()).toHaveLength(20)
      expect(circuits()[0]).toMatchObject({ origin: API, state: to })
      // The closed ones that are left are the last.
      expect(circuits().at(1)?.origin).toBe('https://31.example')
    },
  )

  it('circuits that are all open, of which the last twenty stay', () => {
    const { circuit, circuits } = withCircuits()
    for (let n = 0; n < 30; n++) circuit(`https://${n}.example`, 'open')
    expect(circuits()).toHaveLength(20)
    expect(circuits()[0]?.origin).toBe('https://10.example')
  })

  it('nonsense, which it bears', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { monitor } = watched()
    for (const event of [null, undefined, {}, { type: 'recovery_finished' }, { type: 'circuit_changed' }])
      expect(() => monitor.onEvent(event as never)).not.toThrow()
    for (const error of [null, {}, { code: Symbol('x') }])
      expect(() => monitor.record(error as never)).not.toThrow()
    expect(() => monitor.getSnapshot()).not.toThrow()
  })
})

describe('who looks on', () => {
  it('gets the same object until something has changed', () => {
    const { clock, monitor, fail } = watched()
    const first = monitor.getSnapshot()
    expect(monitor.getSnapshot()).toBe(first)
    fail('A')
    const second = monitor.getSnapshot()
    expect(second).not.toBe(first)
    expect(monitor.getSnapshot()).toBe(second)
    clock.sleep(BUCKET_MS)
    expect(monitor.getSnapshot()).not.toBe(second)
  })

  it('is told once a second at most, also in a storm, and as time moves on', async () => {
    const { clock, monitor, fail } = watched()
    let told = 0
    const unsubscribe = monitor.subscribe(() => void told++)
    for (let second = 0; second < 5; second++) {
      fail('A', 1_000)
      await clock.advance(1_000)
    }
    expect(told).toBe(5)
    await clock.advance(MINUTE)
    expect(told).toBe(5 + MINUTE / BUCKET_MS)
    unsubscribe()
    await clock.advance(MINUTE)
    expect(told).toBe(11)
    expect(clock.pending).toBe(0)
  })

  it('does not stop the others by throwing', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { clock, monitor, fail } = watched()
    const heard = vi.fn()
    monitor.subscribe(() => {
      throw new Error('x')
    })
    monitor.subscribe(heard)
    fail('A')
    await clock.advance(1_000)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('hears nothing after dispose, which leaves no timer', async () => {
    const { clock, monitor, fail, alerts } = watched()
    const heard = vi.fn()
    monitor.subscribe(heard)
    fail('AUTH_002', 11)
    monitor.dispose()
    expect(clock.pending).toBe(0)
    fail('AUTH_002', 100)
    monitor.subscribe(heard)
    await clock.advance(HOUR)
    expect(monitor.getSnapshot().codes).toEqual([])
    expect(monitor.getRate('AUTH_002')).toBe(0)
    expect(heard).not.toHaveBeenCalled()
    expect(alerts).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })
})

/** Without the numbers: one of a time could look like a code. */
const texts = (value: unknown) =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'number' ? 0 : member))

it('no secret is in what it tells, whatever an error carries', () => {
  fc.assert(
    fc.property(planted, ({ input, needles }) => {
      const error = normalizeError(input)
      const { monitor, alerts } = watched({ thresholds: { [error.code]: 0 } })
      const text = needles.join(' ')
      const names = { flowId: text, requestId: text, operation: 'api' } as const
      monitor.record(error)
      monitor.onEvent({
        type: 'request_finished',
        at: 0,
        ...names,
        durationMs: 0,
        outcome: error.code,
        error,
      })
      monitor.onEvent({
        type: 'circuit_changed',
        at: 0,
        flowId: text,
        origin: `https://x.example/?q=${text}`,
        to: 'open',
      })
      monitor.onEvent({
        type: 'recovery_finished',
        at: 0,
        flowId: text,
        recovery: 'retry',
        code: error.code,
        durationMs: 0,
        helped: false,
        error,
      })
      expect(alerts.length).toBeGreaterThan(0)
      const told = texts([monitor.getSnapshot(), alerts])
      for (const needle of needles) expect(told).not.toContain(needle)
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['dana.secret@example.com', 'dana.secret'],
  ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJlc2lnbg', 'eyJzdWIi'],
  ['Bearer dGhpc2lzYXNlY3JldHRva2Vu1', 'dGhpc2lz'],
  ['+4917112345678', '1711234'],
])('a code, a recovery and an origin made by hand of %s are told without it', (secret, needle) => {
  const { monitor } = watched()
  monitor.record({ code: secret })
  monitor.onEvent({
    type: 'circuit_changed',
    at: 0,
    flowId: secret,
    origin: `https://u:${secret}@x.example/${secret}`,
    to: 'open',
  })
  monitor.onEvent({
    type: 'recovery_finished',
    at: 0,
    flowId: secret,
    recovery: secret as 'retry',
    code: secret,
    durationMs: 0,
    helped: true,
  })
  expect(texts(monitor.getSnapshot())).not.toContain(needle)
})
