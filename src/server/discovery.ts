import * as oidc from 'openid-client'
import { isRecord } from '../errors/wire.js'
import type { Clock } from '../http/clock.js'
import { clientAuthentication } from './client-authentication.js'
import { ProviderError } from './provider-failure.js'
import { ProviderUnreachable, providerFetch } from './provider-fetch.js'

export interface DiscoveryOptions {
  issuer: URL
  clientId: string
  clientSecret: string
  fetch: typeof fetch
  clock: Clock
  /** Longest time for a call to this address, in ms. */
  limitMs(url: string, server: Partial<oidc.ServerMetadata>): number
}

async function holdsKeys(answer: Response): Promise<boolean> {
  const body: unknown = await answer.json().catch(() => undefined)
  return answer.ok && isRecord(body) && Array.isArray(body.keys)
}

/**
 * The provider's metadata and keys (OpenID Connect Discovery 1.0 §4): fetched once, by the first call; a failure is
 * not kept.
 */
export function createDiscovery(options: DiscoveryOptions): () => Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret, clock } = options
  let discovered: Promise<oidc.Configuration> | undefined
  let server: Partial<oidc.ServerMetadata> = {}
  let lastKeys: Response | undefined

  const send = providerFetch({ fetch: options.fetch, clock, limitMs: (url) => options.limitMs(url, server) })

  // Tokens are issued once: if the keys cannot be fetched just then, those known before must do to check them.
  const fetchKeys: oidc.CustomFetch = async (url, init) => {
    const answer = await send(url, init).catch(() => undefined)
    if (answer !== undefined && (await holdsKeys(answer.clone()))) lastKeys = answer
    if (lastKeys === undefined) throw new ProviderUnreachable('The keys of the provider cannot be fetched.')
    return lastKeys.clone()
  }

  async function discover(): Promise<oidc.Configuration> {
    const config = await oidc.discovery(issuer, clientId, undefined, clientAuthentication(clientSecret), {
      [oidc.customFetch]: (url, init) => (url === server.jwks_uri ? fetchKeys(url, init) : send(url, init)),
      // Without it openid-client trusts TLS and leaves the ID token's signature unchecked.
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    })
    // Time limits are ours, by the injected clock.
    config.timeout = 0
    server = config.serverMetadata()
    const { jwks_uri: keys, backchannel_authentication_endpoint: backchannel } = server
    if (keys === undefined || backchannel === undefined)
      throw new ProviderError({
        type: 'unusable',
        detail: 'The metadata names no backchannel_authentication_endpoint or no jwks_uri.',
      })
    await fetchKeys(keys, { method: 'GET', headers: {}, body: undefined, redirect: 'manual' })
    return config
  }

  return () => {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined
      throw error
    })
    return discovered
  }
}
