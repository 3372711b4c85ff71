import { type Context, Hono } from 'hono'
import type { AuthSecServer } from 'react-ciba/testing'
import type { DemoAuthenticator } from './authenticator.js'
import type { PhoneState } from './phone/phone-state.js'
import type { DemoProvider } from './provider.js'
import { isSameOrigin } from './same-origin.js'

export interface PhoneOptions {
  provider: DemoProvider
  authsec: AuthSecServer
  authenticator: DemoAuthenticator
  /** Lifetime of a request, in seconds. */
  expiresInS: number
}

/** AuthSec answers the newest prompt of a person alone, so that is the one that the phone shows. */
const AUTHSEC = 'authsec-'

/** What the phone page asks for and answers with. */
export function phoneApi({ provider, authsec, authenticator, expiresInS }: PhoneOptions): Hono {
  const newest = () => authsec.prompts().at(-1)
  const authsecRequests = () =>
    [newest() ?? []].flat().map(({ hint, bindingMessage, expiresAt }) => ({
      id: AUTHSEC + bindingMessage,
      user: hint,
      code: bindingMessage,
      createdAt: expiresAt - expiresInS * 1000,
      expiresAt,
    }))
  const give = (id: string, answer: 'approve' | 'deny') => {
    if (!id.startsWith(AUTHSEC)) return provider[answer](id)
    const prompt = newest()
    const isIt = prompt !== undefined && id === AUTHSEC + prompt.bindingMessage
    return Promise.resolve(isIt && authsec[answer](prompt.hint))
  }

  const api = new Hono()
  api.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  api.get('/requests', (c) => {
    const now = Date.now()
    const state: PhoneState = {
      pushes: provider.pushes + authsec.pushes,
      requests: [
        ...authsecRequests(),
        ...provider.pending().map(({ bindingMessage, ...prompt }) => ({ ...prompt, code: bindingMessage })),
      ],
      totp: { code: authenticator.code(now), secondsLeft: authenticator.secondsLeft(now) },
    }
    return c.json(state)
  })

  api.post('/codes', async (c) => {
    if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
    const body: unknown = await c.req.json().catch(() => null)
    const userCode = typeof body === 'object' && body !== null && 'userCode' in body ? body.userCode : null
    const known = typeof userCode === 'string' && (await provider.enter(userCode))
    return known ? c.json({}) : c.json({ error: 'not_found' }, 404)
  })
  api.post('/requests/:id/approve', (c) => answer(c, (id) => give(id, 'approve')))
  api.post('/requests/:id/deny', (c) => answer(c, (id) => give(id, 'deny')))
  return api
}

async function answer(c: Context, give: (id: string) => Promise<boolean>): Promise<Response> {
  if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
  const known = await give(c.req.param('id') ?? '')
  return known ? c.json({}) : c.json({ error: 'not_found' }, 404)
}
