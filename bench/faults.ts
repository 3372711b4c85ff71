/** `npm run faults [-- --write]`: what this library and openid-client make of a server that stumbles. */
import { readFileSync, writeFileSync } from 'node:fs'
import { report } from './faults/report.js'
import { CLIENTS, runAll } from './faults/run.js'
import { markdownTable, totals } from './faults/table.js'

const fromRoot = (path: string) => new URL(`../${path}`, import.meta.url)
const versionOf = (manifest: string) =>
  (JSON.parse(readFileSync(fromRoot(manifest), 'utf8')) as { version: string }).version

const versions = [versionOf('package.json'), versionOf('node_modules/openid-client/package.json')]
const names = CLIENTS.map(({ name }, at) => `${name} ${versions[at]}`)

const startedAt = performance.now()
const rows = await runAll()
const tookS = Math.round((performance.now() - startedAt) / 1000)
const table = markdownTable(rows, ['scenario', ...names])
const sums = totals(rows)
const [ours] = sums

console.log(table)
for (const { client, right, rows: all, violations, stray } of sums)
  console.log(
    `${client}: ${right} of ${all} as decided, ${violations} polls not allowed, ${stray} left tokens`,
  )
console.log(`took ${tookS} s`)

if (process.argv.includes('--write'))
  writeFileSync(fromRoot('docs/faults.md'), report({ table, totals: sums, names, tookS }))

const allRight = ours !== undefined && ours.right === ours.rows && ours.violations + ours.stray === 0
process.exitCode = allRight ? 0 : 1
