import type { SessionUser } from '../ciba/approval.js'
import type { AuthEventListener } from '../events/auth-event.js'
import type { Clock } from '../http/clock.js'
import type { SessionStore } from './session-store.js'

export type TotpVerdict = { ok: true; user: SessionUser } | { ok: false }

export interface TotpLimits {
  /** Wrong codes in a row until a login hint is locked; 3 by default. */
  attempts?: number
  /** The first lock-out, in ms; 30 000 by default. Each further one takes twice as long, up to an hour. */
  coolDownMs?: number
}

/** What {@link createAuthHandler} needs to know. */
export interface AuthHandlerOptions {
  /**
   * The OpenID provider's issuer URL: https, or http on loopback. Its metadata and keys are fetched when first needed;
   * a fetch that failed is repeated with the next call. ID tokens must be signed with a public key (not HS256).
   */
  issuer: string
  /** CIBA is for confidential clients (CIBA Core 1.0 §7.1): this one, in poll mode. */
  clientId: string
  /** Sent by `client_secret_basic`, or by `client_secret_post` where the provider's metadata offers that alone. */
  clientSecret: string
  /** Space-separated, with `openid`; `openid profile` by default. */
  scope?: string
  /** Path that the back end is mounted at; `/auth` by default. */
  basePath?: string
  /** The public origin, such as `https://app.example`, where a proxy hides it; by default the request URL's. */
  origin?: string
  /**
   * Flows, sessions and counters; in memory by default, for one process and at most 10 000 entries. Several processes
   * share a store and should keep a browser on one of them: polls, repeated starts and TOTP attempts that arrive in
   * the very same moment are told apart in each process for itself.
   */
  store?: SessionStore
  /**
   * Checks a time-based code; without it, sign-in by code is not offered. It must refuse a code that was used before
   * (RFC 6238 §5.2). Throwing means "cannot tell": the attempt does not count. Ten seconds at most.
   */
  verifyTotp?(attempt: { loginHint: string; code: string }): Promise<TotpVerdict>
  totpLimits?: TotpLimits
  /** How long a sign-in lasts, in ms; 8 hours by default. */
  sessionLifetimeMs?: number
  /** What of the ID token's claims the browser gets; by default `sub`, `name`, `preferred_username`, `picture`. */
  sessionUser?(claims: Record<string, unknown>): SessionUser
  /**
   * Answers `unknown_user_id` where the provider says so. By default (false) such a start looks like a push that
   * nobody answers, so that strangers do not learn who has an account.
   */
  revealUnknownUser?: boolean
  /** One `request_finished` a call, and `callback_failed`; never with a secret. What it throws is ignored. */
  onEvent?: AuthEventListener
  /**
   * The time of flows, sessions and time limits; the machine's by default. ID tokens are always checked against the
   * machine's.
   */
  clock?: Clock
  /** For calls to the provider; `globalThis.fetch` by default. */
  fetch?: typeof fetch
}
