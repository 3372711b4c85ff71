import {
  dehydrate,
  focusManager,
  hydrate,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../src/ciba/approval.js'
import { createAuthQueryClient } from '../../src/react/auth-query-client.js'
import { useSession } from '../../src/react/session-query.js'
import { useAuthQueryErrors } from '../../src/react/use-auth-query-errors.js'
import { createAuthFetch } from '../../src/session/auth-fetch.js'
import { type AuthSession, createAuthSession } from '../../src/session/auth-session.js'
import { refreshByToken } from '../../src/session/refreshers.js'
import { memoryTokenStore } from '../../src/session/token-store.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { startHttpListener } from '../support/http-listener.js'
import { createTokenServer } from '../session/token-server.js'

const clock = createMovedClock()
let server = createTokenServer({ clock })
let held: Promise<void> | null = null
const http = await startHttpListener(async (request) => {
  await (request.url.endsWith('/slow') ? held : null)
  return server.handle(request)
})
afterAll(() => http.close())

const closing: (() => void)[] = []
beforeEach(() => {
  server = createTokenServer({ clock })
})
afterEach(() => {
  focusManager.setFocused(undefined)
  for (const close of closing.splice(0)) close()
})

const ORDERS = ['orders'] as const

function setUp({ store = memoryTokenStore(), name = `n-${Math.random()}` } = {}) {
  const refresh = refreshByToken(`${http.origin}/refresh`)
  const session = createAuthSession({ refresh, clock, store, name })
  const authFetch = createAuthFetch({ session, origins: [http.origin], clock })
  const queryClient = createAuthQueryClient({ session, repeats: 0 })
  closing.push(() => queryClient.clear(), session.dispose)
  const load = async (path: string) => {
    const answer = (await (await authFetch(http.origin + path)).json()) as { by: string }
    return answer.by
  }
  return { session, queryClient, load }
}

interface PageProps {
  session: AuthSession
  load: (path: string) => Promise<string>
}
function Orders({ load }: Pick<PageProps, 'load'>) {
  const { data, error } = useQuery({ queryKey: ORDERS, queryFn: () => load('/orders') })
  return <p>{data ?? error?.message ?? 'loading'}</p>
}
/** What is shown to whoever is signed in. */
function Page({ session, load }: PageProps) {
  return useSession(session).data ? <Orders load={load} /> : <p>{'outside'}</p>
}
const show = (queryClient: QueryClient, page: React.ReactNode) =>
  render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>)
const keys = (queryClient: QueryClient) =>
  queryClient
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey.join())
const lastCalls = (from: number) => server.seen.calls.slice(from)

describe('when somebody signs out', () => {
  it('what was loaded is gone, also what they entered, and nothing is asked for without a token', async () => {
    const { session, queryClient, load } = setUp()
    await session.signIn(server.issue())
    show(queryClient, <Page session={session} load={load} />)
    await screen.findByText('access-1')
    queryClient.setQueryData(['old page'], 'a secret')
    const mutation = queryClient.getMutationCache().build(queryClient, { mutationFn: async () => 1 })
    await mutation.execute('what they entered')
    const before = server.seen.calls.length
    await act(() => session.signOut())
    expect(await screen.findByText('outside')).toBeInTheDocument()
    await waitFor(() => expect(queryClient.getQueryData(ORDERS)).toBeUndefined())
    expect(keys(queryClient)).not.toContain('old page')
    expect(queryClient.getMutationCache().getAll()).toEqual([])
    expect(lastCalls(before)).toEqual([])
  })

  it('an answer that was still under way is not kept', async () => {
    const { session, queryClient, load } = setUp()
    let answer = () => undefined as void
    held = new Promise((resolve) => (answer = resolve))
    await session.signIn(server.issue())
    const late = queryClient.fetchQuery({ queryKey: ['slow'], queryFn: () => load('/slow') })
    await waitFor(() => expect(http.urls.at(-1)).toMatch(/slow$/))
    const given = expect(late).rejects.toThrow()
    await session.signOut()
    await given
    answer()
    await waitFor(() => expect(server.seen.calls.at(-1)).toContain('/slow'))
    expect(keys(queryClient)).not.toContain('slow')
  })

  it('what is shown to everybody is asked for anew', async () => {
    const { session, queryClient, load } = setUp()
    await session.signIn(server.issue())
    show(queryClient, <Orders load={load} />)
    await screen.findByText('access-1')
    await act(() => session.signOut())
    expect(await screen.findByText('not_authenticated: NOT_AUTHENTICATED')).toBeInTheDocument()
    await act(() => session.signIn(server.issue()))
    expect(await screen.findByText('access-2')).toBeInTheDocument()
  })
})

