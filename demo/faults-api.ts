import { type Context, Hono } from 'hono'
import { type Fault, type FaultPlan, faults } from 'react-ciba/testing'
import type { ApiSwitch } from './api/api-state.js'
import type { DemoApi } from './api/demo-api.js'
import type { FaultsState, PlannedFault } from './faults/faults-state.js'
import { isSameOrigin } from './same-origin.js'

const FAULTS: Record<Fault, string> = {
  server_error: 'fails: 500',
  slow_down: 'asks to slow down',
  accepted: 'answers 202 and nothing else',
  unavailable: 'is overloaded: 503, retry in 10 s',
  bad_gateway: 'is behind a broken proxy: 502, HTML',
  broken_json: 'answers half of its JSON',
  drop: 'drops the connection',
  hang: 'never answers',
}
const MOST_TIMES = 100
const LONGEST_LIMIT_S = 60

type Body<T> = Partial<Record<T extends unknown ? keyof T : never, unknown>>

const isWithin = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most

function plannedFault({ server, times, ...body }: Body<PlannedFault>): PlannedFault | undefined {
  const fault = faults.find((name) => name === body.fault)
  if ((server !== 'provider' && server !== 'authsec') || fault === undefined) return undefined
  return isWithin(times, MOST_TIMES) ? { server, fault, times } : undefined
}

function apiSwitch({ turn, seconds, how, times }: Body<ApiSwitch>): ApiSwitch | undefined {
  if (turn === 'expire' || turn === 'refuse' || turn === 'mend') return { turn }
  if (turn === 'limit') return isWithin(seconds, LONGEST_LIMIT_S) ? { turn, seconds } : undefined
  if (turn !== 'stop' || (how !== 'overloaded' && how !== 'dropped')) return undefined
  return times === null || isWithin(times, MOST_TIMES) ? { turn, how, times } : undefined
}

function turn({ tokens, faults }: DemoApi, wanted: ApiSwitch): void {
  switch (wanted.turn) {
    case 'expire':
      return tokens.expireAll()
    case 'refuse':
      return faults.refuseRefresh()
    case 'limit':
      return faults.limit(wanted.seconds)
    case 'stop':
      return faults.stop(wanted.how, wanted.times)
    case 'mend':
      return faults.mend()
  }
}

/** Makes either sign-in server fail the next polls, and the API the next calls. */
export function faultsApi(plans: Record<PlannedFault['server'], FaultPlan>, demoApi: DemoApi): Hono {
  const api = new Hono()
  api.use(async (c, next) => {
    if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
    await next()
    c.header('cache-control', 'no-store')
  })
  const state = (c: Context) => {
    const all: FaultsState = {
      faults: FAULTS,
      provider: plans.provider.planned,
      authsec: plans.authsec.planned,
      api: demoApi.state(),
    }
    return c.json(all)
  }
  const bodyOf = async (c: Context): Promise<object> => (await c.req.json().catch(() => null)) ?? {}

  api.get('/', state)
  api.post('/', async (c) => {
    const wanted = plannedFault(await bodyOf(c))
    if (wanted === undefined) return c.json({ error: 'invalid_request' }, 400)
    plans[wanted.server].add(wanted.fault, wanted.times)
    return state(c)
  })
  api.delete('/', (c) => {
    for (const plan of Object.values(plans)) plan.clear()
    return state(c)
  })
  api.post('/accounts', async (c) => {
    const wanted = apiSwitch(await bodyOf(c))
    if (wanted === undefined) return c.json({ error: 'invalid_request' }, 400)
    turn(demoApi, wanted)
    return state(c)
  })
  return api
}
