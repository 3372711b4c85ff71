import {
  MutationCache,
  QueryCache,
  QueryClientProvider,
  skipToken,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { isAuthError } from '../../src/errors/auth-error.js'
import { defineSystemErrors } from '../../src/errors/codes/code-row.js'
import { type AuthQueryClientOptions, createAuthQueryClient } from '../../src/react/auth-query-client.js'

function setUp(options: AuthQueryClientOptions = {}) {
  const client = createAuthQueryClient({ repeats: 0, ...options })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return { client, wrapper }
}

const answer = (body: object, status = 409) => new Response(JSON.stringify(body), { status })

const THROWN: [string, () => unknown, object][] = [
  ['a TypeError of fetch', () => new TypeError('Failed to fetch'), { kind: 'network' }],
  ['what axios throws', () => Object.assign(new Error('x'), { response: { status: 503 } }), { status: 503 }],
  ['a bare body', () => ({ error: 'invalid_client' }), { kind: 'misconfigured' }],
  ['a string', () => 'what now', { kind: 'unknown' }],
  ['nothing', () => undefined, { kind: 'unknown' }],
  [
    'a Response, which is read',
    () => answer({ code: 'E7', message: 'x', request_id: 'req-77' }),
    { code: 'E7', requestId: 'req-77', kind: 'conflict' },
  ],
]

describe('whatever a function throws', () => {
  it.each(THROWN)('a query fails with an AuthError: %s', async (_what, thrown, members) => {
    const onError = vi.fn()
    const { wrapper } = setUp({ queryCache: new QueryCache({ onError }) })
    const { result } = renderHook(
      () => useQuery({ queryKey: ['it'], queryFn: () => Promise.reject(thrown()) }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(isAuthError(result.current.error)).toBe(true)
    expect(result.current.error).toMatchObject(members)
    expect(onError.mock.calls[0]?.[0]).toBe(result.current.error)
  })

  it.each(THROWN)('a mutation fails with an AuthError: %s', async (_what, thrown, members) => {
    const onError = vi.fn()
    const { wrapper } = setUp({ mutationCache: new MutationCache({ onError }) })
    const { result } = renderHook(() => useMutation({ mutationFn: () => Promise.reject(thrown()) }), {
      wrapper,
    })
    const failed = await result.current.mutateAsync().catch((error: unknown) => error)
    expect(isAuthError(failed)).toBe(true)
    expect(failed).toMatchObject(members)
    expect(onError.mock.calls[0]?.[0]).toBe(failed)
  })

  it('also where it throws before it is asynchronous, in an infinite query and in fetchQuery', async () => {
    const { client, wrapper } = setUp()
    const queryFn = (): Promise<string> => {
      throw new TypeError('Failed to fetch')
    }
    const { result } = renderHook(
      () =>
        useInfiniteQuery({
          queryKey: ['pages'],
          queryFn,
          initialPageParam: 0,
          getNextPageParam: () => null,
        }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.error).toMatchObject({ kind: 'network' }))
    await expect(client.fetchQuery({ queryKey: ['one'], queryFn })).rejects.toMatchObject({ kind: 'network' })
  })

  it('is read with what the app knows of its API', async () => {
    const shop = defineSystemErrors({ name: 'shop', codes: { SHOP_042: 'unavailable' } })
    const { client } = setUp({ errorContext: { system: shop } })
    const queryFn = () => Promise.reject(answer({ code: 'SHOP_042' }, 400))
    await expect(client.fetchQuery({ queryKey: ['it'], queryFn })).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })
})

describe('what is not a failure', () => {
  it('is passed on as it is: arguments, answers, skipToken and a cancelled query', async () => {
    const { client, wrapper } = setUp()
    const queryFn = vi.fn(
      async ({ queryKey }: { queryKey: readonly unknown[]; signal: AbortSignal }) => queryKey,
    )
    await expect(client.fetchQuery({ queryKey: ['a', 1], queryFn })).resolves.toEqual(['a', 1])
    expect(queryFn.mock.calls[0]?.[0].signal).toBeInstanceOf(AbortSignal)

    const { result } = renderHook(() => useQuery({ queryKey: ['skipped'], queryFn: skipToken }), { wrapper })
    expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' })

    const { result: hanging } = renderHook(
      () => useQuery({ queryKey: ['hanging'], queryFn: () => new Promise<never>(() => undefined) }),
      { wrapper },
    )
    await client.cancelQueries({ queryKey: ['hanging'] })
    await waitFor(() => expect(hanging.current).toMatchObject({ error: null, fetchStatus: 'idle' }))
  })

  it('is not cancelled loudly where one query asks another that is cancelled', async () => {
    const { client } = setUp()
    const inner = { queryKey: ['inner'], queryFn: () => new Promise<never>(() => undefined) }
    const outer = client.fetchQuery({ queryKey: ['outer'], queryFn: () => client.fetchQuery(inner) })
    const failed = outer.catch((error: unknown) => error)
    await client.cancelQueries({ queryKey: ['inner'] })
    expect(isAuthError(await failed)).toBe(false)
    expect(client.getQueryState(['outer'])?.error ?? null).toBeNull()
  })

  it('renders as often as with a client of TanStack’s', async () => {
    const { wrapper: Wrapper } = setUp()
    let renders = 0
    const queryFn = async () => 'here'
    function Page() {
      renders += 1
      return <p>{useQuery({ queryKey: ['it'], queryFn }).data ?? 'pending'}</p>
    }
    render(
      <Wrapper>
        <Page />
      </Wrapper>,
      { reactStrictMode: false },
    )
    await screen.findByText('here')
    expect(renders).toBe(2)
  })
})

describe('the app’s own defaults', () => {
  it('come first', async () => {
    const client = createAuthQueryClient({
      repeats: 0,
      defaultOptions: {
        queries: {
          staleTime: 5_000,
          networkMode: 'online',
          queryFn: () => Promise.reject(new TypeError('Failed to fetch')),
        },
        mutations: { gcTime: 7 },
      },
    })
    expect(client.getDefaultOptions()).toMatchObject({
      queries: {
        staleTime: 5_000,
        networkMode: 'online',
        refetchOnReconnect: expect.any(Function) as unknown,
      },
      mutations: { gcTime: 7, networkMode: 'always' },
    })
    await expect(client.fetchQuery({ queryKey: ['by-default'] })).rejects.toMatchObject({ kind: 'network' })
    client.setQueryDefaults(['of-key'], { queryFn: () => Promise.reject(new Error('boom')) })
    await expect(client.fetchQuery({ queryKey: ['of-key'] })).rejects.toMatchObject({ kind: 'unknown' })
  })

  it('and it is a QueryClient like any other below its provider', () => {
    const { client, wrapper } = setUp()
    const { result } = renderHook(() => useQueryClient(), { wrapper })
    expect(result.current).toBe(client)
  })
})
