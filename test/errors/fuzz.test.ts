import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorReport, pageOf } from '../../src/components/error-report.js'
import { normalizeError } from '../../src/core.js'
import { failure, hostileContext, PLACES_OF_RUNS, RUNS } from './arbitrary-failures.js'
import { checkBounded } from './bounded-error.js'
import { pathPart, planted } from './planted-secrets.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)

/** Of three times: whatever else runs on the machine only adds to it. */
function fastestMs(read: () => unknown): number {
  const took = [1, 2, 3].map(() => {
    const start = performance.now()
    read()
    return performance.now() - start
  })
  return Math.min(...took)
}

describe('whatever fails, in whatever way', () => {
  it('becomes one error with known members, all of them bounded', () => {
    fc.assert(
      fc.property(failure, hostileContext, (input, context) => {
        const error = normalizeError(input, { now: NOW, online: true, ...context })
        // A system that throws takes the clock of the context with it.
        checkBounded(error, 'system' in context ? Date.now() : NOW)
      }),
      { numRuns: 3_000 },
    )
  })

  const { proxy: revoked, revoke } = Proxy.revocable({}, {})
  revoke()
  const closed = new Proxy(
    {},
    {
      has: () => {
        throw new Error('no')
      },
    },
  )

  it.each([
    ['a revoked proxy', revoked],
    ['a proxy that tells nothing', closed],
  ])('%s does no harm, wherever it stands', (_what, value) => {
    const caused = Object.assign(new Error('x'), { cause: value, response: value })
    const body = { error: value, errors: [value], details: value }
    for (const input of [value, caused, body, { status: 500, headers: value, body: value }])
      checkBounded(normalizeError(input, { now: NOW, online: true }), NOW)
    checkBounded(normalizeError('x', value), Date.now())
  })

  it('a member that cannot become a text takes nothing else along', () => {
    const refuses = {
      [Symbol.toPrimitive]: () => {
        throw new Error('no')
      },
    }
    const body = {
      ...{ code: refuses, error: 'SHOP_1', timestamp: refuses, retry_after: refuses, id: refuses },
      ...{ links: [[[refuses, 'a name']]], errors: [{ loc: [refuses, 'email'], msg: 'Is taken.' }] },
    }
    const headers = { date: refuses, ratelimit: refuses, 'www-authenticate': refuses }
    expect(normalizeError({ status: 503, headers, body }, { now: NOW })).toMatchObject({
      kind: 'unavailable',
      code: 'SHOP_1',
      status: 503,
      fieldErrors: { email: ['Is taken.'] },
    })
  })

  it.each<[string, unknown]>([
    [
      'many fields with long texts',
      {
        errors: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, ['long '.repeat(900)]])),
      },
    ],
    [
      'wide and deep details',
      { details: JSON.parse(JSON.stringify(wide(3))) as unknown, error: { code: 'x', details: wide(3) } },
    ],
  ])('%s stay within the limits', (_what, body) => {
    checkBounded(normalizeError({ status: 400, body }, { now: NOW }), NOW)
  })

  it.each(['spaces', 'brackets'])('a sentence of %s is read in a moment', (what) => {
    const sentence = `Oh.${(what === 'spaces' ? ' ' : '(').repeat(1_900)}Oh.`
    const read = () => normalizeError({ status: 500, body: { message: sentence } }, { now: NOW })
    const took = Array.from({ length: 10 }, () => {
      const start = performance.now()
      read()
      return performance.now() - start
    })
    expect(Math.min(...took)).toBeLessThan(5)
  })

  it.each(RUNS)('a hundred field texts of %j without a space are read in a moment', (sign) => {
    // As long as a text may be that is not cut off.
    const text = sign.repeat(1_990 / sign.length)
    const texts = [1, 2, 3, 4, 5].map((n) => `${n}${text}`)
    const errors = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, texts]))
    expect(fastestMs(() => normalizeError({ status: 422, body: { errors } }, { now: NOW }))).toBeLessThan(200)
  })

  it.each(Object.entries(PLACES_OF_RUNS))(
    'takes time in proportion at most where %s is one long run of the same signs',
    (_place, at) => {
      for (const sign of RUNS) {
        const read = (length: number) => {
          const input = at(sign.repeat(length / sign.length))
          return fastestMs(() => normalizeError(input, { now: NOW, trustHelpUrl: () => true }))
        }
        const long = read(30_000)
        if (long > 10) expect(long / read(3_000), `a run of ${sign}`).toBeLessThan(12)
      }
    },
  )

  it('is read in a moment, however long or deep it is', () => {
    let deep: unknown = {}
    for (let level = 0; level < 10_000; level++) deep = { error: deep, details: deep, errors: [deep] }
    const long = 'a@'.repeat(2_500_000)
    const inputs = [deep, long, new Error(long), { error: long }, { status: 500, headers: { 'x-id': long } }]
    const start = performance.now()
    for (const input of inputs) normalizeError({ status: 500, body: input }, { now: NOW })
    for (const input of inputs) normalizeError(input, { now: NOW })
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

function wide(levels: number): unknown {
  if (levels === 0) return 'long '.repeat(200)
  return Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`m${n}`, wide(levels - 1)]))
}

describe('a secret, wherever it stands', () => {
  it('never comes out', () => {
    fc.assert(
      fc.property(planted, ({ input, needles }) => {
        const error = normalizeError(input, { now: 0, online: true, trustHelpUrl: () => true })
        const out = `${JSON.stringify(error)} ${String(error)} ${errorReport(error, undefined, true)}`
        for (const needle of needles) expect(out).not.toContain(needle)
      }),
      { numRuns: 3_000 },
    )
  })

  it('is not copied from the path of a page', () => {
    fc.assert(
      fc.property(pathPart, fc.boolean(), ({ secret, needles }, isEncoded) => {
        const part = isEncoded ? encodeURIComponent(secret) : secret
        const page = pageOf({ origin: 'https://app.example', pathname: `/orders/${part}/edit` })
        const copied = errorReport(normalizeError({ status: 500 }, { now: 0 }), page)
        expect(copied).toContain('Page: https://app.example/orders/')
        for (const needle of needles) expect(copied).not.toContain(needle)
      }),
      { numRuns: 1_000 },
    )
  })
})
