import type { Phase } from '../vocabulary.js'
import { AUTHOS_CODES } from './authos.js'
import { AUTHSEC_CODES } from './authsec.js'
import { BIID_CODES } from './biid.js'
import { CHORDIAN_CODES } from './chordian.js'
import type { CodeRow, CodeTable, SystemErrors } from './code-row.js'
import { NEXLA_CODES } from './nexla.js'
import { OAUTH_CODES } from './oauth.js'
import { OWN_CODES } from './own.js'

const TABLES = [OAUTH_CODES, OWN_CODES, AUTHSEC_CODES, NEXLA_CODES, CHORDIAN_CODES, AUTHOS_CODES, BIID_CODES]

/** What a code means in one step of a sign-in alone. */
const IN_PHASE: Partial<Record<Phase, CodeTable>> = {
  initiate: {
    // Before anybody was asked: policy, not a person's no [CIBA Core 1.0 §13].
    access_denied: { kind: 'forbidden' },
    // The same words as for a push that nobody answers: strangers must not learn which accounts exist.
    unknown_user_id: { kind: 'timeout', recovery: 'start_over' },
    user_not_found: { kind: 'timeout', recovery: 'start_over' },
  },
}

/** The row of a code: the system's own, then that of the step, then the built-in ones. */
export function rowOf(
  code: string,
  system: SystemErrors | undefined,
  phase: Phase | undefined,
): CodeRow | undefined {
  const inPhase = phase === undefined ? undefined : IN_PHASE[phase]
  for (const table of [system?.codes, inPhase, ...TABLES])
    if (table !== undefined && Object.hasOwn(table, code)) return table[code]
  return undefined
}
