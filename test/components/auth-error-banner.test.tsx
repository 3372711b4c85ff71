import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import type { AuthErrorBannerProps } from '../../src/components/banner-props.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import { recordSpeech } from '../support/transcript.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)

// The banner needs no provider and so takes the page's own clock; moved here, never waited for.
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

const DOWN = normalizeError({ error: 'server_error' })
const DENIED = normalizeError({ error: 'access_denied' })

const WORDED: [unknown, string][] = [
  [new Error('boom'), 'Something went wrong'],
  [new TypeError('Failed to fetch'), 'No connection to the service'],
  ['what now', 'Something went wrong'],
  [42, 'Something went wrong'],
  [{ status: 429 }, 'Too many attempts'],
  [{ error: 'expired_token' }, 'The request has expired'],
  [new Response(null, { status: 503 }), 'The service cannot be reached'],
]

describe('what is shown', () => {
  it('MUST accept anything that was thrown or answered, and show nothing for nothing', () => {
    const { rerender } = render(<AuthErrorBanner error={null} onRetry={() => undefined} />)
    for (const nothing of [null, undefined, false, '']) {
      rerender(<AuthErrorBanner error={nothing} onRetry={() => undefined} />)
      expect(screen.queryByRole('region')).not.toBeInTheDocument()
      expect(screen.queryByRole('button')).not.toBeInTheDocument()
      expect(screen.getByRole('status')).toBeEmptyDOMElement()
    }
    for (const [error, title] of WORDED) {
      rerender(<AuthErrorBanner error={error} />)
      expect(screen.getByRole('region', { name: title })).toBeInTheDocument()
    }
  })

  it('MUST be a section named by its title, at the heading level that the page needs', () => {
    render(<AuthErrorBanner error={DOWN} headingLevel={4} />)
    const section = screen.getByRole('region', { name: 'The service has a problem' })
    expect(
      within(section).getByRole('heading', { level: 4, name: 'The service has a problem' }),
    ).toBeInTheDocument()
  })

  it('MUST carry its severity by the shape of its icon and by its words, never by colour alone', () => {
    const seen = (['info', 'warning', 'error'] as const).map((severity) => {
      const { unmount } = render(<AuthErrorBanner error={new AuthError({ ...DOWN.toJSON(), severity })} />)
      const banner = screen.getByRole('region', { name: 'The service has a problem' })
      const icon = banner.querySelector('svg')
      expect(icon).toHaveAttribute('aria-hidden', 'true')
      const seen = { tone: banner.dataset.tone, shape: icon?.innerHTML }
      unmount()
      return seen
    })
    expect(seen.map(({ tone }) => tone)).toEqual(['info', 'warning', 'error'])
    expect(new Set(seen.map(({ shape }) => shape)).size).toBe(3)
  })

  it('MUST say what happened, why it matters and what to do, without a code or a sentence of a server', () => {
    const { rerender } = render(<AuthErrorBanner error={DOWN} />)
    const section = screen.getByRole('region')
    expect(section).toHaveTextContent('It failed on its side')
    expect(section).toHaveTextContent('Try again in a while.')
    expect(section).not.toHaveTextContent('server_error')
    rerender(<AuthErrorBanner error={{ error: 'access_denied', error_description: 'Policy 7 refused' }} />)
    expect(screen.getByRole('region', { name: 'You declined on your phone' })).toBeInTheDocument()
    expect(document.body).not.toHaveTextContent('Policy 7')
  })

  it('MUST leave dismissing to the app, and show a new error after an old one was dismissed', async () => {
    function Page({ error }: { error: AuthError }) {
      const [dismissed, setDismissed] = useState<AuthError | null>(null)
      return (
        <AuthErrorBanner error={error === dismissed ? null : error} onDismiss={() => setDismissed(error)} />
      )
    }
    const { rerender } = render(<AuthErrorBanner error={DOWN} onDismiss={() => undefined} />)
    await press('Dismiss')
    expect(screen.getByRole('region')).toBeInTheDocument()
    rerender(<Page error={DOWN} />)
    await press('Dismiss')
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
    rerender(<Page error={normalizeError({ error: 'server_error' })} />)
    expect(screen.getByRole('region', { name: 'The service has a problem' })).toBeInTheDocument()
  })

  it('MUST stay until the app takes it away', () => {
    const { rerender } = render(<AuthErrorBanner error={DENIED} />)
    pass(3_600_000)
    expect(screen.getByRole('region')).toBeInTheDocument()
    rerender(<AuthErrorBanner error={null} />)
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
  })
})

