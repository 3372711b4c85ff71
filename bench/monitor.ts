/**
 * What a monitor holds of memory while a million errors pass: `npm run bench:monitor`. Each has a code that nobody has seen
 * before or one of a hundred, a third come with a recovery or a circuit, and two hours go by. Prints one line of JSON.
 */
import { createAuthMonitor } from '../src/observe/auth-monitor.js'

const RECORDS = 1_000_000
const MEASURES = 10

const { gc } = globalThis
if (!gc) throw new Error('Start it with node --expose-gc')
/** Bytes in use, typed arrays included: the least of three, since the compiler, which works beside, needs some for a moment. */
function inUse(): number {
  const measures = Array.from({ length: 3 }, () => {
    gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  })
  return Math.min(...measures)
}

let now = Date.UTC(2026, 0, 15, 10, 30)
const clock = { now: () => now, setTimeout: () => 0, clearTimeout: () => undefined }
const before = inUse()
const monitor = createAuthMonitor({ clock })
const bytes: number[] = []
const startedAt = performance.now()
for (let n = 1; n <= RECORDS; n++) {
  now += 7
  const code = n % 2 === 0 ? `CODE_${n}` : `CODE_${n % 100}`
  monitor.record({ code })
  if (n % 6 === 0)
    monitor.onEvent({
      ...{ type: 'recovery_finished', at: now, flowId: 'f', recovery: 'retry', code },
      ...{ durationMs: 1, helped: n % 4 === 0 },
    } as const)
  if (n % 6 === 3)
    monitor.onEvent({
      ...{
        type: 'circuit_changed',
        at: now,
        flowId: `f-${n}`,
        origin: `https://${n % 40}.example`,
        to: 'open',
      },
    } as const)
  if (n % (RECORDS / MEASURES) === 0) {
    monitor.getSnapshot()
    bytes.push(inUse() - before)
  }
}
const { codes, errorsInHour, otherInHour } = monitor.getSnapshot()
console.log(
  JSON.stringify({
    records: RECORDS,
    ms: Math.round(performance.now() - startedAt),
    kB: bytes.map((count) => Math.round(count / 1000)),
    codes: codes.length,
    errorsInHour,
    otherInHour,
  }),
)
