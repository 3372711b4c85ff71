import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ApiSystem,
  authos,
  type AuthSession,
  biid,
  chordian,
  type ChordianSystem,
  createAuthFetch,
  createAuthSession,
  isAuthError,
  nexla,
} from '../../src/core.js'
import {
  createAuthOsServer,
  createBiidServer,
  createChordianServer,
  createMovedClock,
  createNexlaServer,
  mswResolver,
  type ScriptedApi,
} from '../../src/testing.js'
import { createCookieJar } from '../support/cookie-jar.js'
import { startHttpListener } from '../support/http-listener.js'

const SANDBOX = { email: 'test@example.com', password: 'ValidPass123!' }
const MSW_ORIGIN = 'https://api.example.com'
const now = Date.UTC(2026, 0, 15, 10, 30)

interface Api {
  server: ScriptedApi
  path: string
  system(origin: string, fetch?: typeof globalThis.fetch): ApiSystem
  signIn(session: AuthSession, system: ApiSystem): Promise<void>
}

const clock = createMovedClock(now)
const APIS: Record<string, () => Api> = {
  AuthOS() {
    const server = createAuthOsServer({ clock })
    return {
      server,
      path: '/api/teams',
      system: (baseUrl, fetch) => authos({ baseUrl, ...(fetch && { fetch }) }),
      signIn: (session) => session.signIn(server.issue()),
    }
  },
  Chordian: () => ({
    server: createChordianServer({ clock }),
    path: '/api/me',
    system: (baseUrl, fetch) => chordian({ baseUrl, credentials: 'include', clock, ...(fetch && { fetch }) }),
    signIn: async (session, system) => session.signIn(await (system as ChordianSystem).signIn(SANDBOX)),
  }),
  Nexla() {
    const server = createNexlaServer({ clock })
    return {
      server,
      path: '/data_flows',
      system: (origin, fetch) => nexla({ tokenUrl: `${origin}/token`, ...(fetch && { fetch }) }),
      async signIn(session) {
        const headers = { authorization: 'Basic service-key' }
        const answer = await server.handle(new Request(`${MSW_ORIGIN}/token`, { method: 'POST', headers }))
        const { access_token: accessToken } = (await answer.json()) as { access_token: string }
        await session.signIn({ accessToken })
      },
    }
  },
  biid: () => ({
    server: createBiidServer({ clock, prefix: '' }),
    path: '/signatures',
    system: (baseUrl, fetch) => biid({ baseUrl, ...(fetch && { fetch }) }),
    signIn: async (session) => void (await session.getAccessToken()),
  }),
}

/** What an app gets of each failure of the server. */
async function failuresAt(origin: string, api: Api, fetch?: typeof globalThis.fetch) {
  const { server, path } = api
  const got: Record<string, unknown> = {}
  for (const [name, { method = 'GET', headers = {}, signIn }] of Object.entries(server.failures)) {
    const system = api.system(origin, fetch)
    const session = createAuthSession({ refresh: system.refresh, clock, name: `msw-${name}` })
    await api.signIn(session, system)
    const origins = [origin]
    const authFetch = createAuthFetch({ session, system, origins, clock, ...(fetch && { fetch }) })
    const body = method === 'POST' ? '{}' : null
    server.fail(name)
    const call = signIn
      ? (system as ChordianSystem).signIn(signIn)
      : authFetch(origin + path, { method, headers, body })
    got[name] = await call.then(
      () => 'works',
      (thrown: unknown) => {
        if (!isAuthError(thrown)) return thrown
        const { requestId: _requestId, technicalDetail, ...error } = thrown.toJSON()
        // Where nobody answered it is a sentence of fetch's own.
        return error.status === undefined ? error : { ...error, technicalDetail }
      },
    )
    server.mend()
    session.dispose()
  }
  return got
}

describe.each(Object.entries(APIS))('%s by way of msw', (_name, makeApi) => {
  const api = makeApi()
  const msw = setupServer(http.all(`${MSW_ORIGIN}/*`, mswResolver(api.server, HttpResponse)))
  let overHttp: Record<string, unknown>

  beforeAll(async () => {
    const listener = await startHttpListener((request) => api.server.handle(request))
    const jar = createCookieJar()
    overHttp = await failuresAt(listener.origin, api, async (input, init) => {
      const request = new Request(input, init)
      jar.addTo(request.headers)
      const answer = await fetch(request)
      jar.keep(answer.headers)
      return answer
    })
    await listener.close()
    msw.listen({ onUnhandledRequest: 'error' })
  })
  afterAll(() => msw.close())

  it('gives an app the same errors as over HTTP, for every failure', async () => {
    const byMsw = await failuresAt(MSW_ORIGIN, api)
    expect(Object.keys(byMsw)).toEqual(Object.keys(api.server.failures))
    expect(byMsw).toEqual(overHttp)
    expect(byMsw.NETWORK).toMatchObject({ kind: 'network', code: 'connection_failed' })
  })

  it('ends a call that is never answered when its caller gives up', async () => {
    api.server.fail('hang')
    const given = fetch(MSW_ORIGIN + api.path, { signal: AbortSignal.timeout(20) })
    await expect(given).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

it('renews a Chordian session by msw, with the cookie that the sign-in brought', async () => {
  const server = createChordianServer({ clock })
  const msw = setupServer(http.all(`${MSW_ORIGIN}/*`, mswResolver(server, HttpResponse)))
  msw.listen({ onUnhandledRequest: 'error' })
  try {
    const system = chordian({ baseUrl: MSW_ORIGIN, credentials: 'include', clock })
    const session = createAuthSession({ refresh: system.refresh, clock })
    await session.signIn(await system.signIn(SANDBOX))
    const authFetch = createAuthFetch({ session, system, origins: [MSW_ORIGIN], clock })
    for (let n = 0; n < 2; n++) {
      server.expireAll()
      expect(await authFetch(`${MSW_ORIGIN}/api/me`)).toMatchObject({ status: 200 })
    }
    const refreshes = server.calls.filter(({ operation }) => operation === 'refresh')
    expect(refreshes.map(({ status }) => status)).toEqual([200, 200])
    session.dispose()
  } finally {
    msw.close()
  }
})
