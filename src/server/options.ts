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

/** Limits to how often people are asked on their phones. */
export interface PushLimits {
  /** Pushes to one login hint within `windowMs`; 5 by default. Counted anew once one is approved. */
  perHint?: number
  /** Pushes that one client address asks for within `windowMs`; 30 by default. Needs `clientAddress`. */
  perAddress?: number
  /** In ms; 300 000 by default. */
  windowMs?: number
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
   * Checks a time-based code; without it, sign-in by code is not offered. Throwing means "cannot tell": the attempt
   * does not count. Ten seconds at most. A right code that signed the same user in before is refused as a wrong one
   * (RFC 6238 §5.2), for the ten minutes after that.
   */
  verifyTotp?(attempt: { loginHint: string; code: string }): Promise<TotpVerdict>
  totpLimits?: TotpLimits
  /**
   * A start past them is refused with 429 and the time of the next chance, for users that do not exist as for others.
   * Who floods somebody else's login hint can so keep them from push sign-in for a while; a code still works.
   */
  pushLimits?: PushLimits
  /**
   * The address that a request came from, for `pushLimits.perAddress`: a `Request` does not tell. Take it from the
   * connection, or from a header that your own proxy sets and clients cannot. IPv6 addresses count by their /64.
   * Without it, or where it gives undefined, pushes are limited by login hint alone.
   */
  clientAddress?(request: Request): string | undefined
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
