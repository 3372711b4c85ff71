import { randomBytes } from 'node:crypto'
import { getRequestListener } from '@hono/node-server'
import { type AuthSecServer, createAuthSecServer } from 'react-ciba/testing'
import { createDemoApi, type DemoApi } from './api/demo-api.js'
import { createAuthenticator, type DemoAuthenticator } from './authenticator.js'
import { createBackEnd } from './back-end.js'
import { listenOnLocalhost } from './loopback.js'
import { type DemoProvider, startProvider } from './provider.js'
import type { DemoSettings } from './settings.js'
import { DANA } from './users.js'

export interface Demo {
  url: string
  provider: DemoProvider
  authsec: AuthSecServer
  /** What the signed-in page calls. */
  api: DemoApi
  authenticator: DemoAuthenticator
  /** Ends everything at once. */
  close(): Promise<void>
}

/** Starts the provider, then the back end with the built pages. Rejects with EADDRINUSE where the port is taken. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const client = { clientId: 'acme', clientSecret: randomBytes(32).toString('base64url') }
  const users = [DANA]
  const authenticator = createAuthenticator()
  const { expiresInS, intervalS } = settings
  const provider = await startProvider({ ...client, users, expiresInS, intervalS })
  if (settings.provider === 'off') await provider.stop()

  // A scripted AuthSec: there is no server of theirs to run.
  const authsec = createAuthSecServer({
    prefix: '/authsec/api',
    users: users.map(({ email }) => ({ email })),
    totpCode: () => authenticator.code(),
    expiresInS,
    intervalS,
  })

  const api = createDemoApi()
  const app = createBackEnd({ ...client, users, authenticator, provider, authsec, api, settings })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  try {
    const server = await listenOnLocalhost(
      (request, response) => void listener(request, response),
      settings.port,
    )
    return {
      url: `http://localhost:${server.port}`,
      provider,
      authsec,
      api,
      authenticator,
      close: async () => void (await Promise.all([server.close(), provider.stop()])),
    }
  } catch (error) {
    await provider.stop()
    throw error
  }
}
