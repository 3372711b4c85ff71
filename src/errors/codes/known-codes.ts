import type { Phase } from '../vocabulary.js'
import { AUTHOS_CODES } from './authos.js'
import { AUTHSEC_CODES } from './authsec.js'
import { BIID_CODES } from './biid.js'
import { CHORDIAN_CODES } from './chordian.js'
import type { CodeRow, CodeTable, SystemErrors } from './code-row.js'
import { NEXLA_CODES } from './nexla.js'
import { OAUTH_CODES } from './oauth.js'
import { OWN_CODES } from './own.js'

/** Where a code stands in two tables, the standard's counts. */
const CODES: CodeTable = /* @__PURE__ */ Object.assign(
  {},
  BIID_CODES,
  AUTHOS_CODES,
  CHORDIAN_CODES,
  NEXLA_CODES,
  AUTHSEC_CODES,
  OWN_CODES,
  OAUTH_CODES,
)

/** The same words as for a push that nobody answers: strangers must not learn which accounts exist. */
const NO_ANSWER: CodeRow = { kind: 'timeout', recovery: 'start_over' }

/** What a code means before anybody was asked [CIBA Core 1.0 §13]. */
const AT_INITIATION: CodeTable = {
  unknown_user_id: NO_ANSWER,
  user_not_found: NO_ANSWER,
}

const rowIn = (table: CodeTable | undefined, code: string) =>
  table !== undefined && Object.hasOwn(table, code) ? table[code] : undefined

/** The row of a code: the system's own, then that of the step, then the built-in ones. */
export function rowOf(
  code: string,
  { system, phase }: { system?: SystemErrors | undefined; phase?: Phase | undefined },
  status?: number,
): CodeRow | undefined {
  const found =
    rowIn(system?.codes, code) ??
    // Where nobody was asked it is policy, not a person's no.
    (code === 'access_denied' && (phase ?? status === 403) && phase !== 'poll' ? 'forbidden' : undefined) ??
    rowIn(phase === 'initiate' ? AT_INITIATION : undefined, code) ??
    rowIn(CODES, code) ??
    // biid's SDK names its classes like the types on the wire: `InvalidTokenError` is `invalidToken`.
    rowIn(
      BIID_CODES,
      code.replace(/^(.)(.*)Error$/, (_, first: string, rest: string) => first.toLowerCase() + rest),
    )
  return typeof found === 'string' ? { kind: found } : found
}
