import { QueryClient } from '@tanstack/react-query'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { authQueryDefaults } from '../../src/react/auth-query-defaults.js'
import { type AuthFetchOptions, createAuthFetch } from '../../src/session/auth-fetch.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { startHttpListener } from '../support/http-listener.js'
import { queriesWaitBy } from '../support/query-time.js'

const clock = createMovedClock()
queriesWaitBy(clock)
const server = await startHttpListener(async () => new Response(null, { status: 503 }))
afterAll(() => server.close())
// A server's pages wait for no repeats.
beforeEach(() => void vi.stubGlobal('window', {}))
afterEach(() => void vi.unstubAllGlobals())

/** How often one failing query has asked its server when it is over. */
async function asked(retry: AuthFetchOptions['retry'], repeats?: number): Promise<number> {
  const before = server.urls.length
  const authFetch = createAuthFetch({ clock, circuit: false, ...(retry !== undefined && { retry }) })
  const client = new QueryClient({ defaultOptions: authQueryDefaults({ clock, repeats }) })
  let over = false
  const queryFn = async () => (await authFetch(server.origin)).json() as Promise<unknown>
  const failed = client
    .fetchQuery({
      queryKey: ['it'],
      queryFn,
      retry: authQueryDefaults({ clock, repeats }).queries.retry,
    })
    .catch((error: unknown) => {
      over = true
      return error
    })
  while (!over) await clock.advance(1_000)
  expect(await failed).toMatchObject({ name: 'AuthError', status: 503 })
  return server.urls.length - before
}

it('a query repeats three times, with a fetch that leaves that to it', async () => {
  expect(await asked(undefined)).toBe(1 + 3)
})

it('a fetch that repeats is not repeated by a query too', async () => {
  expect(await asked({ tries: 3 })).toBe(3)
})

it('a fetch that repeats is not repeated by a query that leaves that to the fetch', async () => {
  expect(await asked({ tries: 3 }, 0)).toBe(3)
})
