import { render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import type { AuthErrorBannerProps } from '../../src/components/banner-props.js'
import { adviceFor } from '../../src/errors/advice.js'
import { type Slots, SlotsProvider } from '../../src/components/slots.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { ClockContext } from '../../src/react/clock-context.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

const HANDLERS = {
  onRetry: vi.fn(),
  onUseTotp: vi.fn(),
  onKeepWaiting: vi.fn(),
  onSignIn: vi.fn(),
} satisfies Partial<AuthErrorBannerProps>

const buttons = () =>
  screen
    .queryAllByRole('button')
    .map(({ textContent }) => textContent)
    .filter((name) => name !== 'Copy details')

describe('with every handler given, the buttons are those that help', () => {
  it.each<[AuthErrorKind, string[]]>([
    ['denied', ['Try again', 'Use a code instead', 'Sign in']],
    ['timeout', ['Keep waiting', 'Use a code instead', 'Try again']],
    ['session_expired', ['Sign in', 'Try again']],
    ['not_authenticated', ['Sign in', 'Try again']],
    ['token_expired', ['Try again', 'Sign in']],
    ['network', ['Try again', 'Use a code instead']],
    ['validation', ['Try again', 'Use a code instead']],
    ['account_state', ['Try again']],
    ['unknown', ['Try again', 'Use a code instead']],
    ['forbidden', []],
    ['limit_exceeded', []],
    ['misconfigured', []],
    ['unsupported_client', []],
  ])('%s: %j', (kind, names) => {
    render(<AuthErrorBanner error={new AuthError({ ...fields, kind, ...adviceFor(kind) })} {...HANDLERS} />)
    expect(buttons()).toEqual(names)
    const primary = screen.queryAllByRole('button').filter(({ dataset }) => dataset.look === 'primary')
    expect(primary.map(({ textContent }) => textContent)).toEqual(names.slice(0, 1))
  })

  it('what was thrown fails at the time of the provider around it, by which its wait is counted', () => {
    const clock = createMovedClock()
    const answer = { status: 429, headers: { 'retry-after': '42' } }
    render(
      <ClockContext.Provider value={clock}>
        <AuthErrorBanner error={answer} onRetry={vi.fn()} />
      </ClockContext.Provider>,
    )
    expect(screen.getByText('You can try again in 42 seconds.')).toBeInTheDocument()
    expect(screen.getByText('2026-01-15 10:30:00')).toBeInTheDocument()
  })

  it('the wait is right from the first frame, however long the banner was there', async () => {
    const clock = createMovedClock()
    const shown: unknown[] = []
    const slots: Slots = {
      Text: ({ look: _look, inline: _inline, ...props }) => {
        if (props['data-part'] === 'retry-wait') shown.push(props.children)
        return <p {...props} />
      },
    }
    const page = (error: unknown) => (
      <ClockContext.Provider value={clock}>
        <SlotsProvider slots={slots}>
          <AuthErrorBanner error={error} onRetry={() => undefined} />
        </SlotsProvider>
      </ClockContext.Provider>
    )
    const { rerender } = render(page(null))
    await clock.advance(3_500)
    rerender(page(authError('rate_limited', { retryAt: clock.now() + 30_000 })))
    expect(new Set(shown)).toEqual(new Set(['You can try again in 30 seconds.']))
  })

  const fields = { ...authError('unknown_error').toJSON() }

  it('no phone to ask: the code comes first', () => {
    render(<AuthErrorBanner error={authError('no_device_registered')} {...HANDLERS} />)
    expect(buttons()[0]).toBe('Use a code instead')
  })

  it('the sign-in is over: another one comes first', () => {
    render(<AuthErrorBanner error={authError('invalid_grant')} {...HANDLERS} />)
    expect(buttons()).toEqual(['Sign in', 'Try again', 'Use a code instead'])
  })

  it('what was done already is never offered again', () => {
    render(<AuthErrorBanner error={authError('AUDIT_ERROR')} {...HANDLERS} />)
    expect(screen.getByRole('heading')).toHaveTextContent('Done, but not recorded')
    expect(buttons()).toEqual([])
  })
})

it('beginning anew and dismissing are always offered, last', () => {
  const { rerender } = render(
    <AuthErrorBanner
      error={authError('access_denied')}
      onDismiss={vi.fn()}
      onStartOver={vi.fn()}
      {...HANDLERS}
    />,
  )
  expect(buttons().slice(-2)).toEqual(['Start over', 'Dismiss'])
  rerender(<AuthErrorBanner error={authError('FORBIDDEN')} onDismiss={vi.fn()} onStartOver={vi.fn()} />)
  expect(buttons()).toEqual(['Start over', 'Dismiss'])
})

it('the first one given is the primary one', () => {
  render(<AuthErrorBanner error={authError('INVALID_TOKEN')} onRetry={vi.fn()} />)
  expect(screen.getByRole('button', { name: 'Try again' })).toHaveAttribute('data-look', 'primary')
})

it('a wait that is due wraps onto another line together with the button that it holds up', () => {
  const error = authError('INTERNAL_ERROR', { now: Date.now(), retryAt: Date.now() + 42_000 })
  render(<AuthErrorBanner error={error} {...HANDLERS} />)
  const together = screen.getByText(/^You can try again in 4[12] seconds\.$/).parentElement
  expect(together).toHaveTextContent(/^Try againYou can try again in 4[12] seconds\.$/)
  expect(together?.querySelectorAll('button')).toHaveLength(1)
})

it('a limit that names no time is one of a minute, counted from when it was met', () => {
  const error = authError('rate_limited', { now: Date.now() - 18_000 })
  render(<AuthErrorBanner error={error} onRetry={vi.fn()} />)
  expect(screen.getByText(/^You can try again in 4[12] seconds\.$/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Try again' })).toHaveAttribute('aria-disabled', 'true')
})

it('a wait that is due is shown also where nothing can be retried here', () => {
  const error = authError('rate_limited', { now: Date.now(), retryAt: Date.now() + 42_000 })
  render(<AuthErrorBanner error={error} onUseTotp={vi.fn()} />)
  expect(document.querySelector('[data-part="retry-wait"]')).toHaveTextContent(/in 4[12] seconds\.$/)
  expect(screen.getByRole('button', { name: 'Use a code instead' })).not.toHaveAttribute('aria-disabled')
})

it('MUST say how many attempts are left and which limit was met, as numbers of the language', () => {
  const { rerender } = render(<AuthErrorBanner error={authError('invalid_code', { attemptsRemaining: 1 })} />)
  expect(screen.getByRole('region')).toHaveTextContent('1 attempt left.')
  const limited = new AuthError({ ...authError('RATE_001').toJSON(), details: { limit: 1200 } })
  rerender(<AuthErrorBanner error={limited} />)
  expect(screen.getByRole('region')).toHaveTextContent('The limit is 1,200.')
})

it('nobody is told to wait where trying again cannot help, whatever time an error carries', () => {
  const error = new AuthError({ ...authError('AUDIT_ERROR').toJSON(), retryAt: Date.now() + 30_000 })
  const { rerender } = render(<AuthErrorBanner error={error} onRetry={vi.fn()} />)
  expect(document.querySelector('[data-part="retry-wait"]')).toBeNull()
  rerender(
    <AuthErrorBanner
      error={new AuthError({ ...error.toJSON(), ...adviceFor('unavailable') })}
      onRetry={vi.fn()}
    />,
  )
  expect(document.querySelector('[data-part="retry-wait"]')).toHaveTextContent(/30 seconds/)
})
