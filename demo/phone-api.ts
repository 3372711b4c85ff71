import { type Context, Hono } from 'hono'
import type { DemoAuthenticator } from './authenticator.js'
import type { PhoneState } from './phone/phone-state.js'
import type { DemoProvider } from './provider.js'

/** What the phone page asks for and answers with. */
export function phoneApi(provider: DemoProvider, authenticator: DemoAuthenticator): Hono {
  const api = new Hono()
  api.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  api.get('/requests', (c) => {
    const now = Date.now()
    const state: PhoneState = {
      pushes: provider.pushes,
      requests: provider
        .pending()
        .map(({ bindingMessage, ...prompt }) => ({ ...prompt, code: bindingMessage })),
      totp: { code: authenticator.code(now), secondsLeft: authenticator.secondsLeft(now) },
    }
    return c.json(state)
  })

  api.post('/requests/:id/approve', (c) => answer(c, (id) => provider.approve(id)))
  api.post('/requests/:id/deny', (c) => answer(c, (id) => provider.deny(id)))
  return api
}

async function answer(c: Context, give: (id: string) => Promise<boolean>): Promise<Response> {
  if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
  const known = await give(c.req.param('id') ?? '')
  return known ? c.json({}) : c.json({ error: 'not_found' }, 404)
}

/** Browsers send at least one of the two with every POST; what sends neither is no browser, and needs no such check. */
function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site') ?? 'same-origin'
  const own = new URL(request.url).origin
  return site === 'same-origin' && (request.headers.get('origin') ?? own) === own
}
