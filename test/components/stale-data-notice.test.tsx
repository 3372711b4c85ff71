import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { SlotsProvider } from '../../src/components/slots.js'
import { StaleDataNotice } from '../../src/components/stale-data-notice.js'
import type { StaleDataNoticeProps, StaleQuery } from '../../src/components/stale-query.js'
import { useStaleDataNotice } from '../../src/components/use-stale-data-notice.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import ar from '../../src/messages/locales/ar.js'
import de from '../../src/messages/locales/de.js'
import type { Messages } from '../../src/messages/messages.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { ClockContext } from '../../src/react/clock-context.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { recordSpeech } from '../support/transcript.js'

const DOWN = authError('server_error')
const AT = new Date(2026, 0, 15, 10, 30).getTime()
const MINUTE = 60_000

/** What a query of the app's own says, changed by hand. */
function setUp(first: Partial<StaleQuery> = {}, messages?: Messages) {
  const clock = createMovedClock(AT)
  const refetch = vi.fn<StaleQuery['refetch']>(() => new Promise(() => undefined))
  let query: StaleQuery = {
    data: ['order 7'],
    error: DOWN,
    dataUpdatedAt: AT,
    isFetching: false,
    refetch,
    ...first,
  }
  const page = () => (
    <ClockContext.Provider value={clock}>
      <AuthErrorProvider messages={messages}>
        <button>Before</button>
        <StaleDataNotice query={query} />
        <p>order 7</p>
      </AuthErrorProvider>
    </ClockContext.Provider>
  )
  const { rerender, unmount } = render(page())
  return {
    clock,
    refetch,
    unmount,
    pass: (ms: number) => act(() => clock.advance(ms)),
    set: async (change: Partial<StaleQuery>) => {
      query = { ...query, ...change }
      rerender(page())
      await act(() => clock.advance(0))
    },
    /** The person presses; the answer changes the query. */
    press: async (answer: Partial<StaleQuery>) => {
      await act(async () => void fireEvent.click(retry()))
      query = { ...query, isFetching: true }
      rerender(page())
      query = { ...query, isFetching: false, ...answer }
      rerender(page())
      await act(() => clock.advance(0))
    },
  }
}

const retry = () => screen.getByRole('button', { name: 'Try again' })
const region = () => screen.queryByRole('region')
const said = () => screen.getByRole('status').textContent

describe('what it says', () => {
  it('MUST leave the data of before where the service fails, and say since when it is and why', () => {
    setUp()
    const notice = screen.getByRole('region', { name: /^The service has a problem Shown as of/ })
    expect(notice).toHaveTextContent('It failed on its side, not yours.')
    expect(notice.textContent).toMatch(/Shown as of 10:30\sAM \(now\)/)
    expect(notice.querySelector('svg')).toHaveAttribute('aria-hidden', 'true')
    expect(screen.getByText('order 7')).toBeInTheDocument()
  })

  it('MUST say nothing where there is no data, nothing failed, or no waiting cures it', async () => {
    const { set } = setUp({ data: undefined })
    expect(region()).not.toBeInTheDocument()
    await set({ data: null, error: null })
    expect(region()).not.toBeInTheDocument()
    const shown: string[] = []
    for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504]) {
      await set({ error: normalizeError({ status, headers: {} }) })
      if (region()) shown.push(`${status}`)
    }
    expect(shown).toEqual(['429', '500', '502', '503', '504'])
    await set({ error: new TypeError('Failed to fetch') })
    expect(region()).toHaveAccessibleName(expect.stringMatching(/^No connection to the service/))
    await set({ error: authError('offline') })
    expect(region()).toHaveAccessibleName(expect.stringMatching(/^You are offline/))
    await set({ error: new DOMException('5 s', 'TimeoutError') })
    expect(region()).toHaveAccessibleName(expect.stringMatching(/^The service took too long/))
  })

  it('MUST say how long ago that was, as it grows, and the date where it is not of today', async () => {
    const { pass } = setUp()
    const words = () => region()?.querySelector('[data-part="shown-as-of"]')?.textContent
    await pass(59_000)
    expect(words()).toContain('(now)')
    await pass(1_000)
    expect(words()).toContain('(1 minute ago)')
    await pass(11 * MINUTE)
    expect(words()).toMatch(/^Shown as of 10:30\sAM \(12 minutes ago\)$/)
    await pass(108 * MINUTE)
    expect(words()).toContain('(2 hours ago)')
    await pass(24 * 60 * MINUTE)
    expect(words()).toMatch(/^Shown as of Jan 15, 2026, 10:30\sAM \(1 day ago\)$/)
  })

  it('announces how long ago it was when the service failed, not when the page was opened', async () => {
    const { pass, set } = setUp({ error: null })
    await pass(12 * MINUTE)
    await set({ error: DOWN })
    expect(screen.getByRole('status')).toHaveTextContent('(12 minutes ago)')
  })

  it('leaves the time away where nobody knows it', () => {
    setUp({ dataUpdatedAt: 0 })
    expect(region()).toBeInTheDocument()
    expect(region()).not.toHaveTextContent('Shown as of')
  })

  it('says it in the words and digits of the language', async () => {
    const { pass, unmount } = setUp({}, de)
    await pass(MINUTE)
    expect(region()).toHaveTextContent('Stand: 10:30 (vor 1 Minute)')
    unmount()
    setUp({}, ar)
    expect(region()?.textContent).toMatch(/آخر تحديث: 10:30\sص \(الآن\)/)
  })

  it('sets no timer where nothing is to be said', async () => {
    const { clock, set } = setUp({ error: null })
    expect(clock.pending).toBe(0)
    await set({ error: DOWN })
    expect(clock.pending).toBeGreaterThan(0)
    await set({ error: null })
    expect(clock.pending).toBe(0)
  })
})

