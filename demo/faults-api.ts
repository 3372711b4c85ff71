import { Hono } from 'hono'
import { type FaultPlan, faults } from 'react-ciba/testing'
import type { FaultsState, PlannedFault } from './faults/faults-state.js'
import { isSameOrigin } from './same-origin.js'

const MOST_TIMES = 100

function plannedFault(body: Partial<Record<keyof PlannedFault, unknown>>): PlannedFault | undefined {
  const { server, times } = body
  const fault = faults.find((name) => name === body.fault)
  if ((server !== 'provider' && server !== 'authsec') || fault === undefined) return undefined
  const fits = typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= MOST_TIMES
  return fits ? { server, fault, times } : undefined
}

/** Makes either server fail the next polls. */
export function faultsApi(plans: Record<PlannedFault['server'], FaultPlan>): Hono {
  const api = new Hono()
  api.use(async (c, next) => {
    if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw)) return c.json({ error: 'forbidden' }, 403)
    await next()
    c.header('cache-control', 'no-store')
  })
  const state = (): FaultsState => ({ provider: plans.provider.planned, authsec: plans.authsec.planned })

  api.get('/', (c) => c.json(state()))
  api.post('/', async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const wanted = plannedFault(body ?? {})
    if (wanted === undefined) return c.json({ error: 'invalid_request' }, 400)
    plans[wanted.server].add(wanted.fault, wanted.times)
    return c.json(state())
  })
  api.delete('/', (c) => {
    for (const plan of Object.values(plans)) plan.clear()
    return c.json(state())
  })
  return api
}
