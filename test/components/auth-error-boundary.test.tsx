import {
  QueryClient,
  QueryClientProvider,
  QueryErrorResetBoundary,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { type ComponentType, Fragment, type ReactNode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBoundary } from '../../src/components/auth-error-boundary.js'
import { AuthErrorBoundary as QueryBoundary } from '../../src/components/query-error-boundary.js'
import type { AuthError } from '../../src/errors/auth-error.js'
import { ClockContext } from '../../src/react/clock-context.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

let thrown: unknown
function Orders() {
  if (thrown !== null) throw thrown
  return <p>Three orders</p>
}

beforeEach(() => {
  thrown = { status: 503, body: { error: 'temporarily_unavailable' } }
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('a tree that throws', () => {
  it('MUST show the banner in place of the tree, whatever was thrown', () => {
    for (const [error, title] of [
      [{ status: 503 }, 'The service cannot be reached'],
      [new Error('boom'), 'Something went wrong'],
      [undefined, 'Something went wrong'],
    ] as const) {
      thrown = error
      const { unmount } = render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
      expect(screen.getByRole('region', { name: title })).toBeInTheDocument()
      unmount()
    }
  })

  it('fails at the time of the provider around it, which onError hears too', () => {
    const clock = createMovedClock()
    thrown = { status: 503, headers: { 'retry-after': '42' } }
    const onError = vi.fn()
    render(
      <ClockContext.Provider value={clock}>
        <AuthErrorBoundary onError={onError}>
          <Orders />
        </AuthErrorBoundary>
      </ClockContext.Provider>,
    )
    expect(screen.getByText('You can try again in 42 seconds.')).toBeInTheDocument()
    const error = expect.objectContaining({ occurredAt: clock.now(), retryAt: clock.now() + 42_000 })
    expect(onError).toHaveBeenCalledExactlyOnceWith(error, expect.anything())
  })

  it('MUST announce the error in a live region that was there before', () => {
    thrown = null
    const page = (key: number) => (
      <AuthErrorBoundary>
        <Orders key={key} />
      </AuthErrorBoundary>
    )
    const { rerender } = render(page(1))
    const region = screen.getByRole('status')
    expect(region).toBeEmptyDOMElement()
    thrown = new TypeError('Failed to fetch')
    rerender(page(2))
    expect(screen.getByRole('status')).toBe(region)
    expect(region).toHaveTextContent('No connection to the service')
  })

  it('MUST call onReset and render the tree anew on “Try again”', () => {
    const onReset = vi.fn(() => (thrown = null))
    render(
      <AuthErrorBoundary onReset={onReset}>
        <Orders />
      </AuthErrorBoundary>,
    )
    press('Try again')
    expect(onReset).toHaveBeenCalledTimes(1)
    expect(screen.getByText('Three orders')).toBeInTheDocument()
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
  })

  it('MUST show the next error when the tree throws again', () => {
    render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
    thrown = new TypeError('Failed to fetch')
    press('Try again')
    expect(screen.getByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
  })

  it('MUST offer “Start over” where trying again cannot help', () => {
    thrown = { status: 403 }
    render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    thrown = null
    press('Start over')
    expect(screen.getByText('Three orders')).toBeInTheDocument()
  })
})

describe('resetKeys', () => {
  const onReset = vi.fn()
  const page = (id: number) => (
    <AuthErrorBoundary resetKeys={[id]} onReset={onReset}>
      <Orders />
    </AuthErrorBoundary>
  )

  it('MUST try again by itself when a reset key changes, and not for an error that came with the change', () => {
    const { rerender } = render(page(1))
    thrown = null
    rerender(page(1))
    expect(screen.getByRole('region')).toBeInTheDocument()
    rerender(page(2))
    expect(screen.getByText('Three orders')).toBeInTheDocument()
    expect(onReset).toHaveBeenCalledTimes(1)
    thrown = { status: 503 }
    rerender(page(3))
    expect(screen.getByRole('region')).toBeInTheDocument()
    expect(onReset).toHaveBeenCalledTimes(1)
  })
})

describe('onError', () => {
  it('MUST tell onError of each error once, and outlive an onError that throws', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    const onError = vi.fn<(error: AuthError) => void>()
    render(
      <AuthErrorBoundary onError={onError}>
        <Orders />
      </AuthErrorBoundary>,
    )
    expect(onError.mock.calls.map(([{ kind }]) => kind)).toEqual(['unavailable'])
    onError.mockImplementation(() => {
      throw new Error('logger is down')
    })
    thrown = new TypeError('Failed to fetch')
    press('Try again')
    expect(onError.mock.calls.map(([{ kind }]) => kind)).toEqual(['unavailable', 'network'])
    expect(screen.getByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
    expect(report).toHaveBeenCalledTimes(1)
    vi.unstubAllGlobals()
  })
})

type Around = ComponentType<{ children: ReactNode }>
const WithReset: Around = ({ children }) => <QueryErrorResetBoundary>{children}</QueryErrorResetBoundary>

it.each<Around>([WithReset, Fragment])(
  'MUST ask again by itself with the reset of TanStack Query, also without a reset boundary',
  async (Around) => {
    const options = (queryFn: () => Promise<string>) => ({ queryKey: ['name'], queryFn, retry: false })
    for (const useName of [
      (ask: () => Promise<string>) => useQuery({ ...options(ask), throwOnError: true }).data,
      (ask: () => Promise<string>) => useSuspenseQuery(options(ask)).data,
    ]) {
      const ask = vi.fn<() => Promise<string>>(async () => Promise.reject(new TypeError('Failed to fetch')))
      const onReset = vi.fn()
      const Name = () => <p>{useName(ask) ?? 'loading'}</p>
      const { unmount } = render(
        <QueryClientProvider client={new QueryClient()}>
          <Around>
            <QueryBoundary onReset={onReset}>
              <Suspense fallback="loading">
                <Name />
              </Suspense>
            </QueryBoundary>
          </Around>
        </QueryClientProvider>,
      )
      expect(await screen.findByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
      ask.mockResolvedValue('Dana')
      await act(async () => press('Try again'))
      expect(await screen.findByText('Dana')).toBeInTheDocument()
      expect(onReset).toHaveBeenCalledTimes(1)
      unmount()
    }
  },
)

it('MUST try again and report it where onReset throws', () => {
  const failure = new Error('a bug of the app')
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const onReset = () => {
    thrown = null
    throw failure
  }
  const page = (key: number) => (
    <AuthErrorBoundary resetKeys={[key]} onReset={onReset}>
      <Orders />
    </AuthErrorBoundary>
  )
  const { unmount } = render(page(1))
  press('Try again')
  expect(screen.getByText('Three orders')).toBeInTheDocument()
  expect(report.mock.calls).toEqual([[failure]])
  unmount()
  thrown = new TypeError('Failed to fetch')
  const { rerender } = render(page(1))
  rerender(page(2))
  expect(screen.getByText('Three orders')).toBeInTheDocument()
  expect(report.mock.calls).toEqual([[failure], [failure]])
})
