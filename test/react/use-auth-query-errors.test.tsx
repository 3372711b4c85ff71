import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { act, render, renderHook, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { authError } from '../../src/errors/normalize.js'
import type { FailureFilters } from '../../src/react/query-failures.js'
import { type AuthQueryErrors, useAuthQueryErrors } from '../../src/react/use-auth-query-errors.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

type Asked = () => Promise<unknown>

/** A page with a query for each name, and the hook beside them. */
function setUp(names: string[], options: FailureFilters = {}, more?: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const asked = Object.fromEntries(names.map((name) => [name, vi.fn<Asked>(async () => name)]))
  const seen: AuthQueryErrors[] = []
  function One({ name }: { name: string }) {
    // Each of its own, or a query would be rendered by all.
    useQuery({ queryKey: [name], queryFn: () => asked[name]!() })
    return null
  }
  function Errors() {
    const errors = useAuthQueryErrors(options)
    seen.push(errors)
    return <AuthErrorBanner {...errors.bannerProps} />
  }
  const page = (shown: string[]) => (
    <QueryClientProvider client={client}>
      {shown.map((name) => (
        <One key={name} name={name} />
      ))}
      {more}
      <Errors />
    </QueryClientProvider>
  )
  const { rerender } = render(page([]))
  return {
    client,
    asked,
    seen,
    show: async (...shown: string[]) => {
      rerender(page(shown))
      await pass(0)
    },
    now: () => seen.at(-1)!,
    codes: () => seen.at(-1)!.errors.map(({ code }) => code),
  }
}

const fails = (error: unknown) => () => Promise.reject(error)
const DOWN = { status: 503, headers: {} }

describe('which error', () => {
  it('is none where nothing has failed', async () => {
    const { show, now } = setUp(['a'])
    await show('a')
    expect(now()).toMatchObject({ error: null, errors: [], bannerProps: { error: null, retryAt: null } })
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
  })

  it('is the most severe, and of those the latest', async () => {
    const { asked, show, now, codes } = setUp(['a', 'b', 'c', 'd'])
    asked.a!.mockImplementation(fails({ status: 404 }))
    asked.b!.mockImplementation(fails({ status: 500 }))
    asked.c!.mockImplementation(fails(authError('invalid_client')))
    await show('a', 'b')
    expect(codes()).toEqual(['HTTP_500', 'HTTP_404'])
    await pass(1_000)
    asked.d!.mockImplementation(fails({ status: 502 }))
    await show('a', 'b', 'd')
    expect(codes()).toEqual(['HTTP_502', 'HTTP_500', 'HTTP_404'])
    await show('a', 'b', 'c', 'd')
    expect(now().error?.code).toBe('invalid_client')
  })

  it('is said once where many fail alike', async () => {
    const { asked, show, codes, seen } = setUp(['a', 'b', 'c'])
    for (const name of ['a', 'b', 'c']) asked[name]!.mockImplementation(fails({ ...DOWN }))
    await show('a')
    const first = seen.at(-1)!.error
    await show('a', 'b', 'c')
    expect(codes()).toEqual(['HTTP_503'])
    expect(seen.at(-1)!.error).toBe(first)
    expect(screen.getAllByRole('region')).toHaveLength(1)
  })

  it('is none in an outage where there is data, and one where no waiting cures it', async () => {
    const { asked, show, client, codes } = setUp(['a'])
    await show('a')
    asked.a!.mockImplementation(fails({ ...DOWN }))
    await act(() => client.refetchQueries())
    await pass(0)
    expect(codes()).toEqual([])
    asked.a!.mockImplementation(fails({ status: 403 }))
    await act(() => client.refetchQueries())
    await pass(0)
    expect(codes()).toEqual(['HTTP_403'])
  })

  it('is none of a query that nobody uses any more', async () => {
    const { asked, show, codes } = setUp(['a'])
    asked.a!.mockImplementation(fails({ ...DOWN }))
    await show('a')
    expect(codes()).toHaveLength(1)
    await show()
    expect(codes()).toEqual([])
  })

  it('is one of those that the filters let through', async () => {
    const { asked, show, codes } = setUp(['a', 'b'], { filters: { queryKey: ['b'] } })
    asked.a!.mockImplementation(fails({ status: 500 }))
    asked.b!.mockImplementation(fails({ status: 404 }))
    await show('a', 'b')
    expect(codes()).toEqual(['HTTP_404'])
  })
})

describe('asking again', () => {
  it('asks what has failed and nothing else, and a success takes the error away', async () => {
    const { asked, show, now, codes } = setUp(['a', 'b', 'c'])
    asked.a!.mockImplementationOnce(fails({ status: 500 }))
    asked.b!.mockImplementationOnce(fails({ status: 404 }))
    await show('a', 'b', 'c')
    const before = ['a', 'b', 'c'].map((name) => asked[name]!.mock.calls.length)
    expect(codes()).toHaveLength(2)
    act(() => now().retry())
    expect(codes()).toHaveLength(2)
    await pass(0)
    expect(codes()).toEqual([])
    const after = ['a', 'b', 'c'].map((name) => asked[name]!.mock.calls.length)
    expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1, 0])
  })

  it('asks nobody before the time that the server named', async () => {
    const { asked, show, now } = setUp(['a'])
    asked.a!.mockImplementation(fails({ status: 503, headers: { 'retry-after': '42' } }))
    await show('a')
    expect(now().bannerProps.retryAt).toBe(NOW + 42_000)
    const before = asked.a!.mock.calls.length
    act(() => now().retry())
    await pass(41_000)
    expect(asked.a).toHaveBeenCalledTimes(before)
    await pass(1_000)
    act(() => now().retry())
    await pass(0)
    expect(asked.a).toHaveBeenCalledTimes(before + 1)
  })
})

