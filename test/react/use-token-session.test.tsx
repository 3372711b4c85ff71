import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { sessionQueryOptions, useSession } from '../../src/react/session-query.js'
import {
  type AuthSession,
  type AuthSessionOptions,
  createAuthSession,
} from '../../src/session/auth-session.js'
import { refreshByCookie, refreshByToken } from '../../src/session/refreshers.js'
import { memoryTokenStore } from '../../src/session/token-store.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { startHttpListener } from '../support/http-listener.js'
import { createTokenServer } from '../session/token-server.js'

const clock = createMovedClock()
let server = createTokenServer({ clock })
const http = await startHttpListener((request) => server.handle(request))
afterAll(() => http.close())

const open: AuthSession[] = []
let name = ''
beforeEach(() => {
  server = createTokenServer({ clock })
  name = `tabs-${Math.random()}`
})
afterEach(() => {
  for (const session of open.splice(0)) session.dispose()
})

/** The session of one tab; all of a test have the same name. */
function tab(given: Partial<AuthSessionOptions> = {}) {
  const refresh = refreshByToken(`${http.origin}/refresh`)
  const session = createAuthSession({ refresh, clock, name, ...given })
  open.push(session)
  return session
}

function Page({ session }: { session: AuthSession }) {
  const { data, error, isPending, signOut, signOutError } = useSession(session)
  return (
    <>
      <p>{isPending ? 'asking' : data ? 'inside' : 'outside'}</p>
      <p>{error?.message ?? 'no error'}</p>
      <p>{signOutError?.message ?? 'no sign-out error'}</p>
      <button onClick={signOut}>{'Sign out'}</button>
    </>
  )
}

function show(session: AuthSession, queryClient = new QueryClient()) {
  const page = (
    <QueryClientProvider client={queryClient}>
      <Page session={session} />
    </QueryClientProvider>
  )
  const { unmount } = render(page)
  return { queryClient, unmount, again: () => render(page) }
}
const renew = (session: AuthSession) => session.renew('access-1').catch(() => undefined)

it('says that nobody is signed in, and asks no server for it', async () => {
  show(tab())
  expect(await screen.findByText('outside')).toBeInTheDocument()
  expect(server.seen.refreshes).toBe(0)
})

it('follows a sign-in, and a token that is renewed changes nothing', async () => {
  const session = tab()
  const { queryClient } = show(session)
  await screen.findByText('outside')
  await act(() => session.signIn(server.issue()))
  expect(await screen.findByText('inside')).toBeInTheDocument()
  const before = queryClient.getQueryData(['ciba', 'token session'])
  await act(() => session.renew('access-1'))
  expect(queryClient.getQueryData(['ciba', 'token session'])).toBe(before)
})

it('signs out, and tells the server', async () => {
  let told = 0
  const session = tab({ signOut: async () => void (told += 1) })
  await session.signIn(server.issue())
  show(session)
  await screen.findByText('inside')
  await userEvent.setup({ delay: null }).click(screen.getByRole('button'))
  expect(await screen.findByText('outside')).toBeInTheDocument()
  expect(screen.getByText('no error')).toBeInTheDocument()
  expect(told).toBe(1)
})

it('is signed out also where the server could not be told, and says so', async () => {
  const session = tab({ signOut: () => Promise.reject(new TypeError('Failed to fetch')) })
  await session.signIn(server.issue())
  show(session)
  await screen.findByText('inside')
  await userEvent.setup({ delay: null }).click(screen.getByRole('button'))
  expect(await screen.findByText('outside')).toBeInTheDocument()
  expect(await screen.findByText('network: connection_failed')).toBeInTheDocument()
})

it('says why a session has ended, until somebody signs in', async () => {
  const session = tab()
  await session.signIn(server.issue())
  show(session)
  await screen.findByText('inside')
  server.failRefresh('refused')
  await act(() => renew(session))
  expect(await screen.findByText('session_expired: INVALID_REFRESH_TOKEN')).toBeInTheDocument()
  expect(screen.getByText('outside')).toBeInTheDocument()
  await act(() => session.signIn(server.issue()))
  expect(await screen.findByText('inside')).toBeInTheDocument()
  expect(screen.getByText('no error')).toBeInTheDocument()
})

it('hears of another tab: its sign-in, its sign-out, and an end', async () => {
  const store = { ...memoryTokenStore(), shared: true }
  const [here, there] = [tab({ store }), tab({ store })]
  show(here)
  await screen.findByText('outside')
  await act(() => there.signIn(server.issue()))
  expect(await screen.findByText('inside')).toBeInTheDocument()
  await act(() => there.signOut())
  expect(await screen.findByText('outside')).toBeInTheDocument()
  await act(() => there.signIn(server.issue()))
  expect(await screen.findByText('inside')).toBeInTheDocument()
  server.failRefresh('refused')
  await act(() => there.renew('access-2').catch(() => undefined))
  expect(await screen.findByText('session_expired: session_expired')).toBeInTheDocument()
  expect(screen.getByText('outside')).toBeInTheDocument()
})

it('learns what happened while no page was looking', async () => {
  const session = tab()
  await session.signIn(server.issue())
  const { unmount, again } = show(session)
  await screen.findByText('inside')
  unmount()
  await session.signOut()
  again()
  expect(await screen.findByText('outside')).toBeInTheDocument()
})

it('says so where it cannot be known who is signed in, and learns it when the server is back', async () => {
  const session = tab({ refresh: refreshByCookie(`${http.origin}/refresh`) })
  server.failRefresh('network')
  show(session, new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } }))
  expect(await screen.findByText('network: connection_failed')).toBeInTheDocument()
  expect(screen.getByText('outside')).toBeInTheDocument()
  await clock.advance(2_000)
  await act(() => session.getAccessToken())
  expect(await screen.findByText('no error')).toBeInTheDocument()
})

it('is a query like others, and no token is in the cache', async () => {
  const session = tab()
  const queryClient = new QueryClient()
  function Plain() {
    const { data, error } = useQuery(sessionQueryOptions(session))
    return <p>{error ? error.message : data ? 'inside' : 'outside'}</p>
  }
  await session.signIn(server.issue())
  render(
    <QueryClientProvider client={queryClient}>
      <Plain />
    </QueryClientProvider>,
  )
  await screen.findByText('inside')
  const cached = () =>
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    )
  expect(cached()).not.toMatch(/access-|refresh-/)
  server.failRefresh('refused')
  await act(() => renew(session))
  await act(() => queryClient.refetchQueries())
  expect(await screen.findByText('session_expired: INVALID_REFRESH_TOKEN')).toBeInTheDocument()
  expect(queryClient.getQueryData(['ciba', 'token session'])).toBeNull()
  expect(cached()).not.toMatch(/access-|refresh-/)
})

it('renders on a server, which knows of nobody', () => {
  const session = tab()
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <Page session={session} />
    </QueryClientProvider>,
  )
  expect(html).toContain('asking')
  expect(session.getStatus()).toBe('unknown')
})
