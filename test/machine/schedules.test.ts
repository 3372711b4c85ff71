import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createFakePage, withFastTurns } from './fake-page.js'
import { runSchedule } from './schedule-run.js'
import { schedule } from './schedules.js'

const page = createFakePage()
const undo: (() => void)[] = []
beforeAll(() => {
  undo.push(page.open(), withFastTurns())
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => {
  for (const end of undo) end()
  vi.restoreAllMocks()
})

describe('whatever the system answers, whoever presses what, and however time passes', () => {
  it('there is one push per start, one poll at most in flight, none too soon, none after the end, and nothing left behind', async () => {
    const totals = { polls: 0, pushes: 0, approvals: 0 }
    await fc.assert(
      fc.asyncProperty(schedule, async (plan) => {
        const { broken, polls, pushes, approvals } = await runSchedule(plan, page)
        expect(broken).toEqual([])
        totals.polls += polls
        totals.pushes += pushes
        totals.approvals += approvals
      }),
      { numRuns: 500 },
    )
    // A property over nothing proves nothing.
    expect(totals.polls).toBeGreaterThan(1_000)
    expect(totals.pushes).toBeGreaterThan(500)
    expect(totals.approvals).toBeGreaterThan(50)
  }, 60_000)
})
