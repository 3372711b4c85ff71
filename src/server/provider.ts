import * as oidc from 'openid-client'
import type { TokenSet } from '../ciba/approval.js'
import type { Acknowledgement, SignInRequest } from '../ciba/contract.js'
import type { Clock } from '../http/clock.js'
import { createDiscovery } from './discovery.js'
import { ProviderError, providerFailure } from './provider-failure.js'

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba'
/** CIBA Core 1.0 §7.3. */
const DEFAULT_INTERVAL_S = 5
const LIMIT_MS = 10_000
/** A provider may hold a token request for 30 s and more (§10.1), and a dropped answer would lose the tokens. */
const TOKEN_LIMIT_MS = 32_000
const REVOCATION_LIMIT_MS = 3_000

export interface ProviderOptions {
  issuer: URL
  clientId: string
  clientSecret: string
  scope: string
  fetch: typeof fetch
  clock: Clock
}

/** The claims of a validated ID token, and the tokens that came with it. */
export interface Redeemed {
  claims: Record<string, unknown>
  tokens: TokenSet
}

/** The OpenID provider. Every method throws {@link ProviderError} and nothing else. */
export interface Provider {
  /** Discovers the provider where that has not succeeded yet. */
  ready(): Promise<void>
  /** Asks for a push [CIBA Core 1.0 §7.1]. */
  initiate(request: SignInRequest): Promise<Required<Omit<Acknowledgement, 'requestId' | 'verification'>>>
  /** One token request [§10.1]. */
  redeem(authReqId: string): Promise<Redeemed>
  /** Revokes the refresh token, else the access token, where the provider can (RFC 7009). */
  revoke(tokens: TokenSet): Promise<void>
}

function tokenSet(answer: oidc.TokenEndpointResponse): TokenSet {
  return {
    accessToken: answer.access_token,
    tokenType: answer.token_type,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    ...(answer.id_token === undefined ? {} : { idToken: answer.id_token }),
    ...(answer.expires_in === undefined ? {} : { expiresIn: answer.expires_in }),
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
  }
}

export function createProvider(options: ProviderOptions): Provider {
  const { scope, clock } = options
  const discover = createDiscovery({
    ...options,
    limitMs: (url, { token_endpoint, revocation_endpoint }) =>
      url === token_endpoint ? TOKEN_LIMIT_MS : url === revocation_endpoint ? REVOCATION_LIMIT_MS : LIMIT_MS,
  })

  async function call<T>(run: (config: oidc.Configuration) => Promise<T>): Promise<T> {
    try {
      return await run(await discover())
    } catch (error) {
      throw new ProviderError(await providerFailure(error, clock.now()))
    }
  }

  return {
    ready: () => call(async () => {}),

    initiate: ({ loginHint, bindingMessage }) =>
      call(async (config) => {
        const answer = await oidc.initiateBackchannelAuthentication(config, {
          scope,
          login_hint: loginHint,
          binding_message: bindingMessage,
        })
        return {
          authReqId: answer.auth_req_id,
          expiresIn: answer.expires_in,
          interval: answer.interval ?? DEFAULT_INTERVAL_S,
        }
      }),

    redeem: (authReqId) =>
      call(async (config) => {
        // Not pollBackchannelAuthenticationGrant: that one waits and repeats by itself.
        const answer = await oidc.genericGrantRequest(config, CIBA_GRANT, { auth_req_id: authReqId })
        const claims = answer.claims()
        if (claims === undefined)
          throw new ProviderError({ type: 'unusable', detail: 'The tokens came without an ID token.' })
        return { claims, tokens: tokenSet(answer) }
      }),

    revoke: (tokens) =>
      call(async (config) => {
        if (config.serverMetadata().revocation_endpoint === undefined) return
        const hint = tokens.refreshToken === undefined ? 'access_token' : 'refresh_token'
        await oidc.tokenRevocation(config, tokens.refreshToken ?? tokens.accessToken, {
          token_type_hint: hint,
        })
      }),
  }
}
