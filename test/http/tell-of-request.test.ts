import { expect, it } from 'vitest'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { tellOfRequest } from '../../src/http/tell-of-request.js'

it('says in whole milliseconds how long a request took, however finely the clock counts', () => {
  const times = [1_000.125, 1_027.325]
  const told: AuthEvent[] = []
  const names = { flowId: 'flow', operation: 'poll', requestId: 'request' } as const
  tellOfRequest((event) => told.push(event), { now: () => times.shift() ?? 0 }, names)(null, 'pending')
  expect(told).toMatchObject([
    { type: 'request_started' },
    { type: 'request_finished', durationMs: 27, outcome: 'pending' },
  ])
})
