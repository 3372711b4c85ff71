import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import type { Adapter, AdapterPayload, BackchannelAuthenticationRequest } from 'oidc-provider'
import { AccessDenied } from 'oidc-provider/lib/helpers/errors.js'
import { Provider } from 'oidc-provider/lib/provider.js'

export const USER = { sub: 'user-1', hint: 'ada@app.example', name: 'Ada' }
/** A public client: a device without a keyboard, or a page. */
export const DEVICE_CLIENT_ID = 'a-device'
export const REAL_CLIENT = { clientId: 'web-back-end', clientSecret: 'a-secret-of-the-test' }

/** Nothing expires here by itself: tests do not wait. */
function createAdapter(): (model: string) => Adapter {
  const entries = new Map<string, AdapterPayload>()
  return (model) => ({
    upsert: async (id, payload) => void entries.set(`${model}:${id}`, payload),
    find: async (id) => entries.get(`${model}:${id}`),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = entries.get(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => void entries.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of entries) if (payload.grantId === grantId) entries.delete(key)
    },
  })
}

/** A real OpenID provider with CIBA in poll mode on loopback, and the phone that its pushes go to. */
export async function startOidcProvider() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const pushes: BackchannelAuthenticationRequest[] = []

  const provider = new Provider(issuer, {
    adapter: createAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' }] },
    cookies: { keys: ['of-no-use-here'] },
    clients: [
      {
        client_id: REAL_CLIENT.clientId,
        client_secret: REAL_CLIENT.clientSecret,
        grant_types: ['urn:openid:params:grant-type:ciba'],
        response_types: [],
        redirect_uris: [],
        backchannel_token_delivery_mode: 'poll',
      },
      {
        client_id: DEVICE_CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
        response_types: [],
        redirect_uris: [],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, name: USER.name }) }),
    ttl: {
      AccessToken: 600,
      BackchannelAuthenticationRequest: 120,
      DeviceCode: 120,
      Grant: 600,
      IdToken: 600,
    },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: (_ctx, hint) => (hint === USER.hint ? USER.sub : undefined),
        processLoginHintToken: () => undefined,
        validateBindingMessage() {},
        validateRequestContext() {},
        verifyUserCode() {},
        triggerAuthenticationDevice: (_ctx, request) => void pushes.push(request),
      },
    },
  })
  provider.silent = true
  const devices: { deviceCode: string; userCode: string }[] = []
  provider.on('device_authorization.success', (_ctx, body) =>
    devices.push({ deviceCode: String(body.device_code), userCode: String(body.user_code) }),
  )
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))

  const newest = () => {
    const request = pushes.at(-1)
    if (request === undefined) throw new Error('No push was sent.')
    return request
  }

  const newestDevice = async () => {
    const device = await provider.DeviceCode.find(devices.at(-1)?.deviceCode ?? '')
    if (device === undefined) throw new Error('No device asked for a code.')
    return device
  }
  const grantTo = async (clientId: string) => {
    const grant = new provider.Grant({ accountId: USER.sub, clientId })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  }

  return {
    issuer,
    pushes,
    /** Those that asked for a code, oldest first. */
    devices,
    async approveDevice() {
      const grantId = (await grantTo(DEVICE_CLIENT_ID)).jti
      const authTime = Math.floor(Date.now() / 1000)
      const approval = { accountId: USER.sub, grantId, scope: 'openid profile', authTime }
      await Object.assign(await newestDevice(), approval).save()
    },
    async denyDevice() {
      await Object.assign(await newestDevice(), { error: 'access_denied' }).save()
    },
    async expireDevice() {
      const { jti } = await newestDevice()
      Object.assign((await provider.DeviceCode.adapter.find(jti)) ?? {}, { exp: 1 })
    },
    async approve() {
      const request = newest()
      const grant = await grantTo(REAL_CLIENT.clientId)
      await provider.backchannelResult(request, grant, { authTime: Math.floor(Date.now() / 1000) })
    },
    async deny() {
      await provider.backchannelResult(newest(), new AccessDenied())
    },
    async forget() {
      await (await provider.BackchannelAuthenticationRequest.find(newest().jti))?.destroy()
    },
    async isValid(accessToken: string) {
      return (await provider.AccessToken.find(accessToken)) !== undefined
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
