import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { listenOnIpv4 } from '../../demo/loopback.js'
import { createLedger, type Ledger } from './ledger.js'
import type { Answer, Moment, Scenario } from './scenarios.js'

export const CLIENT = { clientId: 'fault-table', clientSecret: 'of-no-use-elsewhere' }

const SLOW_DOWN_MS = 5_000
const DEFAULT_INTERVAL_S = 5
/** Valid also by the clock of a client that is an hour off. */
const ID_TOKEN_S = 3 * 3600
const keys = await generateKeyPair('RS256', { extractable: true })
const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }

/** One backchannel request, as the server and its person see it. Times are of `performance.now()`. */
export interface Watched {
  ledger: Ledger
  /** When the person decides; never, if they do not. */
  tapAt: number
  /** When the server ends it. */
  expiresAt: number
  tokensIssued: number
  tokensRevoked: number
}

interface Call {
  params: URLSearchParams
  /** By `performance.now()`. */
  arrivedAt: number
  response: ServerResponse
}

export interface FaultServer {
  issuer: string
  /** The request of this login hint, once its push has come. */
  requestOf(loginHint: string): Watched
  close(): Promise<void>
}

/**
 * A standard CIBA server on loopback that follows a scenario. Each login hint has its own request, and so its own run
 * of the scenario; `auth_req_id` and access token are the login hint, which makes them easy to find.
 */
export async function startFaultServer(
  scenario: Scenario,
  onMoment: (loginHint: string, moment: Moment) => void,
): Promise<FaultServer> {
  const { clockAheadMs = 0, expiresIn = 120, expiresEarlyMs = 0, interval = 1 } = scenario
  const { tap = { does: 'approve', afterMs: 2_500 } } = scenario
  const requests = new Map<string, Watched>()
  const serverNow = () => Date.now() + clockAheadMs

  function send(response: ServerResponse, { status, body, contentType = 'application/json' }: Answer) {
    response.writeHead(status, {
      'content-type': contentType,
      'cache-control': 'no-store',
      date: new Date(serverNow()).toUTCString(),
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const sendJson = (response: ServerResponse, body: object) => send(response, { status: 200, body })

  async function tokens(loginHint: string): Promise<Answer> {
    const now = Math.floor(serverNow() / 1000)
    const claims = { iss: issuer, aud: CLIENT.clientId, sub: loginHint, iat: now, exp: now + ID_TOKEN_S }
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(keys.privateKey)
    const body = { access_token: loginHint, token_type: 'Bearer', expires_in: 600, id_token: idToken }
    return { status: 200, body }
  }

  function push({ params, response }: Call): void {
    const loginHint = params.get('login_hint') ?? ''
    const now = performance.now()
    requests.set(loginHint, {
      ledger: createLedger((interval ?? DEFAULT_INTERVAL_S) * 1000),
      tapAt: tap === null ? Infinity : now + tap.afterMs,
      expiresAt: now + expiresIn * 1000 - expiresEarlyMs,
      tokensIssued: 0,
      tokensRevoked: 0,
    })
    sendJson(response, {
      auth_req_id: loginHint,
      expires_in: expiresIn,
      ...(interval === null ? {} : { interval }),
    })
    onMoment(loginHint, 'pushed')
  }

  /** What a server without faults answers. */
  async function usual(loginHint: string, watched: Watched): Promise<Answer> {
    const now = performance.now()
    const refused = (error: string, status = 400): Answer => ({ status, body: { error } })
    if (watched.tokensIssued > 0) return refused('invalid_grant')
    if (now >= watched.expiresAt) return refused('expired_token')
    if (now < watched.tapAt) return refused('authorization_pending', scenario.pendingStatus)
    if (tap?.does === 'deny') return refused('access_denied')
    watched.tokensIssued++
    return tokens(loginHint)
  }

  /** Sets Retry-After; returns how long it asks to wait, by the server's own clock. */
  function retryAfter(response: ServerResponse, answer: Answer): number {
    if (answer.retryAfter === undefined) return 0
    const { seconds, as } = answer.retryAfter
    // An HTTP-date has whole seconds.
    const date = Math.ceil((serverNow() + seconds * 1000) / 1000) * 1000
    response.setHeader('retry-after', as === 'date' ? new Date(date).toUTCString() : seconds)
    return as === 'date' ? date - serverNow() : seconds * 1000
  }

  async function token({ params, arrivedAt, response }: Call): Promise<void> {
    const loginHint = params.get('auth_req_id') ?? ''
    const watched = requests.get(loginHint)
    if (watched === undefined) return send(response, { status: 400, body: { error: 'invalid_grant' } })
    const { ledger } = watched
    const poll = ledger.received(arrivedAt)
    response.once('close', () => ledger.finished())
    onMoment(loginHint, `poll ${poll}`)
    const fault = scenario.faults?.[poll]
    if (fault === 'says nothing') return
    if (fault === 'destroys the socket') return void response.destroy()
    const answer = fault ?? (await usual(loginHint, watched))
    const retryAfterMs = retryAfter(response, answer)
    const error = typeof answer.body === 'object' && 'error' in answer.body ? answer.body.error : undefined
    ledger.answered(performance.now(), {
      retryAfterMs,
      slowDownMs: error === 'slow_down' ? SLOW_DOWN_MS : 0,
      final: fault === undefined && error !== 'authorization_pending',
    })
    send(response, answer)
    onMoment(loginHint, `answer ${poll}`)
  }

  function revoke({ params, response }: Call): void {
    const watched = requests.get(params.get('token') ?? '')
    if (watched !== undefined) watched.tokensRevoked++
    sendJson(response, {})
  }

  const routes: Record<string, (call: Call) => void | Promise<void>> = {
    '/.well-known/openid-configuration': ({ response }) => sendJson(response, metadata(issuer)),
    '/jwks': ({ response }) => sendJson(response, { keys: [publicKey] }),
    '/backchannel': push,
    '/token': token,
    '/revoke': revoke,
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now()
    const params = new URLSearchParams(await text(request))
    const route = routes[request.url ?? '']
    if (route !== undefined) return route({ params, arrivedAt, response })
    send(response, { status: 404, body: 'no such page', contentType: 'text/plain' })
  }

  const { port, close } = await listenOnIpv4((request, response) => {
    handle(request, response).catch(() => response.destroy())
  }, 0)
  const issuer = `http://127.0.0.1:${port}`

  return {
    issuer,
    requestOf(loginHint) {
      const watched = requests.get(loginHint)
      if (watched === undefined) throw new Error(`${scenario.name}: no push came from ${loginHint}`)
      return watched
    },
    close,
  }
}

const metadata = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  revocation_endpoint: `${issuer}/revoke`,
  backchannel_authentication_endpoint: `${issuer}/backchannel`,
  backchannel_token_delivery_modes_supported: ['poll'],
  grant_types_supported: ['urn:openid:params:grant-type:ciba'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  id_token_signing_alg_values_supported: ['RS256'],
  subject_types_supported: ['public'],
  response_types_supported: [],
})