describe('trying again', () => {
  it('MUST offer no retry where the same again does not help', async () => {
    const { set } = setUp()
    expect(retry()).toBeInTheDocument()
    // Done, but not recorded; and what the service cannot do.
    for (const answer of [
      { status: 500, body: { error: 'x', error_code: 'AUDIT_ERROR' } },
      { status: 501, body: {} },
    ]) {
      await set({ error: normalizeError(answer, { now: AT }) })
      expect(region()).toHaveTextContent('Shown as of')
      expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    }
  })

  it('counts a minute where a limit names no time', async () => {
    const { pass } = setUp({ error: normalizeError({ status: 429 }, { now: AT }) })
    expect(region()).toHaveTextContent('You can try again in 1 minute')
    expect(retry()).toHaveAttribute('aria-disabled', 'true')
    await pass(60_000)
    expect(retry()).not.toHaveAttribute('aria-disabled')
  })

  it('MUST offer a retry that joins one that is under way, and cannot be pressed twice', async () => {
    const { refetch, set } = setUp({ isFetching: true })
    expect(retry()).not.toHaveAttribute('aria-disabled')
    await act(async () => void fireEvent.click(retry()))
    expect(refetch.mock.calls).toEqual([[{ cancelRefetch: false }]])
    expect(retry()).toHaveAttribute('aria-disabled', 'true')
    expect(region()).toHaveAttribute('aria-busy', 'true')
    await act(async () => void fireEvent.click(retry()))
    expect(refetch).toHaveBeenCalledTimes(1)
    await set({ isFetching: false })
    expect(retry()).not.toHaveAttribute('aria-disabled')
  })

  it('MUST count the wait that the server named beside the retry button, which keeps its name', async () => {
    const error = normalizeError({ status: 429, headers: { 'retry-after': '42' } }, { now: AT })
    const { pass, refetch } = setUp({ error })
    expect(retry()).toHaveAccessibleDescription('You can try again in 42 seconds.')
    expect(retry()).toHaveAttribute('aria-disabled', 'true')
    await act(async () => void fireEvent.click(retry()))
    expect(refetch).not.toHaveBeenCalled()
    await pass(41_000)
    expect(retry()).toHaveAccessibleDescription('You can try again in 1 second.')
    await pass(1_000)
    expect(retry()).not.toHaveAttribute('aria-disabled')
    expect(region()?.querySelector('[data-part="retry-wait"]')).toBeNull()
  })

  it('goes on where refetch rejects', async () => {
    const { refetch, set } = setUp({ isFetching: true })
    refetch.mockRejectedValueOnce(DOWN)
    await act(async () => void fireEvent.click(retry()))
    await set({ isFetching: false })
    expect(retry()).not.toHaveAttribute('aria-disabled')
  })
})

