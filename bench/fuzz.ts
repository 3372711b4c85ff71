/** `npm run fuzz [runs] [seed]`: arbitrary failures and planted secrets, grouped by what went wrong. */
import fc from 'fast-check'
import { errorReport } from '../src/components/error-report.js'
import { normalizeError } from '../src/core.js'
import { failure, hostileContext } from '../test/errors/arbitrary-failures.js'
import { checkBounded } from '../test/errors/bounded-error.js'
import { planted } from '../test/errors/planted-secrets.js'

const RUNS = Number(process.argv[2] ?? 200_000)
const BATCH = 10_000
const SLOW_MS = 100
const NOW = Date.UTC(2026, 0, 15, 10, 30)

function show(input: unknown): string {
  try {
    return fc.stringify(input)
  } catch {
    return 'something that cannot be shown'
  }
}

const problems = new Map<string, { count: number; example: string }>()
function note(problem: string, input: unknown): void {
  const known = problems.get(problem)
  if (known !== undefined) known.count++
  else problems.set(problem, { count: 1, example: show(input).slice(0, 400) })
}

let slowest = 0
function timed<T>(read: () => T, input: unknown): T {
  let error: T
  let took = Number.POSITIVE_INFINITY
  let times = 0
  do {
    const start = performance.now()
    error = read()
    took = Math.min(took, performance.now() - start)
    times++
    // Something else on the machine may have taken the time, or the garbage collector: an input that is slow stays slow.
  } while (took > SLOW_MS / 10 && times < 5)
  if (took > SLOW_MS) note(`took more than ${SLOW_MS} ms, ${times} times`, input)
  slowest = Math.max(slowest, took)
  return error
}

/** In batches, so that not all inputs are held at once. Half of them are failures, half are secrets. */
const seed = Number(process.argv[3] ?? Date.now())
for (let done = 0; done < RUNS; done += BATCH) {
  const numRuns = Math.min(BATCH, RUNS - done) / 2
  for (const [input, context] of fc.sample(fc.tuple(failure, hostileContext), {
    numRuns,
    seed: seed + done,
  })) {
    try {
      checkBounded(
        timed(() => normalizeError(input, { now: NOW, online: true, ...context }), input),
        'system' in context ? Date.now() : NOW,
      )
    } catch (wrong) {
      note(
        `not bounded: ${String(wrong)
          .slice(0, 90)
          .replace(/[\d.]+/g, 'N')}`,
        input,
      )
    }
  }
  for (const { input, needles } of fc.sample(planted, { numRuns, seed: seed + done })) {
    const error = timed(
      () => normalizeError(input, { now: 0, online: true, trustHelpUrl: () => true }),
      input,
    )
    const copied = errorReport(error, undefined, true)
    for (const [member, value] of Object.entries({ ...error.toJSON(), message: error.message, copied })) {
      const text = JSON.stringify(value)
      if (needles.some((needle) => text.includes(needle))) note(`a secret in ${member}`, input)
    }
  }
}

for (const [problem, { count, example }] of problems) console.log(`${count} × ${problem}\n    ${example}`)
console.log(
  `${RUNS} inputs (seed ${seed}), ${problems.size} problems, the slowest took ${slowest.toFixed(1)} ms`,
)
process.exitCode = problems.size === 0 ? 0 : 1
