import { QueryClient, QueryClientProvider, QueryErrorResetBoundary, useQuery } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBoundary } from '../../src/components/auth-error-boundary.js'
import { isAuthError } from '../../src/errors/auth-error.js'

let thrown: unknown
function Orders() {
  if (thrown !== null) throw thrown
  return <p>Three orders</p>
}

beforeEach(() => {
  thrown = { status: 503, body: { error: 'temporarily_unavailable' } }
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('a tree that throws', () => {
  it.each([
    ['an answer', { status: 503 }, 'The service cannot be reached'],
    ['an Error', new Error('boom'), 'Something went wrong'],
    ['nothing at all', undefined, 'Something went wrong'],
  ])('is replaced by the banner for %s', (_what, error, title) => {
    thrown = error
    render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
    expect(screen.getByRole('region', { name: title })).toBeInTheDocument()
  })

  it('is announced in a live region that was there before', () => {
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

  it('is tried again by “Try again”, after onReset', () => {
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

  it('shows the next error too', () => {
    render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
    thrown = new TypeError('Failed to fetch')
    press('Try again')
    expect(screen.getByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
  })

  it('where trying again cannot help, there is a way on all the same', () => {
    thrown = { status: 403 }
    render(<AuthErrorBoundary>{<Orders />}</AuthErrorBoundary>)
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    thrown = null
    press('Start over')
    expect(screen.getByText('Three orders')).toBeInTheDocument()
  })
})

describe('resetKeys', () => {
  const page = (id: number) => (
    <AuthErrorBoundary resetKeys={[id]}>
      <Orders />
    </AuthErrorBoundary>
  )

  it('try again when one changes, and not before', () => {
    const { rerender } = render(page(1))
    thrown = null
    rerender(page(1))
    expect(screen.getByRole('region')).toBeInTheDocument()
    rerender(page(2))
    expect(screen.getByText('Three orders')).toBeInTheDocument()
  })

  it('do not undo an error that came with the change', () => {
    thrown = null
    const onReset = vi.fn()
    const page = (id: number) => (
      <AuthErrorBoundary resetKeys={[id]} onReset={onReset}>
        <Orders />
      </AuthErrorBoundary>
    )
    const { rerender } = render(page(1))
    thrown = { status: 503 }
    rerender(page(2))
    expect(screen.getByRole('region')).toBeInTheDocument()
    expect(onReset).not.toHaveBeenCalled()
  })
})

describe('onError', () => {
  it('hears of the error once, in the library’s shape', () => {
    const onError = vi.fn()
    render(
      <AuthErrorBoundary onError={onError}>
        <Orders />
      </AuthErrorBoundary>,
    )
    expect(onError).toHaveBeenCalledTimes(1)
    const error: unknown = onError.mock.calls[0]?.[0]
    expect(isAuthError(error) && error.kind).toBe('unavailable')
  })

  it('that fails does not take the banner down', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    render(
      <AuthErrorBoundary
        onError={() => {
          throw new Error('logger is down')
        }}
      >
        <Orders />
      </AuthErrorBoundary>,
    )
    expect(screen.getByRole('region')).toBeInTheDocument()
    expect(report).toHaveBeenCalledTimes(1)
    vi.unstubAllGlobals()
  })
})

it('with TanStack Query, “Try again” asks again', async () => {
  const ask = vi.fn<() => Promise<string>>(async () => Promise.reject(new TypeError('Failed to fetch')))
  function Name() {
    const { data } = useQuery({ queryKey: ['name'], queryFn: ask, retry: false, throwOnError: true })
    return <p>{data ?? 'loading'}</p>
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <AuthErrorBoundary onReset={reset}>
            <Name />
          </AuthErrorBoundary>
        )}
      </QueryErrorResetBoundary>
    </QueryClientProvider>,
  )
  expect(await screen.findByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
  ask.mockResolvedValue('Dana')
  await act(async () => press('Try again'))
  expect(await screen.findByText('Dana')).toBeInTheDocument()
})
