import { getRequestListener } from '@hono/node-server'
import * as oidc from 'openid-client'
import { bff, createCibaController, isAuthError } from 'react-ciba/core'
import { createAuthHandler } from 'react-ciba/server'
import { listenOnIpv4 } from '../../demo/loopback.js'
import type { Word } from './scenarios.js'
import { CLIENT } from './server.js'

/** How a sign-in ended: in a word, and with the code of the error that the app gets. */
export interface Ending {
  word: Word
  code?: string
}

/** A sign-in under way. */
export interface Attempt {
  /** Never rejects. */
  ending: Promise<Ending>
  cancel(): void
  close(): Promise<void>
}

export interface Client {
  /** Heads its column, and is its login hint. */
  name: string
  start(issuer: string): Promise<Attempt>
}

const BINDING_MESSAGE = 'KQ7-42M'
const SCOPE = 'openid profile'

/** What a browser does around `fetch`: sends the page's origin, keeps cookies. */
function browserFetch(origin: string): typeof fetch {
  const cookies = new Map<string, string>()
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('origin', origin)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const response = await fetch(input, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return response
  }
}

function endingOf(error: unknown): Ending {
  if (!isAuthError(error)) return { word: 'failed', code: String(error) }
  const { kind, code } = error
  return { word: kind === 'denied' || kind === 'expired' || kind === 'cancelled' ? kind : 'failed', code }
}

/** The whole of this library: the flow as a page runs it, over HTTP to its back end, which talks to the server. */
export const reactCiba: Client = {
  name: 'react-ciba',
  async start(issuer) {
    const handler = createAuthHandler({ issuer, ...CLIENT, scope: SCOPE })
    const listener = getRequestListener(handler, { overrideGlobalObjects: false })
    const backEnd = await listenOnIpv4((request, response) => void listener(request, response), 0)
    const origin = `http://127.0.0.1:${backEnd.port}`
    const client = bff({ baseUrl: `${origin}/auth`, fetch: browserFetch(origin) })
    const flow = createCibaController({ client })
    const ending = flow
      .startAsync({ loginHint: reactCiba.name, bindingMessage: BINDING_MESSAGE })
      .then((): Ending => ({ word: 'approved' }), endingOf)
    return {
      ending,
      cancel: () => flow.cancel(),
      async close() {
        flow.dispose()
        await backEnd.close()
      },
    }
  },
}

/**
 * openid-client's own polling, with its defaults. Whoever gives it a signal takes over the deadline, so both are in
 * one here, and the ID token's signature is checked, as our back end does.
 */
async function pollWithOpenidClient(issuer: string, given: AbortSignal): Promise<Ending> {
  const config = await oidc.discovery(new URL(issuer), CLIENT.clientId, CLIENT.clientSecret, undefined, {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  })
  const request = await oidc.initiateBackchannelAuthentication(config, {
    scope: SCOPE,
    login_hint: openidClient.name,
    binding_message: BINDING_MESSAGE,
  })
  const ended = new AbortController()
  const deadline = setTimeout(
    () => ended.abort(new DOMException('expired', 'TimeoutError')),
    request.expires_in * 1000,
  )
  given.addEventListener('abort', () => ended.abort(given.reason), { once: true })
  try {
    const tokens = await oidc.pollBackchannelAuthenticationGrant(config, request, undefined, {
      signal: ended.signal,
    })
    return tokens.claims() === undefined ? { word: 'failed', code: 'no ID token' } : { word: 'approved' }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'access_denied') return { word: 'denied', code }
    if (given.aborted) return { word: 'cancelled', code }
    return { word: code === 'expired_token' || ended.signal.aborted ? 'expired' : 'failed', code }
  } finally {
    clearTimeout(deadline)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError) return error.error
  if (error instanceof oidc.ClientError && error.code !== undefined) return error.code
  if (error instanceof DOMException) return error.name
  return String(error)
}

export const openidClient: Client = {
  name: 'openid-client',
  async start(issuer) {
    const given = new AbortController()
    return {
      ending: pollWithOpenidClient(issuer, given.signal),
      cancel: () => given.abort(),
      close: async () => given.abort(),
    }
  },
}
