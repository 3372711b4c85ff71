import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import type { AuthErrorBannerProps } from '../../src/components/banner-props.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { normalizeError } from '../../src/errors/normalize.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)
const ID = 'req-0123456789abcdef0123456789abcdef-0123456789abcdef'

// The banner needs no provider and so takes the page's own clock; moved here, never waited for.
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const region = () => screen.getAllByRole('status', { hidden: true })[0]
const spoken = () => region()?.textContent?.replace('\u00a0', '')

const DOWN = normalizeError({ error: 'server_error', request_id: ID })
const DENIED = normalizeError({ error: 'access_denied' })

describe('what is shown', () => {
  it.each([[null], [undefined], [false], ['']])('nothing for %s', (nothing) => {
    render(<AuthErrorBanner error={nothing} onRetry={() => undefined} />)
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
    expect(region()).toBeEmptyDOMElement()
  })

  it.each<[string, unknown, string]>([
    ['an Error', new Error('boom'), 'Something went wrong'],
    ['a failed fetch', new TypeError('Failed to fetch'), 'No connection to the service'],
    ['a string', 'what now', 'Something went wrong'],
    ['a number', 42, 'Something went wrong'],
    ['an answer', { status: 429 }, 'Too many attempts'],
    ['a body', { error: 'expired_token' }, 'The request has expired'],
    ['a Response', new Response(null, { status: 503 }), 'The service cannot be reached'],
  ])('words for %s', (_what, error, title) => {
    render(<AuthErrorBanner error={error} />)
    expect(screen.getByRole('region', { name: title })).toBeInTheDocument()
  })

  it('a section named by its title, at the heading level that the page needs', () => {
    render(<AuthErrorBanner error={DOWN} headingLevel={4} />)
    const section = screen.getByRole('region', { name: 'The service has a problem' })
    expect(
      within(section).getByRole('heading', { level: 4, name: 'The service has a problem' }),
    ).toBeInTheDocument()
  })

  it('what happened, why it matters and what to do, and no code', () => {
    render(<AuthErrorBanner error={DOWN} />)
    const section = screen.getByRole('region')
    expect(section).toHaveTextContent('It failed on its side')
    expect(section).toHaveTextContent('Try again in a while.')
    expect(section).not.toHaveTextContent('server_error')
  })

  it('never the sentence of a server', () => {
    render(
      <AuthErrorBanner error={{ error: 'access_denied', error_description: 'Policy 7 of dana refused' }} />,
    )
    expect(document.body).not.toHaveTextContent('Policy 7')
  })

  it('a new error after a dismissal', async () => {
    function Page({ error }: { error: AuthError }) {
      const [dismissed, setDismissed] = useState<AuthError | null>(null)
      return (
        <AuthErrorBanner error={error === dismissed ? null : error} onDismiss={() => setDismissed(error)} />
      )
    }
    const { rerender } = render(<Page error={DOWN} />)
    await press('Dismiss')
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
    rerender(<Page error={normalizeError({ error: 'server_error' })} />)
    expect(screen.getByRole('region', { name: 'The service has a problem' })).toBeInTheDocument()
  })
})

