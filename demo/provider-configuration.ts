import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type { BackchannelAuthenticationRequest, Configuration } from 'oidc-provider'
import { InvalidBindingMessage } from 'oidc-provider/lib/helpers/errors.js'
import { createMemoryAdapter } from './memory-adapter.js'
import { type DemoUser, findByHint } from './users.js'

export interface ProviderOptions {
  clientId: string
  clientSecret: string
  users: readonly DemoUser[]
  /** Seconds that one sign-in request lives. */
  expiresInS: number
}

type Push = (request: BackchannelAuthenticationRequest) => void

/** A public client, for the page that shows a code for another device. */
const DEVICE_CLIENT_ID = 'acme-device'

/**
 * CIBA in poll mode for one confidential client, codes for another device for a public one, and nothing else. Whatever
 * has a default that warns is set.
 */
export async function providerConfiguration(options: ProviderOptions, push: Push): Promise<Configuration> {
  const { users, expiresInS } = options
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'demo' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
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
    claims: { openid: ['sub', 'name'], profile: ['name'], email: ['email', 'email_verified'] },
    // The name is wanted in the ID token itself, so that the back end need not ask a second time.
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => {
      const user = users.find((candidate) => candidate.sub === sub)
      if (!user) return undefined
      const claims = { sub, name: user.name, email: user.email, email_verified: true }
      return { accountId: sub, claims: () => claims }
    },
    ttl: {
      AccessToken: 3600,
      BackchannelAuthenticationRequest: expiresInS,
      DeviceCode: expiresInS,
      Grant: 3600,
      IdToken: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: (_ctx, hint = '') => findByHint(users, hint)?.sub,
        processLoginHintToken: () => undefined,
        validateBindingMessage(_ctx, message) {
          if (message === undefined || /^[A-Z0-9-]{1,20}$/.test(message)) return
          throw new InvalidBindingMessage('binding_message must be 1 to 20 of A-Z, 0-9 and "-"')
        },
        validateRequestContext() {},
        verifyUserCode() {},
        triggerAuthenticationDevice: (_ctx, request) => push(request),
      },
    },
  }
}
