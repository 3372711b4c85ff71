import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { type PersistedClient, PersistQueryClientProvider } from '@tanstack/react-query-persist-client'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { StaleDataNotice } from '../../src/components/stale-data-notice.js'
import { createAuthQueryClient } from '../../src/react/auth-query-client.js'
import { useSession } from '../../src/react/session-query.js'
import { createAuthFetch } from '../../src/session/auth-fetch.js'
import { createAuthSession } from '../../src/session/auth-session.js'
import { refreshByToken } from '../../src/session/refreshers.js'
import { memoryTokenStore } from '../../src/session/token-store.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { startHttpListener } from '../support/http-listener.js'
import { createTokenServer } from '../session/token-server.js'

const DAY_MS = 86_400_000
const clock = createMovedClock()
const tokens = createTokenServer({ clock })
const http = await startHttpListener(async (request) => {
  const answer = await tokens.handle(request)
  return answer.ok ? Response.json(['shoes']) : answer
})
afterAll(() => http.close())

const closing: (() => void)[] = []
beforeEach(() => localStorage.clear())
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

function serialize({ clientState, ...rest }: PersistedClient): string {
  const queries = clientState.queries.map(({ state, ...query }) => ({
    ...query,
    state: { ...state, status: 'success', error: null, fetchFailureReason: null },
  }))
  return JSON.stringify({ ...rest, clientState: { queries, mutations: [] } })
}

/** A page, as the recipe under TanStack Query has it. Its tokens outlive a reload. */
async function load(store: ReturnType<typeof memoryTokenStore>, { userId = 'dana', signsIn = true } = {}) {
  const refresh = refreshByToken(`${http.origin}/refresh`)
  const session = createAuthSession({ refresh, clock, store, name: `p-${Math.random()}` })
  const authFetch = createAuthFetch({ session, origins: [http.origin], clock })
  const queryClient = createAuthQueryClient({
    session,
    repeats: 0,
    defaultOptions: { queries: { gcTime: DAY_MS } },
  })
  const persister = createAsyncStoragePersister({ storage: localStorage, serialize, throttleTime: 0 })
  session.subscribe(() => {
    if (session.getStatus() !== 'signed_in') void persister.removeClient()
  })
  const persistOptions = {
    persister,
    maxAge: DAY_MS,
    buster: `${userId} v1`,
    dehydrateOptions: {
      shouldDehydrateQuery: ({
        queryKey,
        state,
      }: {
        queryKey: readonly unknown[]
        state: { data: unknown }
      }) => queryKey[0] !== 'ciba' && state.data !== undefined,
      shouldDehydrateMutation: () => false,
    },
  }
  function Orders() {
    const queryFn = async () => (await authFetch(`${http.origin}/orders`)).json() as Promise<string[]>
    const orders = useQuery({ queryKey: ['orders'], queryFn })
    return (
      <>
        <StaleDataNotice query={orders} />
        <p>{orders.data?.join() ?? orders.error?.message ?? 'loading'}</p>
      </>
    )
  }
  function Door() {
    if (!useSession(session).data) return <p>{'outside'}</p>
    return (
      <PersistQueryClientProvider client={queryClient} persistOptions={persistOptions}>
        <Orders />
      </PersistQueryClientProvider>
    )
  }
  if (signsIn && (await store.get()) === null) await session.signIn(tokens.issue())
  const { unmount } = render(
    <QueryClientProvider client={queryClient}>
      <Door />
    </QueryClientProvider>,
  )
  const leave = () => {
    unmount()
    session.dispose()
    queryClient.clear()
  }
  closing.push(leave)
  return { session, queryClient, leave }
}
const stored = () => JSON.stringify({ ...localStorage })

it('after a reload the data of before is there although the server fails, and the notice says so', async () => {
  const store = memoryTokenStore()
  const first = await load(store)
  await screen.findByText('shoes')
  await waitFor(() => expect(stored()).toContain('shoes'))
  first.leave()

  http.failNext('unavailable')
  const second = await load(store)
  expect(await screen.findByText('shoes')).toBeInTheDocument()
  expect(await screen.findByText(/cannot be reached/)).toBeInTheDocument()

  // What failed is kept out of the storage, what was loaded is not.
  const mutation = second.queryClient
    .getMutationCache()
    .build(second.queryClient, { mutationFn: async () => 1 })
  await act(() => mutation.execute('what they entered'))
  await waitFor(() => expect(stored()).toContain('shoes'))
  expect(stored()).not.toMatch(/access-|refresh-|AuthError|\b503\b|server_error|unavailable|entered|ciba/)
})

it('with a sign-out nothing is left', async () => {
  const store = memoryTokenStore()
  const first = await load(store)
  await screen.findByText('shoes')
  await waitFor(() => expect(stored()).toContain('shoes'))
  await act(() => first.session.signOut())
  expect(await screen.findByText('outside')).toBeInTheDocument()
  await waitFor(() => expect(stored()).not.toContain('shoes'))
  first.leave()
  expect(stored()).not.toContain('shoes')
})

it('a page that finds nobody signed in leaves nothing of who was', async () => {
  const first = await load(memoryTokenStore())
  await screen.findByText('shoes')
  await waitFor(() => expect(stored()).toContain('shoes'))
  first.leave()
  await load(memoryTokenStore(), { signsIn: false })
  expect(await screen.findByText('outside')).toBeInTheDocument()
  expect(stored()).not.toContain('shoes')
})

it('another person does not see what was left of a page that was closed', async () => {
  const first = await load(memoryTokenStore())
  await screen.findByText('shoes')
  await waitFor(() => expect(stored()).toContain('shoes'))
  first.leave()
  http.failNext('unavailable')
  await load(memoryTokenStore(), { userId: 'eve' })
  expect(await screen.findByText(/^unavailable/)).toBeInTheDocument()
  expect(screen.queryByText('shoes')).not.toBeInTheDocument()
})