describe('announcing', () => {
  const sentence = (error: string) => new RegExp(`^${error}\\. .+`)

  it('fills one live region that was there before, without a provider', () => {
    const { rerender } = render(<AuthErrorBanner error={null} />)
    const before = region()
    rerender(<AuthErrorBanner error={DOWN} />)
    expect(region()).toBe(before)
    expect(spoken()).toMatch(sentence('The service has a problem'))
    expect(document.querySelectorAll('[aria-live="polite"][data-part="announcer"]')).toHaveLength(1)
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('fills the one region of the provider, for every banner below it', () => {
    const client = createScriptedClient()
    const page = (error: unknown) => (
      <CibaProvider client={client}>
        <AuthErrorBanner error={error} />
        <AuthErrorBanner error={null} />
      </CibaProvider>
    )
    const { rerender } = render(page(null))
    const before = region()
    expect(document.querySelectorAll('[data-part="announcer"]')).toHaveLength(1)
    rerender(page(DOWN))
    expect(region()).toBe(before)
    expect(spoken()).toMatch(sentence('The service has a problem'))
  })

  it('says an error once, also when the page renders again', async () => {
    const { rerender } = render(<AuthErrorBanner error={DOWN} />)
    const changes = vi.fn()
    const observer = new MutationObserver(changes)
    const live = region()
    if (live) observer.observe(live, { childList: true, characterData: true, subtree: true })
    rerender(<AuthErrorBanner error={DOWN} onRetry={() => undefined} />)
    rerender(<AuthErrorBanner error={DOWN} />)
    await Promise.resolve()
    expect(changes).not.toHaveBeenCalled()
    rerender(<AuthErrorBanner error={DENIED} />)
    await Promise.resolve()
    expect(changes).toHaveBeenCalledTimes(1)
    observer.disconnect()
  })

  it('says the same error again when it happens again', () => {
    const { rerender } = render(<AuthErrorBanner error={DOWN} />)
    const first = region()?.textContent
    rerender(<AuthErrorBanner error={normalizeError({ error: 'server_error' })} />)
    expect(region()?.textContent).not.toBe(first)
    expect(spoken()).toMatch(sentence('The service has a problem'))
  })

  it('keeps buttons and links out of the region', () => {
    render(<AuthErrorBanner error={DOWN} onRetry={() => undefined} />)
    expect(region()?.querySelector('button, a')).toBeNull()
    expect(region()?.contains(screen.getByRole('button', { name: 'Try again' }))).toBe(false)
  })

  it('leaves the focus where somebody types', () => {
    const page = (error: unknown) => (
      <>
        <input aria-label="elsewhere" />
        <AuthErrorBanner error={error} />
      </>
    )
    const { rerender } = render(page(null))
    screen.getByLabelText('elsewhere').focus()
    rerender(page(DOWN))
    expect(screen.getByLabelText('elsewhere')).toHaveFocus()
  })
})

describe('buttons', () => {
  const show = (props: Partial<AuthErrorBannerProps>, error: unknown = DOWN) =>
    render(<AuthErrorBanner error={error} {...props} />)

  it('only for what the app can do', () => {
    show({})
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Use a code instead' })).not.toBeInTheDocument()
  })

  it('the primary one first', () => {
    show(
      { onRetry: vi.fn(), onUseTotp: vi.fn(), onDismiss: vi.fn(), onKeepWaiting: vi.fn() },
      normalizeError({ error: 'timeout' }),
    )
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Keep waiting',
      'Use a code instead',
      'Try again',
      'Dismiss',
      'Copy details',
    ])
    expect(screen.getAllByRole('button').filter(({ dataset }) => dataset.look === 'primary')).toHaveLength(1)
  })

  it('each does its own', async () => {
    const on = { onRetry: vi.fn(), onUseTotp: vi.fn(), onDismiss: vi.fn() }
    show(on, DENIED)
    await press('Try again')
    expect([on.onRetry, on.onUseTotp, on.onDismiss].map((fn) => fn.mock.calls.length)).toEqual([1, 0, 0])
    await press('Use a code instead')
    await press('Dismiss')
    expect([on.onRetry, on.onUseTotp, on.onDismiss].map((fn) => fn.mock.calls.length)).toEqual([1, 1, 1])
  })

  it('while a wait is due, retrying is blocked: it says so, keeps its name and cannot be used early', async () => {
    const onRetry = vi.fn()
    show({ onRetry }, { status: 429, headers: { 'retry-after': '42' } })
    const retry = screen.getByRole('button', { name: 'Try again' })
    expect(retry).toHaveAttribute('aria-disabled', 'true')
    expect(retry).toHaveAccessibleDescription('You can try again in 42 seconds.')
    await press('Try again')
    retry.focus()
    expect(onRetry).not.toHaveBeenCalled()

    pass(41_000)
    expect(retry).toHaveAccessibleName('Try again')
    expect(retry).toHaveAccessibleDescription('You can try again in 1 second.')
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

  it('ticking down is not said aloud', () => {
    show({ onRetry: vi.fn() }, { status: 429, headers: { 'retry-after': '42' } })
    const said = region()?.textContent
    pass(30_000)
    expect(region()?.textContent).toBe(said)
  })
})

describe('the help link', () => {
  it.each([
    ['access_denied', 'https://help.example/auth/denied'],
    ['invalid_code', 'https://help.example/auth/invalid-code'],
  ])('for %s is on the app’s help site, and opens safely', (error, href) => {
    render(
      <CibaProvider client={createScriptedClient()} helpBaseUrl="https://help.example/auth/">
        <AuthErrorBanner error={{ error }} />
      </CibaProvider>,
    )
    const link = screen.getByRole('link', { name: /^Read more about this: / })
    expect(link).toHaveAttribute('href', href)
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'))
  })

  it('is not there without one', () => {
    render(<AuthErrorBanner error={DENIED} />)
    expect(screen.queryByRole('link')).not.toBeInTheDocument()
  })

  it('is the server’s own where that was trusted', () => {
    const error = new AuthError({ ...DENIED.toJSON(), helpUrl: 'https://api.example/docs/denied' })
    render(<AuthErrorBanner error={error} />)
    expect(screen.getByRole('link')).toHaveAttribute('href', 'https://api.example/docs/denied')
  })
})

describe('what to quote to support', () => {
  function clipboard(writeText: ((text: string) => Promise<void>) | undefined) {
    const value = writeText && { writeText }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value })
  }
  afterEach(() => void Reflect.deleteProperty(navigator, 'clipboard'))

  it('the request id whole, left to right and untranslated, and the time', () => {
    render(
      <AuthErrorBanner error={normalizeError({ error: 'server_error', request_id: ID }, { now: NOW })} />,
    )
    const id = screen.getByText(ID)
    expect(id).toHaveAttribute('dir', 'ltr')
    expect(id).toHaveAttribute('translate', 'no')
    expect(document.querySelector('time')).toHaveAttribute('datetime', '2026-01-15T10:30:00.000Z')
  })

  it('copying it says “Copied”, for a while', async () => {
    const written: string[] = []
    clipboard(async (text) => void written.push(text))
    render(<AuthErrorBanner error={DOWN} />)
    await press('Copy')
    expect(written).toEqual([ID])
    const copied = screen.getByRole('button', { name: 'Copied' })
    expect(copied.querySelector('[aria-live="polite"]')).toHaveTextContent('Copied')
    pass(4_000)
    expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument()
  })

  it.each<[string, ((text: string) => Promise<void>) | undefined]>([
    ['refused to copy', () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'))],
    ['has no clipboard', undefined],
  ])('says nothing of the kind where the browser %s', async (_what, writeText) => {
    clipboard(writeText)
    render(<AuthErrorBanner error={DOWN} />)
    await press('Copy')
    expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument()
    expect(screen.queryByText('Copied')).not.toBeInTheDocument()
  })

  it('nothing to quote, nothing shown', () => {
    render(<AuthErrorBanner error={DENIED} />)
    expect(screen.queryByRole('button', { name: 'Copy' })).not.toBeInTheDocument()
  })
})
