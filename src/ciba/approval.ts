/** Who is signed in, as the system told; what it holds is the system's choice. */
export interface SessionUser {
  /** The subject: the user's stable id at the provider. */
  sub: string
  name?: string
  [claim: string]: unknown
}

export interface Session {
  user: SessionUser
  /** Epoch ms; absent where the session ends with the browser. */
  expiresAt?: number
}

/** Tokens, for systems that hand them to the page (RFC 6749 §5.1). */
export interface TokenSet {
  accessToken: string
  refreshToken?: string
  idToken?: string
  tokenType?: string
  /** Seconds from receipt. */
  expiresIn?: number
  scope?: string
}

/** What an approval brought: a session that the system keeps, or tokens. */
export interface Approval {
  session?: Session
  tokens?: TokenSet
}

/**
 * Who can be asked for the session: a system that keeps it itself, as our back end does with its cookie, or an
 * `AuthSession`. Both throw what they like.
 */
export interface SessionSource<S = Session> {
  /** The present session, or null for nobody. An error of the kind `session_expired` says why nobody is signed in. */
  getSession(call: { signal: AbortSignal }): Promise<S | null>
  signOut(call: { signal: AbortSignal }): Promise<void>
}
