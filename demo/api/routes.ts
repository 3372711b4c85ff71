import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Session } from 'react-ciba/server'
import { isSameOrigin } from '../same-origin.js'
import type { DemoApi } from './demo-api.js'
import { limited, notAnAmount, overloaded, unauthorized } from './problem.js'

type AuthHandler = (request: Request) => Promise<Response>
type Env = { Bindings: HttpBindings; Variables: { isDropped?: true } }

/**
 * An API behind short-lived tokens. `POST /token` gives one to a browser whose cookie is that of a sign-in, as `handleAuth`
 * knows it; all else wants the token.
 */
export function apiRoutes(api: DemoApi, handleAuth: AuthHandler): Hono<Env> {
  const { tokens, bank, faults } = api
  const askAuth = (request: Request, method: 'GET' | 'POST', path: string) => {
    const { origin } = new URL(request.url)
    const headers = { origin, cookie: request.headers.get('cookie') ?? '' }
    return handleAuth(new Request(`${origin}/auth${path}`, { method, headers }))
  }

  const routes = new Hono<Env>()
  routes.use(async (c, next) => {
    const call = { at: Date.now(), method: c.req.method, path: c.req.path }
    await next()
    api.note({ ...call, status: c.var.isDropped ? null : c.res.status })
    c.header('cache-control', 'no-store')
  })

  routes.post('/token', async (c) => {
    if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
    const answer = await askAuth(c.req.raw, 'GET', '/session')
    const { session } = (await answer.json()) as { session: Session | null }
    if (session === null) return c.json({ error: 'invalid_grant' }, 400)
    if (faults.takeRefusal()) {
      const ended = await askAuth(c.req.raw, 'POST', '/sign-out')
      for (const cookie of ended.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
      return c.json({ error: 'invalid_grant' }, 400)
    }
    const access_token = tokens.issue(session.user)
    return c.json({ access_token, token_type: 'Bearer', expires_in: tokens.lifetimeS })
  })

  routes.use(async (c, next) => {
    const mishap = faults.take()
    if (mishap?.type === 'limited') return limited(mishap.until)
    if (mishap?.type === 'overloaded') return overloaded()
    if (mishap?.type === 'dropped') {
      c.set('isDropped', true)
      c.env.outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const user = token === undefined ? undefined : tokens.find(token)
    if (user === undefined) return unauthorized(token !== undefined)
    await next()
  })

  routes.get('/accounts', (c) => c.json(bank.state()))
  routes.post('/moves', async (c) => {
    const body = (await c.req.json().catch(() => null)) as { cents?: unknown } | null
    const cents = Number(body?.cents)
    if (!Number.isInteger(cents) || cents < 1) return notAnAmount('Enter an amount, such as 10.00.')
    const move = bank.move(cents)
    return move ? c.json(move, 201) : notAnAmount('There is not that much in your current account.')
  })
  return routes
}
