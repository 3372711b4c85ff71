import type { AuthError } from '../errors/auth-error.js'

/** The calls that a flow makes, by their names in the contract. */
export type Operation = 'resume' | 'initiate' | 'poll' | 'verifyTotp' | 'cancel' | 'session' | 'signOut'

/**
 * Everything that can be observed of a flow or a back end. No member holds a token, a code, an `auth_req_id` or a
 * login hint: a flow is named by `flowId`, a request by `requestId`, both made here and worth nothing to a thief.
 * `at` is epoch ms.
 */
export type AuthEvent =
  | { type: 'transition'; at: number; flowId: string; from: string; to: string }
  | { type: 'request_started'; at: number; flowId: string; operation: Operation; requestId: string }
  | {
      type: 'request_finished'
      at: number
      flowId: string
      operation: Operation
      requestId: string
      durationMs: number
      /** `ok`, a poll's answer, or the error's code. */
      outcome: string
      error?: AuthError
    }
  | { type: 'callback_failed'; at: number; flowId: string; callback: string; error: AuthError }

export type AuthEventListener = (event: AuthEvent) => void
