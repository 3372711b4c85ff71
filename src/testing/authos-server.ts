import { type Clock, systemClock } from '../http/clock.js'
import { type AuthOsFailure, authosFailures, authosSays } from './authos-failures.js'
import { json } from './faults.js'
import { createScriptedApi, jsonOf, type ScriptedApi } from './scripted-api.js'
import { createScriptedTokens, type ScriptedGrant } from './scripted-tokens.js'

export interface AuthOsServerOptions {
  /** By which tokens expire and limits end; the machine's by default. */
  clock?: Pick<Clock, 'now'>
  /** Where it is mounted; the whole origin by default. */
  prefix?: string
  /** Life of an access token, in seconds; 900 by default. */
  expiresInS?: number
  /** What a limit asks for, in seconds; 30 by default. */
  retryAfterS?: number
  /** Keys that are good for `X-API-Key`; `key-1` by default. */
  apiKeys?: readonly string[]
}

export interface AuthOsServer extends ScriptedApi<AuthOsFailure> {
  /** The tokens of a new sign-in. */
  issue(): ScriptedGrant
  /** All access tokens that are out are too old from now on. */
  expireAll(): void
}

/**
 * An AuthOS that lives in this process: a Web `Request` in, a `Response` out. `POST /api/auth/refresh` renews tokens, and
 * all else below `/api/` wants one, or a key. Its failures have the bodies, statuses and headers of its guide.
 */
export function createAuthOsServer(options: AuthOsServerOptions = {}): AuthOsServer {
  const {
    clock = systemClock,
    prefix = '',
    expiresInS = 900,
    retryAfterS = 30,
    apiKeys = ['key-1'],
  } = options
  const tokens = createScriptedTokens({ clock, expiresInS })
  const refuse = (error: string, code: string) => authosSays(401, error, code)(clock.now())

  const api = createScriptedApi({
    clock,
    prefix,
    failures: authosFailures(retryAfterS),
    faulty: 'api',
    operationOf(path, method) {
      if (path === '/api/auth/refresh') return method === 'POST' ? 'refresh' : undefined
      return path.startsWith('/api/') ? 'api' : undefined
    },
    answers: {
      async refresh(request) {
        const grant = tokens.rotate((await jsonOf(request)).refresh_token)
        if (grant === null) return refuse('The refresh token is not accepted', 'UNAUTHORIZED')
        const { accessToken, refreshToken, expiresIn } = grant
        return json(200, { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn })
      },
      api(request) {
        const key = request.headers.get('x-api-key')
        if (key !== null && !apiKeys.includes(key)) return refuse('No such key', 'UNAUTHORIZED')
        const worth = key === null ? tokens.check(request) : 'good'
        if (worth === 'missing') return refuse('Authentication required', 'UNAUTHORIZED')
        if (worth === 'unknown') return refuse('The signature does not match', 'JWT_ERROR')
        if (worth === 'expired') return refuse('The access token has expired', 'TOKEN_EXPIRED')
        return json(200, { ok: true })
      },
    },
  })
  return { ...api, issue: tokens.issue, expireAll: tokens.expireAll }
}
