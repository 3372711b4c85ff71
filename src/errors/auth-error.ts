import type { AuthErrorKind, Recovery, Severity } from './vocabulary.js'

/** The members of an {@link AuthError}; all but `kind` and `code` are optional where it is made by hand. */
export interface AuthErrorFields {
  /** What happened. */
  kind: AuthErrorKind
  /** As on the wire (`access_denied`, `AUTH_003`), or `HTTP_<status>`, or our own where the wire has none. */
  code: string
  /** What to do about it. */
  recovery: Recovery
  /** The very same call, unchanged, may succeed later with nothing else done. */
  retryable: boolean
  severity: Severity
  /** HTTP status, where there was an answer. */
  status?: number
  /** The server's request or trace id (body first, then headers), else the one we sent. */
  requestId?: string
  /** Epoch ms. */
  occurredAt: number
  /**
   * Epoch ms before which no retry happens, where waiting cures it: only what the server said, or until when
   * `createAuthFetch` itself holds calls back, a minute after a 429 that names no time.
   */
  retryAt?: number
  /** Documentation link that the answer carried and the app trusts. */
  helpUrl?: string
  /** Texts meant for people, by field; shown as plain text. */
  fieldErrors?: Record<string, string[]>
  /** The account's state where that is the obstacle, e.g. `notVerified`. */
  userState?: string
  /** The process that failed, e.g. `verification`. */
  process?: string
  /** Tries left before a lock-out. */
  attemptsRemaining?: number
  /** The server's own sentence, redacted; never what a person reads first. */
  technicalDetail?: string
  /** Further members of the answer, redacted. */
  details?: unknown
}

/** What an error is made from: a member that is undefined is left out. */
export type AuthErrorInit = { [K in keyof AuthErrorFields]: AuthErrorFields[K] | undefined } & Pick<
  AuthErrorFields,
  'kind' | 'code'
>

const BRAND = Symbol.for('react-ciba.AuthError')

/** Every failure of this library, whatever was thrown or answered. `message` is for developers: `<kind>: <code>`. */
export class AuthError extends Error implements AuthErrorFields {
  override readonly name = 'AuthError'
  declare readonly kind: AuthErrorKind
  declare readonly code: string
  declare readonly recovery: Recovery
  declare readonly retryable: boolean
  declare readonly severity: Severity
  declare readonly status?: number
  declare readonly requestId?: string
  declare readonly occurredAt: number
  declare readonly retryAt?: number
  declare readonly helpUrl?: string
  declare readonly fieldErrors?: Record<string, string[]>
  declare readonly userState?: string
  declare readonly process?: string
  declare readonly attemptsRemaining?: number
  declare readonly technicalDetail?: string
  declare readonly details?: unknown

  constructor(fields: AuthErrorInit, options?: { cause?: unknown }) {
    super(`${fields.kind}: ${fields.code}`, options)
    const members = this as unknown as Record<string, unknown>
    for (const name of Object.keys(fields) as (keyof AuthErrorInit)[])
      if (fields[name] !== undefined) members[name] = fields[name]
  }

  get [BRAND](): true {
    return true
  }

  /**
   * The members as plain data, which `authErrorFromJSON` makes an error again. The cause stays behind: it may hold what must
   * not leave the page.
   */
  toJSON(): AuthErrorFields {
    const { name: _name, ...fields } = this as AuthErrorFields & { name?: string }
    return fields
  }
}

/** The same error with other members, of which undefined takes one away; the cause goes along. */
export const revised = (
  error: AuthError,
  changes: { [Member in keyof AuthErrorFields]?: AuthErrorFields[Member] | undefined },
) => new AuthError({ ...error.toJSON(), ...changes } as AuthErrorFields, error)

/** True for an `AuthError`, also one made by another copy of this library on the page. */
export function isAuthError(value: unknown): value is AuthError {
  try {
    return value instanceof Error && (value as { [BRAND]?: unknown })[BRAND] === true
  } catch {
    return false
  }
}
