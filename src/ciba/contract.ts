import type { SystemErrors } from '../errors/codes/code-row.js'
import type { Approval } from './approval.js'

/** What one sign-in asks for. */
export interface SignInRequest {
  /**
   * Who signs in: an e-mail address, phone number or user name, whatever the system knows [CIBA Core 7.1]; empty where
   * the sign-in began without one.
   */
  loginHint: string
  /** Shown on this page and on the phone, so that people can see that the two belong together [7.1]. */
  bindingMessage: string
}

/** What goes with every call. */
export interface CallContext {
  signal: AbortSignal
  /** Ours; a system that takes request ids sends it. */
  requestId: string
  /** The flow's time, epoch ms, by which a `retryAt` has to be told: it does not jump when somebody sets the clock. */
  now?: () => number
}

/** Where people approve a request that nobody pushes to them, and what they enter there (RFC 8628 §3.2). */
export interface Verification {
  /** People type it, or compare it. */
  userCode: string
  /** Short, to be typed: `http:` or `https:` and nothing else, since it becomes a link. */
  uri: string
  /** The same with the code in it, for a link and a QR code. */
  uriComplete?: string
}

/** A request that was accepted [CIBA Core 7.3]. */
export interface Acknowledgement {
  authReqId: string
  /** Seconds from receipt. */
  expiresIn: number
  /** Seconds between polls; 5 where the server says nothing. */
  interval?: number
  /** The server's id of the request, where it gives one. */
  requestId?: string
  /** Given where nothing is pushed and people go there themselves; no binding message is shown then. */
  verification?: Verification
}

/** A request that was pending when its page went away: reloaded, closed, or left for another one. */
export interface PendingRequest extends Acknowledgement {
  /** Seconds that are left. */
  expiresIn: number
  bindingMessage: string
  /** Who signs in, where the system may tell the page; without it there is no code instead of the push. */
  loginHint?: string
  /** The same for eyes: `d•••@e•••.com`. Made from `loginHint` by default. */
  maskedHint?: string
}

/** Pending and slow-down are answers. Whatever else is not an approval is thrown. */
export type PollAnswer =
  | { type: 'approved'; approval: Approval }
  | { type: 'pending'; interval?: number; retryAt?: number }
  | { type: 'slow_down'; interval?: number; retryAt?: number }

/** The code of a start that failed although a push may have gone out: only a person may start again. */
export const OUTCOME_UNKNOWN = 'outcome_unknown'

/**
 * The contract between the flow and a system. Every method may throw anything: the flow normalises it.
 * `auth_req_id` and codes are passed as arguments and kept nowhere else.
 */
export interface CibaClient {
  /** The system's name, for logs. */
  readonly name: string
  /** Codes that mean something else in this system. */
  readonly errors?: SystemErrors
  /** False where a sign-in begins without saying who signs in. */
  readonly needsLoginHint?: boolean
  /**
   * The system answers a repeated `idempotencyKey` with the same request, or pushes nothing to anybody, so that a start
   * that failed can be repeated without a second push. One that failed with {@link OUTCOME_UNKNOWN} is not repeated.
   */
  readonly honoursKeys?: boolean
  initiate(request: SignInRequest, call: CallContext & { idempotencyKey: string }): Promise<Acknowledgement>
  poll(authReqId: string, call: CallContext): Promise<PollAnswer>
  /** A time-based code instead of the push. Throws `invalid_code` or `locked` where the code is the reason. */
  verifyTotp?(request: { loginHint: string; code: string }, call: CallContext): Promise<Approval>
  /** Tells the system that nobody waits any more. `promptMayRemain`: the phone can still show the prompt. */
  cancel?(authReqId: string, call: CallContext): Promise<{ promptMayRemain: boolean }>
  /**
   * The request that this browser has pending, from before the page was loaded; null where there is none, or where
   * another tab goes on with it. Asked once, before anything else.
   */
  resume?(call: CallContext): Promise<PendingRequest | null>
  /** The server says "poll now"; returns an unsubscribe. A missing or broken channel loses nothing. */
  subscribe?(authReqId: string, onPollNow: () => void): () => void
}
