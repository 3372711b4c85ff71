import type { Clock } from '../../src/http/clock.js'

/** What the server does with the next refreshes. */
export type RefreshFault = 'refused' | '503' | 'network' | 'hang'

export interface TokenServerOptions {
  clock: Clock
  /** Life of an access token, in seconds. 300. */
  expiresIn?: number
  /** Where the refresh token is: in the body (as AuthOS has it), or in a cookie (as Chordian). */
  by?: 'body' | 'cookie'
  /** How an access token that is too old is answered. */
  expired?: () => Response
}

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })

/**
 * An API behind access tokens, and the server that renews them: each refresh token works once, and one that comes a
 * second time ends the whole session (RFC 9700 §4.14.2).
 */
export function createTokenServer(options: TokenServerOptions) {
  const { clock, expiresIn = 300, by = 'body' } = options
  const expired =
    options.expired ?? (() => json(401, { error: 'Token has expired', error_code: 'TOKEN_EXPIRED' }))
  let generation = 0
  let revoked = false
  let refusesAll = false
  const issuedAt = new Map<string, number>()
  const seen = { refreshes: 0, reuses: 0, calls: [] as string[], unauthorized: 0 }
  const faults: RefreshFault[] = []

  function issue() {
    generation += 1
    const accessToken = `access-${generation}`
    issuedAt.set(accessToken, clock.now())
    return { access_token: accessToken, refresh_token: `refresh-${generation}`, expires_in: expiresIn }
  }

  async function refresh(request: Request): Promise<Response> {
    seen.refreshes += 1
    const fault = faults.shift()
    if (fault === 'network') throw new TypeError('Failed to fetch')
    if (fault === 'hang') return new Promise(() => undefined)
    if (fault === '503')
      return json(503, { error: 'Down', error_code: 'UNAVAILABLE' }, { 'retry-after': '20' })
    const body = (await request.json()) as { refresh_token?: string }
    const given =
      by === 'body' ? body.refresh_token : /refresh=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
    if (given !== `refresh-${generation}`) {
      seen.reuses += given === undefined ? 0 : 1
      revoked ||= given !== undefined
    }
    if (fault === 'refused' || given === undefined || revoked)
      return json(401, {
        error: { code: 'INVALID_REFRESH_TOKEN', message: 'Refresh token is no longer valid', status: 401 },
      })
    const { refresh_token: next, ...rest } = issue()
    return by === 'body'
      ? json(200, { ...rest, refresh_token: next })
      : json(
          200,
          { token: rest.access_token, expiresIn },
          { 'set-cookie': `refresh=${next}; HttpOnly; Path=/` },
        )
  }

  async function api(request: Request): Promise<Response> {
    const { method, headers, url } = request
    const token = headers.get('authorization')?.replace('Bearer ', '') ?? ''
    seen.calls.push(`${method} ${new URL(url).pathname} ${token} ${await request.text()}`.trim())
    const at = issuedAt.get(token)
    const old =
      refusesAll ||
      at === undefined ||
      clock.now() >= at + expiresIn * 1000 ||
      token !== `access-${generation}`
    if (old) seen.unauthorized += 1
    if (token === '')
      return json(401, { error: { code: 'NOT_AUTHENTICATED', message: 'Sign in', status: 401 } })
    return old ? expired() : json(200, { ok: true, by: token })
  }

  return {
    seen,
    /** A sign-in. */
    issue() {
      revoked = false
      const { access_token: accessToken, refresh_token: refreshToken } = issue()
      return { accessToken, refreshToken, expiresIn }
    },
    /** Every access token is too old from now on. */
    expireAll: () => issuedAt.clear(),
    /** No access token is young enough. */
    refuseAll() {
      refusesAll = true
    },
    failRefresh: (...next: RefreshFault[]) => void faults.push(...next),
    handle: (request: Request): Promise<Response> =>
      new URL(request.url).pathname === '/refresh' ? refresh(request) : api(request),
  }
}

export type TokenServer = ReturnType<typeof createTokenServer>

/** `fetch` that is answered in this process, and ends with its signal as the real one does. */
export function fetchFrom(server: TokenServer): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init)
    const aborted = new Promise<never>((_, reject) => {
      const { signal } = request
      if (signal.aborted) reject(signal.reason as Error)
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
    return Promise.race([server.handle(request), aborted])
  }
}
