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
}

export const emptyVault = (): Vault => ({
  loginHint: null,
  bindingMessage: null,
  authReqId: null,
  code: null,
  approval: null,
  flowId: '',
})