describe('who listens', () => {
  it('MUST announce an outage once, politely, however often it goes on failing', async () => {
    const { set, pass } = setUp({ error: null })
    const speech = recordSpeech()
    await set({ error: DOWN })
    expect(said()).toMatch(
      /^The service has a problem\. It failed on its side, not yours\. Shown as of 10:30/,
    )
    for (let round = 0; round < 5; round++) {
      await set({ isFetching: true })
      await set({ isFetching: false, error: authError('server_error') })
      await pass(MINUTE)
    }
    expect(speech.said()).toHaveLength(1)
    await set({ error: null })
    await set({ error: DOWN })
    expect(speech.said()).toHaveLength(1)
    expect(screen.getByRole('status')).toHaveAttribute('aria-live', 'polite')
  })

  it('MUST say after a retry of a person’s own how it ended', async () => {
    const { press } = setUp()
    const speech = recordSpeech()
    await press({ error: authError('offline') })
    expect(speech.said()).toEqual([expect.stringMatching(/^You are offline\./)])
    await press({ error: null, dataUpdatedAt: AT })
    expect(speech.said()).toEqual([expect.stringMatching(/^Shown as of 10:30\sAM \(now\)$/)])
  })

  it('MUST go when the data is fresh', async () => {
    const { set } = setUp()
    const speech = recordSpeech()
    await set({ error: null, dataUpdatedAt: AT + MINUTE })
    expect(region()).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    expect(speech.said()).toEqual([])
  })

  it('MUST keep the focus near where it was when the button that has it goes', async () => {
    const { set, press } = setUp()
    screen.getByRole('button', { name: 'Before' }).focus()
    await set({ error: null })
    expect(screen.getByRole('button', { name: 'Before' })).toHaveFocus()
    await set({ error: DOWN })
    act(() => retry().focus())
    await press({ error: null })
    expect(document.body).not.toHaveFocus()
    const before = screen.getByRole('button', { name: 'Before' })
    const follows = before.compareDocumentPosition(document.activeElement ?? document.body)
    expect(follows & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
    expect(document.activeElement).toHaveAttribute('tabindex', '-1')
  })
})

describe('with TanStack Query', () => {
  it('MUST take any query of TanStack’s as it is, and whatever it failed with', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const queryFn = vi.fn(async () => 'order 7')
    function Orders() {
      const query = useQuery({ queryKey: ['orders'], queryFn })
      return (
        <>
          <StaleDataNotice query={query} />
          <p>{query.data}</p>
        </>
      )
    }
    render(
      <QueryClientProvider client={client}>
        <Orders />
      </QueryClientProvider>,
    )
    await screen.findByText('order 7')
    queryFn.mockRejectedValueOnce(new Response(null, { status: 503 }))
    await act(() => client.refetchQueries())
    expect(await screen.findByRole('region', { name: /^The service cannot be reached/ })).toBeInTheDocument()
    expect(screen.getByText('order 7')).toBeInTheDocument()
    const hears = (words: RegExp) => vi.waitFor(() => expect(said()).toMatch(words))
    await hears(/^The service cannot be reached\./)
    queryFn.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await act(async () => void fireEvent.click(retry()))
    await screen.findByRole('region', { name: /^No connection to the service/ })
    await hears(/^No connection to the service\./)
    await act(async () => void fireEvent.click(retry()))
    await vi.waitFor(() => expect(region()).not.toBeInTheDocument())
    await hears(/^Shown as of .* \(now\)/)
    expect(screen.getByText('order 7')).toBeInTheDocument()
  })

  it('MUST have a name of its own beside a banner that says the same', () => {
    const query = { data: 1, error: DOWN, dataUpdatedAt: AT, isFetching: false, refetch: vi.fn() }
    render(
      <>
        <AuthErrorBanner error={DOWN} />
        <StaleDataNotice query={query} />
      </>,
    )
    expect(screen.getAllByRole('region', { name: 'The service has a problem' })).toHaveLength(1)
    expect(
      screen.getByRole('region', { name: /^The service has a problem Shown as of Jan 15, 2026/ }),
    ).toBeInTheDocument()
  })

  it('is replaced by a slot, and its behaviour stands on elements of the app’s own', () => {
    function Own({ query }: StaleDataNoticeProps) {
      const { notice, region } = useStaleDataNotice(query)
      return (
        <>
          {notice && (
            <aside {...notice.sectionProps}>
              <b {...notice.titleProps} />
              <i {...notice.asOfProps} />
              {notice.retryProps && <button {...notice.retryProps} />}
            </aside>
          )}
          {region}
        </>
      )
    }
    const refetch = vi.fn(async () => undefined)
    const query = { data: 1, error: DOWN, dataUpdatedAt: AT, isFetching: false, refetch }
    render(
      <SlotsProvider slots={{ StaleDataNotice: Own }}>
        <StaleDataNotice query={query} />
      </SlotsProvider>,
    )
    expect(screen.getByRole('complementary', { name: /^The service has a problem/ })).toBeInTheDocument()
    fireEvent.click(retry())
    expect(refetch).toHaveBeenCalledTimes(1)
  })
})
