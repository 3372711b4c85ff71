import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createFakePage, withFastTurns } from './fake-page.js'
import { runSchedule } from './schedule-run.js'
import { schedule } from './schedules.js'
import { addSeen, nothingSeen, type Seen } from './situations.js'

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
    const sum = nothingSeen()
    await fc.assert(
      fc.asyncProperty(schedule, async (plan) => {
        const { broken, seen } = await runSchedule(plan, page)
        expect(broken).toEqual([])
        addSeen(sum, seen)
      }),
      { numRuns: 500 },
    )
    // A property over nothing proves nothing.
    expect(Object.entries(sum).filter(([, times]) => times < 2)).toEqual([])
    expect(sum).toSatisfy(({ poll, push, approval }: Seen) => poll > 1_000 && push > 500 && approval > 100)
  }, 60_000)
})