describe('buttons', () => {
  const show = (props: Partial<AuthErrorBannerProps>, error: unknown = DOWN) =>
    render(<AuthErrorBanner error={error} {...props} />)

  it('MUST offer a button for what helps and can be done now, the primary one first', () => {
    const error = normalizeError({ error: 'timeout' })
    const { unmount } = show({}, error)
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Copy details'])
    unmount()
    show({ onRetry: vi.fn(), onUseTotp: vi.fn(), onDismiss: vi.fn(), onKeepWaiting: vi.fn() }, error)
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Keep waiting',
      'Use a code instead',
      'Try again',
      'Dismiss',
      'Copy details',
    ])
    expect(screen.getAllByRole('button').filter(({ dataset }) => dataset.look === 'primary')).toHaveLength(1)
  })

  it.each(['invalid_code', 'too_many_retries', 'totp_not_offered'])(
    'offer no code instead where the code is what failed: %s',
    (code) => {
      show({ onRetry: vi.fn(), onUseTotp: vi.fn() }, authError(code))
      expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
      expect(screen.queryByRole('button', { name: 'Use a code instead' })).not.toBeInTheDocument()
    },
  )

  it('each does its own', async () => {
    const on = { onRetry: vi.fn(), onUseTotp: vi.fn(), onDismiss: vi.fn() }
    show(on, DENIED)
    await press('Try again')
    expect([on.onRetry, on.onUseTotp, on.onDismiss].map((fn) => fn.mock.calls.length)).toEqual([1, 0, 0])
    await press('Use a code instead')
    await press('Dismiss')
    expect([on.onRetry, on.onUseTotp, on.onDismiss].map((fn) => fn.mock.calls.length)).toEqual([1, 1, 1])
  })

  it('MUST count a wait that is due beside the retry button, which keeps its name and cannot be used early', async () => {
    const onRetry = vi.fn()
    show({ onRetry }, { status: 429, headers: { 'retry-after': '42' } })
    const retry = screen.getByRole('button', { name: 'Try again' })
    expect(retry).toHaveAttribute('aria-disabled', 'true')
    expect(retry).toHaveAccessibleDescription('You can try again in 42 seconds.')
    await press('Try again')
    act(() => retry.focus())
    expect(onRetry).not.toHaveBeenCalled()

    pass(41_000)
    expect(retry).toHaveAccessibleName('Try again')
    expect(document.querySelector('[data-part="retry-wait"]')).toHaveTextContent('in 1 second.')
    await press('Try again')
    expect(onRetry).not.toHaveBeenCalled()

    pass(1_000)
    expect(screen.getByRole('button', { name: 'Try again' })).toBe(retry)
    expect(retry).toHaveFocus()
    expect(retry).not.toHaveAttribute('aria-disabled')
    expect(document.body).not.toHaveTextContent('You can try again in')
    await press('Try again')
    expect(onRetry).toHaveBeenCalledTimes(1)
  })

  it('MUST stay silent while the wait counts down', () => {
    show({ onRetry: vi.fn() }, { status: 429, headers: { 'retry-after': '42' } })
    const { said } = recordSpeech()
    const retry = screen.getByRole('button', { name: 'Try again' })
    act(() => retry.focus())
    expect(said()).toEqual(['> Try again (You can try again in 42 seconds.)'])
    for (let second = 0; second < 22; second++) pass(1_000)
    // What describes the element in focus is spoken whenever it changes; elsewhere it keeps up.
    expect(said()).toEqual([])
    act(() => retry.blur())
    expect(retry).toHaveAccessibleDescription('You can try again in 20 seconds.')
    for (let second = 0; second < 28; second++) pass(1_000)
    expect(said()).toEqual([])
    expect(retry).not.toHaveAccessibleDescription()
  })
})
