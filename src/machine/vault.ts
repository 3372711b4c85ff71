import { hiddenWords } from '../errors/redact.js'
import type { Approval } from '../ciba/approval.js'

/**
 * What a flow knows in secret. One object in the closure of its controller: it is never put into the machine, an
 * event, an error, a mutation or a log.
 */
export interface Vault {
  loginHint: string | null
  /** Given by the app; else each push gets a new one. */
  bindingMessage: string | null
  authReqId: string | null
  code: string | null
  approval: Approval | null
  /** Names the present push to the outside; worth nothing to a thief. */
  flowId: string
  /** All that was secret in this sign-in, so that no error says it again. */
  hidden: string[]
}

export const emptyVault = (): Vault => ({
  loginHint: null,
  bindingMessage: null,
  authReqId: null,
  code: null,
  approval: null,
  flowId: '',
  hidden: [],
})

/** A page that is never loaded anew forgets the oldest. */
const MOST_HIDDEN = 100

/**
 * Hides a word in all errors from now on, until it is forgotten; one of a sign or two would be in any text, and a flow that
 * is over hides nothing more.
 */
export function hide(vault: Vault, word: string): void {
  if (word.length < 3 || vault.flowId === '') return
  vault.hidden.push(word)
  hiddenWords.add(word)
  if (hiddenWords.size > MOST_HIDDEN) hiddenWords.delete([...hiddenWords][0] ?? '')
}

/** Empties the vault: what it hid is nobody's secret any more. */
export function forget(vault: Vault): void {
  for (const word of vault.hidden) hiddenWords.delete(word)
  Object.assign(vault, emptyVault())
}
