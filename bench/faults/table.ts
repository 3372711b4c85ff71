import { CLIENTS, type Observed, type Row } from './run.js'

export const count = (amount: number, one: string) => `${amount} ${one}${amount === 1 ? '' : 's'}`

function duration(ms: number): string {
  return Math.abs(ms) < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

function faultsOf({ violations, strayTokens }: Observed): string[] {
  const { tooEarly, overlapping, afterEnd } = violations
  return [
    ...(tooEarly > 0 ? [`${tooEarly} too early`] : []),
    ...(overlapping > 0 ? [`${overlapping} overlapping`] : []),
    ...(afterEnd > 0 ? [`${afterEnd} after the end`] : []),
    ...(strayTokens > 0 ? ['tokens not revoked'] : []),
  ]
}

function cell(observed: Observed): string {
  const { ending, polls, afterMs } = observed
  const code = ending.code === undefined || ending.code === ending.word ? '' : ` (\`${ending.code}\`)`
  const parts = [
    `${ending.word}${code}`,
    ...(afterMs === null ? [] : [duration(afterMs)]),
    count(polls, 'poll'),
    ...faultsOf(observed).map((fault) => `**${fault}**`),
  ]
  return parts.join(', ')
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export function markdownTable(rows: readonly Row[], heads: readonly string[]): string {
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map(({ scenario, observed }) => line([scenario.name, ...observed.map(cell)])),
  ].join('\n')
}

export interface Total {
  client: string
  rows: number
  /** Rows that ended as the person or the server decided. */
  right: number
  violations: number
  /** Rows after which tokens work that nobody has. */
  stray: number
}

export function totals(rows: readonly Row[]): Total[] {
  return CLIENTS.map(({ name }, at) => {
    const own = rows.flatMap(({ scenario, observed }) =>
      observed.slice(at, at + 1).map((seen) => ({ scenario, seen })),
    )
    return {
      client: name,
      rows: rows.length,
      right: own.filter(({ scenario, seen }) => seen.ending.word === scenario.expected).length,
      violations: own.reduce(
        (sum, { seen: { violations: v } }) => sum + v.tooEarly + v.overlapping + v.afterEnd,
        0,
      ),
      stray: own.filter(({ seen }) => seen.strayTokens > 0).length,
    }
  })
}
