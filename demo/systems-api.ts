import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import {
  createAuthOsServer,
  createAuthSecServer,
  createBiidServer,
  createChordianServer,
  createNexlaServer,
  type ScriptedApi,
} from 'react-ciba/testing'
import { isSameOrigin } from './same-origin.js'
import { type Row, SYSTEM_NAMES, type SystemName, type SystemState } from './systems/systems-state.js'

type Env = { Bindings: HttpBindings }

/** Somebody sits before it and waits; longer than the first wait that nobody asked for. */
const RETRY_AFTER_S = 3
const INTERVAL_S = 1
const SERVICE_KEY = 'service-key'
const MOST_TIMES = 10

/** Any of them, whatever its failures and calls are named. */
type AnyServer = Pick<ScriptedApi, 'handle' | 'failures' | 'fail' | 'mend'> & Pick<SystemState, 'calls'>

/** A server for each system, below `/systems/<name>`. */
function createServers() {
  return {
    authsec: createAuthSecServer({
      prefix: '/systems/authsec/api',
      retryAfterS: RETRY_AFTER_S,
      intervalS: INTERVAL_S,
    }),
    authos: createAuthOsServer({ prefix: '/systems/authos', retryAfterS: RETRY_AFTER_S }),
    chordian: createChordianServer({ prefix: '/systems/chordian', docsUrl: 'https://docs.example.com' }),
    nexla: createNexlaServer({
      prefix: '/systems/nexla/api',
      retryAfterS: RETRY_AFTER_S,
      serviceKeys: [SERVICE_KEY],
    }),
    biid: createBiidServer({ prefix: '/systems/biid/api' }),
  } satisfies Record<SystemName, AnyServer>
}

const isTimes = (times: unknown): times is number =>
  typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= MOST_TIMES

/** The servers of five systems, what an app's back end does for two of them, and a switch for what goes wrong. */
export function systemsApi(): Hono<Env> {
  const servers = createServers()
  const routes = new Hono<Env>()

  const handle = async (server: Pick<AnyServer, 'handle'>, c: Context<Env>, request = c.req.raw) => {
    try {
      return await server.handle(request)
    } catch {
      // The connection breaks.
      c.env.outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }

  // The tokens of a sign-in, which is not what is shown here.
  routes.post('/authos/sign-in', (c) =>
    isSameOrigin(c.req.raw) ? c.json(servers.authos.issue()) : c.json({ error: 'forbidden' }, 403),
  )
  // The service key stays in the back end.
  routes.post('/nexla/token', (c) => {
    if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
    const url = new URL('/systems/nexla/api/token', c.req.url)
    const headers = {
      authorization: `Basic ${SERVICE_KEY}`,
      accept: 'application/vnd.nexla.api.v1+json',
      'x-request-id': c.req.header('x-request-id') ?? '',
    }
    return handle(servers.nexla, c, new Request(url, { method: 'POST', headers }))
  })

  for (const name of SYSTEM_NAMES) {
    const server: AnyServer = servers[name]
    const rows: Row[] = Object.entries(server.failures).map(
      ([row, { about, method, headers, signIn, step, code, cancels }]) => ({
        name: row,
        about,
        ...(method && { method }),
        ...(headers && { headers }),
        ...(signIn && { signIn }),
        ...(step && { step }),
        ...(code && { code }),
        ...(cancels && { cancels }),
      }),
    )
    let since = 0
    let chosen: Row | undefined
    const state = (c: Context) => {
      c.header('cache-control', 'no-store')
      return c.json({ rows, calls: server.calls.slice(since) } satisfies SystemState)
    }
    routes.get(`/${name}/control`, state)
    routes.post(`/${name}/control`, async (c) => {
      if (!isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
      const body: unknown = await c.req.json().catch(() => null)
      const { row, times = 1 } = (body ?? {}) as { row?: unknown; times?: unknown }
      const wanted = rows.find(({ name }) => name === row)
      if (wanted === undefined || !isTimes(times)) return c.json({ error: 'invalid_request' }, 400)
      server.mend()
      server.fail(wanted.name, times)
      since = server.calls.length
      chosen = wanted
      return state(c)
    })
    routes.all(`/${name}/api/*`, async (c) => {
      const answer = await handle(server, c)
      // The phone approves at once; where a code is what is shown, it stays silent.
      if (name === 'authsec' && chosen?.code === undefined)
        for (const { hint } of servers.authsec.prompts()) servers.authsec.approve(hint)
      return answer
    })
  }
  return routes
}
