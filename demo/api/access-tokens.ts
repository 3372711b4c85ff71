import { randomBytes } from 'node:crypto'
import type { SessionUser } from 'react-ciba/server'

export interface AccessTokens {
  /** Seconds. */
  readonly lifetimeS: number
  /** A new one for this person, as opaque as can be. */
  issue(user: SessionUser): string
  /** Whose it is; undefined where it is unknown or too old. */
  find(token: string): SessionUser | undefined
  /** All that were issued are too old from now on. */
  expireAll(): void
}

/** Short-lived tokens for the API, in memory. Nothing revokes one: it is soon over by itself. */
export function createAccessTokens(lifetimeS: number): AccessTokens {
  const issued = new Map<string, { user: SessionUser; expiresAt: number }>()
  const dropLapsed = () => {
    for (const [token, { expiresAt }] of issued) if (expiresAt <= Date.now()) issued.delete(token)
  }
  return {
    lifetimeS,
    issue(user) {
      dropLapsed()
      const token = randomBytes(32).toString('base64url')
      issued.set(token, { user, expiresAt: Date.now() + lifetimeS * 1000 })
      return token
    },
    find(token) {
      dropLapsed()
      return issued.get(token)?.user
    },
    expireAll: () => issued.clear(),
  }
}
