import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createAuthHandler } from 'react-ciba/server'
import type { AuthSecServer } from 'react-ciba/testing'
import type { DemoApi } from './api/demo-api.js'
import { apiRoutes } from './api/routes.js'
import type { DemoAuthenticator } from './authenticator.js'
import { deviceApi } from './device-api.js'
import { faultsApi } from './faults-api.js'
import { phoneApi } from './phone-api.js'
import type { DemoProvider } from './provider.js'
import type { DemoSettings } from './settings.js'
import { systemsApi } from './systems-api.js'
import { SYSTEM_NAMES } from './systems/systems-state.js'
import { type DemoUser, findByHint } from './users.js'

const PAGES = fileURLToPath(new URL('./dist', import.meta.url))
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])
const NOT_FOUND = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Page not found</title>
<main><h1>Page not found</h1><p><a href="/">Go to the demo</a></p></main>
</html>
`

export interface BackEndOptions {
  clientId: string
  clientSecret: string
  users: readonly DemoUser[]
  authenticator: DemoAuthenticator
  provider: DemoProvider
  authsec: AuthSecServer
  api: DemoApi
  settings: DemoSettings
}

/** One origin for all that a browser needs: sign-in, the API, the phone, all pages. */
export function createBackEnd(options: BackEndOptions): Hono<{ Bindings: HttpBindings }> {
  const { users, authenticator, provider, authsec, api, settings } = options
  const addresses = new WeakMap<Request, string>()
  const handleAuth = createAuthHandler({
    issuer: provider.issuer,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    basePath: '/auth',
    totpLimits: { coolDownMs: settings.coolDownMs },
    // Enough to try everything in turn; an app keeps the 5 of the default.
    pushLimits: { perHint: 20 },
    clientAddress: (request) => addresses.get(request),
    async verifyTotp({ loginHint, code }) {
      const right = authenticator.verify(code)
      const user = findByHint(users, loginHint)
      return right && user ? { ok: true, user: { sub: user.sub, name: user.name } } : { ok: false }
    },
  })

  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // Over plain http it means nothing.
      strictTransportSecurity: false,
    }),
  )
  app.use(async (c, next) => {
    // Another site's name that points at loopback (DNS rebinding) would be its own origin to the browser.
    if (!LOOPBACK_NAMES.has(new URL(c.req.url).hostname)) return c.text('Not this host', 421)
    await next()
  })

  app.all('/auth/*', (c) => {
    const { address } = getConnInfo(c).remote
    if (address !== undefined) addresses.set(c.req.raw, address)
    return handleAuth(c.req.raw)
  })
  app.all('/authsec/api/*', async (c) => {
    try {
      return await authsec.handle(c.req.raw)
    } catch {
      // A fault: the connection breaks.
      c.env.outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
  })
  app.route('/device/api', deviceApi(provider.issuer))
  app.route('/api', apiRoutes(api, handleAuth))
  app.route('/phone/api', phoneApi({ provider, authsec, authenticator, expiresInS: settings.expiresInS }))
  app.route('/faults/api', faultsApi({ provider: provider.faults, authsec: authsec.faults }, api))
  app.route('/systems', systemsApi())
  app.get('/settings.json', cacheFor('no-store'), (c) => {
    const { waitMs, coolDownMs, resendMs } = settings
    return c.json({ waitMs, coolDownMs, resendAfterMs: resendMs })
  })

  // Built files carry a hash in their names, the pages do not.
  const page = (path: string) => serveStatic({ root: PAGES, path })
  app.get('/', cacheFor('no-cache'), page('index.html'))
  app.get('/authsec', cacheFor('no-cache'), page('index.html'))
  app.get('/device', cacheFor('no-cache'), page('index.html'))
  app.get('/faults', cacheFor('no-cache'), page('faults.html'))
  for (const name of SYSTEM_NAMES) app.get(`/systems/${name}`, cacheFor('no-cache'), page('systems.html'))
  app.get('/systems', (c) => c.redirect('/systems/authos'))
  app.get('/phone', cacheFor('no-cache'), page('phone.html'))
  app.get('/phone/code', cacheFor('no-cache'), page('phone.html'))
  app.get('/assets/*', cacheFor('max-age=31536000, immutable'), serveStatic({ root: PAGES }))

  app.notFound((c) => c.html(NOT_FOUND, 404))
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500))
  return app
}

const cacheFor =
  (value: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', value)
  }
