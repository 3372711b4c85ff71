/** `npm run schedules [runs]`: random schedules of answers, time and people on the flow, each run held to its rules. */
import fc from 'fast-check'
import { createFakePage, withFastTurns } from '../test/machine/fake-page.js'
import { type Run, runSchedule } from '../test/machine/schedule-run.js'
import { schedule } from '../test/machine/schedules.js'
import { addSeen, nothingSeen } from '../test/machine/situations.js'

const numRuns = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const page = createFakePage()
page.open()
withFastTurns()
// Pressing what may not be pressed warns in development.
console.warn = () => undefined

const sum = nothingSeen()
const ends: Partial<Record<Run['status'], number>> = {}
const began = performance.now()
const { failed, counterexample } = await fc.check(
  fc.asyncProperty(schedule, async (plan) => {
    const run = await runSchedule(plan, page)
    addSeen(sum, run.seen)
    ends[run.status] = (ends[run.status] ?? 0) + 1
    if (run.broken.length > 0) throw new Error(run.broken.join('; '))
  }),
  { numRuns, seed },
)
const seconds = ((performance.now() - began) / 1000).toFixed(1)

if (failed && counterexample !== null) {
  const [plan] = counterexample
  console.log(JSON.stringify(plan, null, 1))
  console.log((await runSchedule(plan, page)).broken.join('\n'))
}
console.log(
  `${numRuns} schedules (seed ${seed}) in ${seconds} s: ${failed ? 'a rule was broken' : 'all rules were kept'}`,
)
for (const [name, times] of Object.entries(sum)) console.log(`${times}`.padStart(8), name)
console.log(
  `they ended as ${Object.entries(ends)
    .map(([status, count]) => `${status} ${count}`)
    .join(', ')}`,
)
process.exit(failed ? 1 : 0)
