import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { type ChordianFailure, chordianFailures, chordianWords, SANDBOX } from './chordian-failures.js'
import { json } from './faults.js'
import { createScriptedApi, jsonOf, type ScriptedApi } from './scripted-api.js'
import { createScriptedTokens, type ScriptedGrant } from './scripted-tokens.js'

export interface ChordianServerOptions {
  /** By which tokens expire; the machine's by default. */
  clock?: Pick<Clock, 'now'>
  /** Where it is mounted; the whole origin by default. */
  prefix?: string
  /** Life of an access token, in seconds; 1 296 000 by default. */
  expiresInS?: number
  /** Where the documentation is. Without it bodies leave their link to it out. */
  docsUrl?: string
}

export interface ChordianServer extends ScriptedApi<ChordianFailure> {
  /** All access tokens that are out are too old from now on. */
  expireAll(): void
}

const COOKIE = 'chordian_refresh'
const base64 = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')

/** When a JSON Web Token expires, in epoch ms (RFC 7519 §4.1.4); undefined for what is none. */
function expiryIn(request: Request): number | undefined {
  try {
    const [, claims = ''] = (request.headers.get('authorization') ?? '').split('.')
    // Without `-` and `_`, which `atob` does not know (RFC 7515 §2).
    const { exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: unknown }
    return typeof exp === 'number' ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}

/**
 * A Chordian that lives in this process, with the account of its sandbox: `test@example.com` signs in with `ValidPass123!`,
 * and any other password is wrong. `POST /api/auth/login` gives a token and an HttpOnly cookie with which
 * `POST /api/auth/refresh` renews it; all else below `/api/` wants the token.
 */
export function createChordianServer(options: ChordianServerOptions = {}): ChordianServer {
  const { clock = systemClock, prefix = '', expiresInS = 1_296_000, docsUrl } = options
  const says = chordianWords(docsUrl)
  const tokens = createScriptedTokens({
    clock,
    expiresInS,
    write: (expiresAt) =>
      [base64({ alg: 'HS256' }), base64({ exp: Math.floor(expiresAt / 1000), jti: newId() }), newId()].join(
        '.',
      ),
  })
  const withCookie = (answer: Response, value: string, maxAge: string) => {
    const lives = `Path=${prefix}/api/auth; HttpOnly; SameSite=Strict; Max-Age=${maxAge}`
    answer.headers.set('set-cookie', `${COOKIE}=${value}; ${lives}`)
    return answer
  }
  const granted = ({ accessToken, refreshToken, expiresIn }: ScriptedGrant) =>
    withCookie(json(200, { token: accessToken, expiresIn }), refreshToken, '2592000')

  const api = createScriptedApi({
    clock,
    prefix,
    failures: chordianFailures(says),
    faulty: 'api',
    operationOf(path, method) {
      if (path === '/api/auth/login') return method === 'POST' ? 'login' : undefined
      if (path === '/api/auth/refresh') return method === 'POST' ? 'refresh' : undefined
      return path.startsWith('/api/') ? 'api' : undefined
    },
    answers: {
      async login(request) {
        const { email, password } = await jsonOf(request)
        return email === SANDBOX.email && password === SANDBOX.password
          ? granted(tokens.issue())
          : says(401, 'INVALID_CREDENTIALS', 'Invalid email or password')()
      },
      refresh(request) {
        const [, given] = new RegExp(`${COOKIE}=([\\w-]+)`).exec(request.headers.get('cookie') ?? '') ?? []
        if (given === undefined)
          return says(400, 'BAD_REQUEST', 'Bad request', { field: 'refresh_cookie', issue: 'Missing' })()
        const grant = tokens.rotate(given)
        if (grant !== null) return granted(grant)
        const refused = says(401, 'INVALID_REFRESH_TOKEN', 'The refresh token is not valid')()
        return withCookie(refused, '', '0')
      },
      api(request) {
        const worth = tokens.check(request)
        if (worth === 'good') return json(200, { ok: true })
        if (worth === 'missing') return says(401, 'NOT_AUTHENTICATED', 'Authentication required')()
        const expired = worth === 'expired' || (expiryIn(request) ?? Infinity) <= clock.now()
        return expired
          ? says(401, 'TOKEN_EXPIRED', 'The token has expired')()
          : says(401, 'INVALID_TOKEN', 'The token is not valid', { reason: 'signature' })()
      },
    },
  })
  return { ...api, expireAll: tokens.expireAll }
}
