import type { SessionUser } from './approval.js'

/**
 * What the browser and our back end say to each other: JSON, below one base path, on one origin, with cookies.
 * Failures have the OAuth form `{error, error_description?, request_id, …}` (RFC 6749 §5.2), pending polls are 200.
 */
export const BFF_PATHS = {
  start: '/start',
  pending: '/pending',
  poll: '/poll',
  totp: '/totp',
  cancel: '/cancel',
  session: '/session',
  signOut: '/sign-out',
} as const

/** The header by which the back end knows a repeated start; it answers with the same request. */
export const IDEMPOTENCY_KEY = 'idempotency-key'
export const REQUEST_ID = 'x-request-id'

/** POST /start */
export interface BffStartRequest {
  login_hint: string
  binding_message: string
}
/** 200. `flow` names the pending request to this browser alone; the provider's `auth_req_id` stays on the server. */
export interface BffStartAnswer {
  flow: string
  /** Seconds. */
  expires_in: number
  /** Seconds. */
  interval: number
  request_id: string
}

/** 200 of GET /pending: the request that this browser has pending, with the seconds that are left. */
export interface BffPendingAnswer {
  pending: (BffStartAnswer & BffStartRequest) | null
}

/** POST /poll and POST /cancel */
export interface BffFlowRequest {
  flow: string
}
/** 200 of /poll, and of /totp with `approved` alone. */
export type BffPollAnswer =
  | { status: 'approved'; session: BffSession }
  | { status: 'pending' | 'slow_down'; interval: number }

/** 200 of /cancel. CIBA has no cancel endpoint: unless the app knows better, the prompt may remain on the phone. */
export interface BffCancelAnswer {
  prompt_may_remain: boolean
}

/** POST /totp */
export interface BffTotpRequest {
  login_hint: string
  totp_code: string
}

/** 200 of GET /session is `{session: BffSession | null}`; of POST /sign-out `{}`. */
export interface BffSession {
  user: SessionUser
  /** Epoch ms. */
  expires_at: number
}
