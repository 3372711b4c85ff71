import { afterAll, beforeAll, expect, vi } from 'vitest'
import { createAuthHandler } from '../../src/server.js'
import { authsec } from '../../src/systems/authsec.js'
import { bff } from '../../src/systems/bff.js'
import { deviceFlow } from '../../src/systems/device-flow.js'
import { createAuthSecServer, createMovedClock } from '../../src/testing.js'
import { createCookieJar } from '../support/cookie-jar.js'
import { createDeviceServer } from '../support/device-server.js'
import { startHttpListener } from '../support/http-listener.js'
import { DEVICE_CLIENT_ID, REAL_CLIENT, startOidcProvider, USER } from '../support/oidc-provider.js'
import { createTabs } from '../support/tabs.js'
import { type Bench, describeCibaClient } from './ciba-client-contract.js'

const CODE = '424242'

async function openAuthSec(clientId?: string): Promise<Bench> {
  const clock = createMovedClock()
  const server = createAuthSecServer({ clock, totpCode: CODE })
  const hint = 'dana@example.com'
  const http = await startHttpListener((request) => server.handle(request))
  const tab = createTabs().open()
  const load = () =>
    authsec({
      baseUrl: `${http.origin}/uflow/auth`,
      resume: 'session',
      clock,
      ...(clientId !== undefined && { clientId }),
    })
  return {
    client: load(),
    reload() {
      tab.reload()
      return load()
    },
    hint,
    code: CODE,
    prompts: () => server.prompts().map(({ bindingMessage }) => bindingMessage),
    approve: async () => void server.approve(hint),
    deny: async () => void server.deny(hint),
    nextPoll: () => clock.advance(5_000),
    expire: () => clock.advance(300_000),
    failNext: http.failNext,
    urls: http.urls,
    checkApproval: ({ tokens }) => expect(tokens?.accessToken).toMatch(/^\w{32}$/),
    async close() {
      vi.unstubAllGlobals()
      await http.close()
    },
  }
}

let provider: Awaited<ReturnType<typeof startOidcProvider>>
beforeAll(async () => {
  provider = await startOidcProvider()
})
afterAll(() => provider.stop())

/** The page, our back end with its cookies, and a real OpenID provider behind it. */
async function openBff(): Promise<Bench> {
  const clock = createMovedClock(Date.now())
  const handler = createAuthHandler({
    issuer: provider.issuer,
    ...REAL_CLIENT,
    clock,
    verifyTotp: async ({ code }) => (code === CODE ? { ok: true, user: { sub: USER.sub } } : { ok: false }),
  })
  const http = await startHttpListener(handler)
  const jar = createCookieJar()
  const fetchAsPage: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('origin', http.origin)
    jar.addTo(headers)
    const response = await fetch(input, { ...init, headers })
    jar.keep(response.headers)
    return response
  }
  const pushesBefore = provider.pushes.length
  const load = () => bff({ baseUrl: `${http.origin}/auth`, fetch: fetchAsPage })
  return {
    client: load(),
    reload: load,
    hint: USER.hint,
    code: CODE,
    prompts: () => provider.pushes.slice(pushesBefore).map(({ params }) => String(params?.binding_message)),
    approve: provider.approve,
    deny: provider.deny,
    nextPoll: () => clock.advance(5_000),
    async expire() {
      await provider.forget()
      await clock.advance(115_000)
    },
    failNext: http.failNext,
    urls: http.urls,
    checkApproval: ({ session }) => expect(session?.user.sub).toBe(USER.sub),
    close: http.close,
  }
}

/** What a code on another device has not: nobody is named, and there is nothing to take back. */
const DEVICE = { push: false, totp: false, cancel: false, resume: false }

async function openDevice(): Promise<Bench> {
  const server = createDeviceServer()
  const http = await startHttpListener((request) => server.handle(request))
  const load = () =>
    deviceFlow({
      clientId: 'tv',
      deviceAuthorizationUrl: `${http.origin}/device`,
      tokenUrl: `${http.origin}/token`,
    })
  return {
    client: load(),
    reload: load,
    hint: 'dana@example.com',
    code: CODE,
    prompts: () => server.devices.map(({ userCode }) => userCode),
    approve: async () => server.approve(),
    deny: async () => server.deny(),
    nextPoll: () => server.clock.advance(5_000),
    expire: () => server.clock.advance(300_000),
    failNext: http.failNext,
    urls: http.urls,
    checkApproval: ({ tokens }) => expect(tokens?.accessToken).toBe('token-of-the-test'),
    close: http.close,
  }
}

/** A page that asks a real OpenID provider itself; what stands between them breaks as the test wants. */
async function openDeviceAtProvider(): Promise<Bench> {
  const http = await startHttpListener(async (request) => {
    const { pathname } = new URL(request.url)
    const body = new URLSearchParams(await request.text())
    const answer = await fetch(provider.issuer + pathname, { method: 'POST', body })
    const headers = { 'content-type': answer.headers.get('content-type') ?? '' }
    return new Response(await answer.text(), { status: answer.status, headers })
  })
  const load = () =>
    deviceFlow({
      clientId: DEVICE_CLIENT_ID,
      deviceAuthorizationUrl: `${http.origin}/device/auth`,
      tokenUrl: `${http.origin}/token`,
      scope: 'openid',
    })
  const before = provider.devices.length
  return {
    client: load(),
    reload: load,
    hint: USER.hint,
    code: CODE,
    prompts: () => provider.devices.slice(before).map(({ userCode }) => userCode),
    approve: provider.approveDevice,
    deny: provider.denyDevice,
    // It takes polls at any pace.
    nextPoll: async () => undefined,
    expire: provider.expireDevice,
    failNext: http.failNext,
    urls: http.urls,
    checkApproval({ tokens }) {
      const [, claims = ''] = tokens?.idToken?.split('.') ?? []
      expect(JSON.parse(atob(claims))).toMatchObject({ sub: USER.sub })
    },
    close: http.close,
  }
}

describeCibaClient('authsec without a client id', () => openAuthSec())
describeCibaClient('authsec with a client id', () => openAuthSec('web-client'))
describeCibaClient('bff with our back end and a real OpenID provider', openBff)
describeCibaClient('deviceFlow with a strict server', openDevice, DEVICE)
describeCibaClient('deviceFlow with a real OpenID provider', openDeviceAtProvider, DEVICE)
