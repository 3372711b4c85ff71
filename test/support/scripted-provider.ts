import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export const ISSUER = 'https://id.example'
export const CLIENT = { clientId: 'web-back-end', clientSecret: 'planted-client-secret' }

/** A call that reached the provider. */
interface ProviderCall {
  path: string
  params: URLSearchParams
  authorization: string | null
  /** By the clock that the test gave. */
  at: number
}

type Answer = (params: URLSearchParams, signal: AbortSignal) => Response | Promise<Response>

export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

export const oauthError = (code: string, status = 400, headers: Record<string, string> = {}) =>
  json(status, { error: code, error_description: `planted provider sentence about ${code}` }, headers)

const keys = await generateKeyPair('RS256', { extractable: true })
const otherKeys = await generateKeyPair('RS256', { extractable: true })
const KID = 'key-1'

/** An ID token signed with the key that the provider publishes, unless told otherwise. Times are real ones. */
export function idToken(claims: JWTPayload = {}, options: { forged?: boolean } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = { iss: ISSUER, aud: CLIENT.clientId, sub: 'user-1', name: 'Ada', iat: now, exp: now + 3600 }
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: KID })
    .sign((options.forged ? otherKeys : keys).privateKey)
}

/** The tokens of an approval. */
export async function tokens(claims?: JWTPayload, options?: { forged?: boolean }): Promise<Response> {
  return json(200, {
    access_token: 'planted-access-token',
    refresh_token: 'planted-refresh-token',
    token_type: 'Bearer',
    expires_in: 600,
    id_token: await idToken(claims, options),
  })
}

/** A provider whose every answer the test decides; good ones by default. Given to the back end as its `fetch`. */
export function createScriptedProvider(now: () => number = Date.now) {
  const calls: ProviderCall[] = []
  const provider = {
    calls,
    metadata: {
      issuer: ISSUER,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
      revocation_endpoint: `${ISSUER}/revoke`,
      backchannel_authentication_endpoint: `${ISSUER}/backchannel`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    } as Record<string, unknown>,
    onDiscovery: (() => json(200, provider.metadata)) as Answer,
    onKeys: (async () =>
      json(200, {
        keys: [{ ...(await exportJWK(keys.publicKey)), kid: KID, alg: 'RS256', use: 'sig' }],
      })) as Answer,
    onPush: (() => json(200, { auth_req_id: 'planted-auth-req-id', expires_in: 120, interval: 5 })) as Answer,
    onToken: (() => oauthError('authorization_pending')) as Answer,
    onRevoke: (() => new Response(null, { status: 200 })) as Answer,
    to: (path: string) => calls.filter((call) => call.path === path),
    fetch: (async (input, init) => {
      const request = new Request(input, init)
      const path = new URL(request.url).pathname
      const params = new URLSearchParams(await request.text())
      calls.push({ path, params, authorization: request.headers.get('authorization'), at: now() })
      const signal = init?.signal ?? request.signal
      const answers: Record<string, Answer> = {
        '/.well-known/openid-configuration': provider.onDiscovery,
        '/jwks': provider.onKeys,
        '/backchannel': provider.onPush,
        '/token': provider.onToken,
        '/revoke': provider.onRevoke,
      }
      return (answers[path] ?? (() => new Response('no such page', { status: 404 })))(params, signal)
    }) as typeof fetch,
  }
  return provider
}

/** An answer that never comes; ends as fetch does when its signal is aborted. */
export const silence: Answer = (_params, signal) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
