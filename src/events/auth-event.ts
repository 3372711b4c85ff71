import type { AuthError } from '../errors/auth-error.js'
import type { Recovery } from '../errors/vocabulary.js'

/** The calls that a flow makes, by their names in the contract; those of a session; and an app's own (`api`). */
export type Operation =
  | 'resume'
  | 'initiate'
  | 'poll'
  | 'verifyTotp'
  | 'cancel'
  | 'session'
  | 'signOut'
  | 'refresh'
  | 'api'

/** What a request is known by. */
export interface RequestNames {
  flowId: string
  operation: Operation
  /** One that begins with `local-` was not sent: it says which two events belong together. */
  requestId: string
  /** Of an app's own call: where it goes, redacted and without its query. */
  endpoint?: string
  method?: string
}

/**
 * Everything that can be observed of a flow or a back end. No member holds a token, a code, an `auth_req_id` or a
 * login hint: a flow is named by `flowId`, a request by `requestId`, both made here and worth nothing to a thief.
 * `at` is epoch ms.
 */
export type AuthEvent =
  | {
      type: 'transition'
      at: number
      flowId: string
      from: string
      to: string
      /** Why, where no request has told: the time was over, no address was given, codes are paused. */
      error?: AuthError
    }
  | ({ type: 'request_started'; at: number } & RequestNames)
  | ({
      type: 'request_finished'
      at: number
      durationMs: number
      /** `ok`, a poll's answer, or the error's code. */
      outcome: string
      /** HTTP, of an app's own call that was answered. */
      status?: number
      error?: AuthError
    } & RequestNames)
  /** An app's own call that was not sent: its circuit is open, its turn too far off, or its caller did not wait for it. */
  | ({ type: 'request_held_back'; at: number; error: AuthError } & Omit<RequestNames, 'requestId'>)
  /** The flow asks again by itself: a poll, or a start that did not get through. `requestId` is that of the call before. */
  | {
      type: 'repeat_planned'
      at: number
      flowId: string
      operation: Operation
      requestId: string
      /** Epoch ms. */
      dueAt: number
    }
  /** Calls to an origin are held back (`open`), tried with one (`half_open`), or go out again (`closed`). */
  | {
      type: 'circuit_changed'
      at: number
      flowId: string
      origin: string
      to: 'open' | 'half_open' | 'closed'
    }
  /** What was done about an error, and whether the call may be made again. */
  | {
      type: 'recovery_finished'
      at: number
      flowId: string
      recovery: Recovery
      /** Of the error that was to be recovered from. */
      code: string
      durationMs: number
      helped: boolean
      /** Why it could not be done. */
      error?: AuthError
    }
  | { type: 'callback_failed'; at: number; flowId: string; callback: string; error: AuthError }

export type AuthEventListener = (event: AuthEvent) => void