describe('when the session ends', () => {
  function Banner() {
    const { errors } = useAuthQueryErrors()
    return <p>{`banner: ${errors.map(({ message }) => message).join()}`}</p>
  }

  it('what was loaded is gone, one error says why, and nothing is asked again by itself', async () => {
    const { session, queryClient, load } = setUp()
    await session.signIn(server.issue())
    show(
      queryClient,
      <>
        <Orders load={load} />
        <Banner />
      </>,
    )
    await screen.findByText('access-1')
    queryClient.setQueryData(['old page'], 'a secret')
    server.failRefresh('refused')
    await act(() => session.renew('access-1').catch(() => undefined))
    const before = server.seen.calls.length
    expect(await screen.findByText('session_expired: INVALID_REFRESH_TOKEN')).toBeInTheDocument()
    expect(await screen.findByText('banner: session_expired: INVALID_REFRESH_TOKEN')).toBeInTheDocument()
    expect(keys(queryClient)).not.toContain('old page')
    act(() => focusManager.setFocused(false))
    act(() => focusManager.setFocused(true))
    await act(() => clock.advance(1))
    expect(queryClient.isFetching()).toBe(0)
    expect(lastCalls(before)).toEqual([])
    await act(() => session.signIn(server.issue()))
    expect(await screen.findByText('access-2')).toBeInTheDocument()
    expect(await screen.findByText('banner:')).toBeInTheDocument()
  })
})

describe('when somebody else signs in', () => {
  it('in this tab, the data of before is gone', async () => {
    const { session, queryClient, load } = setUp()
    await session.signIn(server.issue())
    show(queryClient, <Page session={session} load={load} />)
    await screen.findByText('access-1')
    queryClient.setQueryData(['old page'], 'a secret')
    await act(() => session.signIn(server.issue()))
    expect(await screen.findByText('access-2')).toBeInTheDocument()
    expect(keys(queryClient)).not.toContain('old page')
  })

  it('in another tab, the data of before is gone', async () => {
    const shared = { store: { ...memoryTokenStore(), shared: true }, name: 'two tabs' }
    const [here, there] = [setUp(shared), setUp(shared)]
    await here.session.signIn(server.issue())
    show(here.queryClient, <Page session={here.session} load={here.load} />)
    await screen.findByText('access-1')
    await act(() => there.session.signIn(server.issue()))
    expect(await screen.findByText('access-2')).toBeInTheDocument()
  })
})

it('a token that is renewed takes nothing away', async () => {
  const { session, queryClient, load } = setUp()
  await session.signIn(server.issue())
  show(queryClient, <Page session={session} load={load} />)
  await screen.findByText('access-1')
  await act(() => session.renew('access-1'))
  await act(() => clock.advance(1))
  expect(queryClient.getQueryData(ORDERS)).toBe('access-1')
})

it('what came with the page stays when it becomes known who is signed in', async () => {
  const { session, queryClient } = setUp()
  const onServer = new QueryClient()
  onServer.setQueryData(['hydrated'], 'from the server')
  hydrate(queryClient, dehydrate(onServer))
  await session.signIn(server.issue())
  await waitFor(() => expect(keys(queryClient)).toContain('ciba,token session'))
  expect(queryClient.getQueryData(['hydrated'])).toBe('from the server')
})

it('a client that is made after the sign-in knows of it', async () => {
  const { session } = setUp()
  await session.signIn(server.issue())
  const queryClient = createAuthQueryClient({ session })
  await waitFor(() => expect(queryClient.getQueryData(['ciba', 'token session'])).toBeDefined())
  queryClient.setQueryData(['old page'], 'a secret')
  await session.signOut()
  await waitFor(() => expect(keys(queryClient)).not.toContain('old page'))
  queryClient.clear()
})

it('tokens for an API and the cookie of a back end are two sessions of one page', async () => {
  const { session, queryClient } = setUp()
  const system = { getSession: async () => ({ user: { sub: 'dana' } }), signOut: async () => undefined }
  function Both() {
    const tokens = useSession(session)
    return (
      <button onClick={tokens.signOut}>
        {useSession(system).data?.user.sub} {tokens.data === null ? 'without tokens' : tokens.data?.id}
      </button>
    )
  }
  show(queryClient, <Both />)
  await screen.findByText('dana without tokens')
  await act(() => session.signIn(server.issue()))
  await screen.findByText(/^dana (?!without)./)
  act(() => screen.getByRole('button').click())
  await screen.findByText('dana without tokens')
})

it('goes for a system that keeps the session as well', async () => {
  let user: Session['user'] | null = { sub: 'dana' }
  const system = {
    getSession: async () => user && { user: { ...user } },
    signOut: async () => void (user = null),
  }
  const queryClient = createAuthQueryClient({ session: system })
  function Who() {
    const session = useSession(system)
    return <button onClick={session.signOut}>{session.data?.user.sub ?? 'nobody'}</button>
  }
  show(queryClient, <Who />)
  await screen.findByRole('button', { name: 'dana' })
  queryClient.setQueryData(['old page'], 'a secret')
  await act(() => queryClient.refetchQueries({ queryKey: ['ciba'] }))
  expect(keys(queryClient)).toContain('old page')
  user = { sub: 'eve' }
  await act(() => queryClient.refetchQueries({ queryKey: ['ciba'] }))
  await screen.findByRole('button', { name: 'eve' })
  expect(keys(queryClient)).not.toContain('old page')
  queryClient.setQueryData(['eve’s page'], 'a secret')
  act(() => screen.getByRole('button').click())
  await screen.findByRole('button', { name: 'nobody' })
  expect(keys(queryClient)).toEqual(['ciba,session'])
  queryClient.clear()
})
