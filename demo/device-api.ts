import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'

type Env = { Bindings: HttpBindings }

/**
 * The provider's endpoints for devices at an address of this origin, since the page may call no other. What they answer is
 * passed on as it is, but for the address where people enter the code: here that is a page of the phone.
 */
export function deviceApi(issuer: string): Hono<Env> {
  const api = new Hono<Env>()

  async function forward(c: Context<Env>, path: string): Promise<Response> {
    const answer = await fetch(issuer + path, {
      method: 'POST',
      headers: { 'content-type': c.req.header('content-type') ?? '' },
      body: await c.req.text(),
      signal: c.req.raw.signal,
    })
    const body = await answer.text()
    const headers = new Headers({ 'cache-control': 'no-store' })
    for (const name of ['content-type', 'retry-after']) {
      const value = answer.headers.get(name)
      if (value !== null) headers.set(name, value)
    }
    return new Response(body, { status: answer.status, headers })
  }

  api.post('/authorize', async (c) => {
    const answer = await forward(c, '/device/auth')
    if (!answer.ok) return answer
    const body = (await answer.json()) as Record<string, unknown>
    const address = `${new URL(c.req.url).origin}/phone/code`
    const query = new URLSearchParams({ user_code: String(body['user_code']) })
    return c.json({
      ...body,
      verification_uri: address,
      verification_uri_complete: `${address}?${query.toString()}`,
    })
  })
  api.post('/token', (c) => forward(c, '/token'))
  api.onError((_error, c) => {
    // The provider is down, or a fault: the connection breaks here too.
    c.env.outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  })
  return api
}
