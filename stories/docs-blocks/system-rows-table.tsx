import {
  type ApiFailure,
  createAuthOsServer,
  createBiidServer,
  createChordianServer,
  createNexlaServer,
} from '../../src/testing.js'
import { FactTable } from './fact-table.js'
import { AUTHOS_ROWS } from './system-rows/authos.js'
import { BIID_ROWS } from './system-rows/biid.js'
import { CHORDIAN_ROWS } from './system-rows/chordian.js'
import { NEXLA_ROWS } from './system-rows/nexla.js'
import type { SystemRow } from './system-rows/system-row.js'

interface Told {
  failures: Readonly<Record<string, ApiFailure>>
  rows: Readonly<Record<string, SystemRow>>
}

const SYSTEMS = {
  authos: { failures: createAuthOsServer().failures, rows: AUTHOS_ROWS },
  chordian: { failures: createChordianServer().failures, rows: CHORDIAN_ROWS },
  nexla: { failures: createNexlaServer().failures, rows: NEXLA_ROWS },
  biid: { failures: createBiidServer().failures, rows: BIID_ROWS },
} satisfies Record<string, Told>

const readAs = ({ thrown }: SystemRow) =>
  thrown === null ? 'nothing is thrown' : `\`${thrown.replace(' ', '`, `')}\``

function whatIsDone({ thrown, refreshes = 0, does, works }: SystemRow): string {
  const renewed = refreshes === 0 ? [] : [thrown === null ? 'one refresh, the call once more' : 'one refresh']
  const done = [...renewed, ...(does === undefined ? [] : [does]), ...(works ? ['the call works'] : [])]
  return done.join(', ') || (thrown === null ? 'it worked' : 'the banner says what to do')
}

/** Every failure that a scripted server can be asked for, and what comes of it with a handler for each meaning. */
export function SystemRowsTable({ of }: { of: keyof typeof SYSTEMS }) {
  const { failures, rows }: Told = SYSTEMS[of]
  return (
    <FactTable
      caption="Failures and what comes of them"
      head={['Failure', 'What happened', 'Read as', 'What is done']}
      rows={Object.entries(rows).map(([name, row]) => [
        `\`${name}\``,
        failures[name]?.about ?? '',
        readAs(row),
        whatIsDone(row),
      ])}
    />
  )
}
