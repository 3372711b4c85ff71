import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'

/** Tokens as a scripted server hands them out. */
export interface ScriptedGrant {
  accessToken: string
  refreshToken: string
  /** Seconds. */
  expiresIn: number
}

export interface ScriptedTokensOptions {
  clock: Pick<Clock, 'now'>
  /** Life of an access token, in seconds. */
  expiresInS: number
  /** What an access token looks like; anything by default. @param expiresAt Epoch ms. */
  write?: (expiresAt: number) => string
}

/**
 * Access tokens that expire and refresh tokens that work once: one that comes a second time ends its whole session (RFC
 * 9700 §4.14.2).
 */
export function createScriptedTokens({ clock, expiresInS, write = () => newId() }: ScriptedTokensOptions) {
  const access = new Map<string, { session: string; expiresAt: number }>()
  const refresh = new Map<string, { session: string; used: boolean }>()
  const ended = new Set<string>()

  function issue(session = newId()): ScriptedGrant {
    const expiresAt = clock.now() + expiresInS * 1000
    const [accessToken, refreshToken] = [write(expiresAt), newId() + newId()]
    access.set(accessToken, { session, expiresAt })
    refresh.set(refreshToken, { session, used: false })
    return { accessToken, refreshToken, expiresIn: expiresInS }
  }

  return {
    /** Those of a new sign-in. */
    issue: () => issue(),
    /** New ones for a refresh token; null where it is unknown or was used. */
    rotate(token: unknown): ScriptedGrant | null {
      const known = refresh.get(`${token}`)
      if (known === undefined) return null
      if (known.used) ended.add(known.session)
      if (ended.has(known.session)) return null
      known.used = true
      return issue(known.session)
    },
    /** What the token of a call is worth. */
    check(request: Request): 'good' | 'expired' | 'unknown' | 'missing' {
      const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
      if (token === undefined) return 'missing'
      const known = access.get(token)
      if (known === undefined || ended.has(known.session)) return 'unknown'
      return clock.now() < known.expiresAt ? 'good' : 'expired'
    },
    /** All access tokens that are out are too old from now on. */
    expireAll() {
      for (const known of access.values()) known.expiresAt = clock.now()
    },
  }
}