describe('a mutation', () => {
  const save = vi.fn<Asked>()
  let mutation: { mutate: () => void; reset: () => void }
  function Form() {
    mutation = useMutation({ mutationKey: ['save'], mutationFn: save })
    return null
  }
  beforeEach(() => void save.mockReset().mockImplementation(fails({ status: 500 })))
  const submit = async () => {
    act(() => mutation.mutate())
    await pass(0)
  }

  it('is an error that nothing repeats, until it is tried again', async () => {
    const { now, codes } = setUp([], {}, <Form />)
    await submit()
    expect(codes()).toEqual(['HTTP_500'])
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    act(() => now().retry())
    await pass(0)
    expect(save).toHaveBeenCalledTimes(1)
    expect(codes()).toEqual(['HTTP_500'])
    save.mockResolvedValue('saved')
    await submit()
    expect(codes()).toEqual([])
  })

  it('is no error any more once it was reset', async () => {
    const { codes } = setUp([], {}, <Form />)
    await submit()
    act(() => mutation.reset())
    await pass(0)
    expect(codes()).toEqual([])
  })

  it('is an error also where its form has gone before it failed', async () => {
    const { client, codes } = setUp([])
    await act(() =>
      client
        .getMutationCache()
        .build(client, { mutationFn: save })
        .execute(undefined)
        .catch(() => undefined),
    )
    await pass(0)
    expect(codes()).toEqual(['HTTP_500'])
  })

  it('is none where it failed on the page before', async () => {
    const client = new QueryClient()
    await client
      .getMutationCache()
      .build(client, { mutationFn: save })
      .execute(undefined)
      .catch(() => undefined)
    const { result } = renderHook(() => useAuthQueryErrors(), {
      wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
    })
    expect(result.current.error).toBeNull()
  })

  it('is none where it is a call of a sign-in, which says so itself', async () => {
    const { client, codes } = setUp([])
    const execute = (key: string) =>
      client
        .getMutationCache()
        .build(client, { mutationKey: ['ciba', key], mutationFn: save })
        .execute(undefined)
        .catch(() => undefined)
    await act(() => execute('initiate'))
    await pass(0)
    expect(codes()).toEqual([])
    await act(() => execute('signOut'))
    await pass(0)
    expect(codes()).toEqual(['HTTP_500'])
  })
})

describe('dismissing', () => {
  it('takes the shown error away, and what fails from then on is shown again', async () => {
    const { asked, show, now, codes, client } = setUp(['a', 'b'])
    asked.a!.mockImplementation(fails({ status: 500 }))
    asked.b!.mockImplementation(fails({ status: 404 }))
    await show('a', 'b')
    act(() => now().dismiss())
    expect(codes()).toEqual(['HTTP_404'])
    act(() => now().dismiss())
    expect(codes()).toEqual([])
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
    await pass(1_000)
    await act(() => client.refetchQueries({ queryKey: ['a'] }))
    await pass(0)
    expect(codes()).toEqual(['HTTP_500'])
  })
})

describe('how often it renders', () => {
  it('only when an error comes or goes, however much else happens in the caches', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `q${index}`)
    const { asked, show, seen, client } = setUp(names)
    asked.q0!.mockImplementation(fails({ status: 500 }))
    await show(...names)
    const before = seen.length
    for (let round = 0; round < 20; round++) {
      await act(() => client.refetchQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'q0' }))
      act(() => void client.setQueryData(['q1'], `data ${round}`))
      await pass(10)
    }
    expect(seen.length).toBe(before)
    const { error } = seen.at(-1)!
    await show(...names)
    expect(seen.at(-1)!.error).toBe(error)
  })
})

it('works without a QueryClientProvider, and finds nothing', () => {
  const { result } = renderHook(() => useAuthQueryErrors())
  expect(result.current.error).toBeNull()
  act(() => {
    result.current.retry()
    result.current.dismiss()
  })
  expect(result.current.errors).toEqual([])
})
