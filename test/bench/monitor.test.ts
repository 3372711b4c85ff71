import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

interface Measured {
  records: number
  kB: number[]
  codes: number
  errorsInHour: number
}

it('a million errors, half of them with codes of their own, leave a monitor with less than a megabyte', async () => {
  const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', 'bench/monitor.ts'])
  const { records, kB, codes, errorsInHour } = JSON.parse(stdout) as Measured
  expect(records).toBe(1_000_000)
  // One each 7 ms: an hour is 3 590 s at least, and 3 600 at most.
  expect(errorsInHour).toBeGreaterThan(3_590_000 / 7)
  expect(errorsInHour).toBeLessThanOrEqual(3_600_000 / 7 + 1)
  expect(codes).toBe(50)
  expect(kB).toHaveLength(10)
  expect(Math.max(...kB)).toBeLessThan(1_000)
  // And no more after the first hour; a single measure may be of a moment before memory was given back.
  expect(Math.min(...kB.slice(6)) - (kB[5] ?? 0)).toBeLessThan(100)
}, 60_000)
