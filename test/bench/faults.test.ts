import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLedger } from '../../bench/faults/ledger.js'
import { SCENARIOS } from '../../bench/faults/scenarios.js'

const NONE = { tooEarly: 0, overlapping: 0, afterEnd: 0 }

it('docs/faults.md has a row for each scenario of the script', () => {
  const rows = readFileSync('docs/faults.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | ')[0]?.slice(2))
  expect(rows).toEqual(['scenario', '---', ...SCENARIOS.map(({ name }) => name)])
})

describe('the book that the fault server keeps', () => {
  /** Polls at these times, each answered at once with what is asked. */
  function polled(times: number[], asked: Parameters<ReturnType<typeof createLedger>['answered']>[1] = {}) {
    const ledger = createLedger(1_000)
    for (const at of times) {
      ledger.received(at)
      ledger.answered(at, asked)
      ledger.finished()
    }
    return ledger
  }

  it('counts nothing where the interval is kept, from sending to sending', () => {
    const ledger = polled([0, 1_000, 1_960, 2_960])
    expect(ledger.violations).toEqual(NONE)
    expect(ledger.polls).toBe(4)
  })

  it('counts a poll that is too early', () => {
    expect(polled([0, 900]).violations).toEqual({ ...NONE, tooEarly: 1 })
  })

  it('makes a slow_down last, and each one count', () => {
    expect(polled([0, 6_000, 12_000], { slowDownMs: 5_000 }).violations).toEqual({ ...NONE, tooEarly: 1 })
  })

  it('heeds Retry-After for the next poll alone', () => {
    expect(polled([0, 3_900], { retryAfterMs: 4_000 }).violations).toEqual({ ...NONE, tooEarly: 1 })
    const ledger = polled([0], { retryAfterMs: 4_000 })
    for (const at of [4_000, 5_000]) {
      ledger.received(at)
      ledger.answered(at, {})
      ledger.finished()
    }
    expect(ledger.violations).toEqual(NONE)
  })

  it('counts two at a time', () => {
    const ledger = createLedger(1_000)
    ledger.received(0)
    ledger.received(1_000)
    expect(ledger.violations).toEqual({ ...NONE, overlapping: 1 })
  })

  it('counts polls after the final answer, and after the client said that it is done', () => {
    expect(polled([0, 1_000], { final: true }).violations).toEqual({ ...NONE, afterEnd: 1 })
    const ledger = polled([0])
    ledger.end()
    ledger.received(1_000)
    expect(ledger.violations).toEqual({ ...NONE, afterEnd: 1 })
  })
})
