import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { StaleDataNotice } from '../../src/components/stale-data-notice.js'
import { createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

let complaints: MockInstance
let recovered: unknown[]
let root: Root | null

beforeEach(() => {
  complaints = vi.spyOn(console, 'error')
  recovered = []
  root = null
})
afterEach(() => {
  act(() => root?.unmount())
  document.body.replaceChildren()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What a server sent, in the page of a browser. */
function receive(html: string): HTMLElement {
  const container = document.createElement('div')
  container.innerHTML = html
  document.body.append(container)
  return container
}

async function hydrate(container: HTMLElement, ui: ReactNode) {
  await act(async () => {
    root = hydrateRoot(container, ui, { onRecoverableError: (error) => void recovered.push(error) })
  })
}

/** Nothing was said, and no part was thrown away and drawn anew. */
function expectQuiet() {
  expect(complaints.mock.calls).toEqual([])
  expect(recovered).toEqual([])
}

function setUp(script: Script = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const user = userEvent.setup({ delay: null })
  const advance = (ms: number) => act(() => clock.advance(ms))
  return { clock, client, user, advance }
}

const WRAPS = [
  ['plainly', (ui: ReactNode) => ui],
  ['under StrictMode', (ui: ReactNode) => <StrictMode>{ui}</StrictMode>],
] as const

describe.each(WRAPS)('what a server has rendered is taken over, %s:', (_how, wrap) => {
  it('the sign-in, which then works with one push', async () => {
    const server = setUp()
    const { client, clock, user, advance } = setUp({ poll: ['approved'] })
    const page = (given: typeof server) =>
      wrap(
        <CibaProvider client={given.client} clock={given.clock}>
          <CibaSignIn appName="Acme" />
        </CibaProvider>,
      )
    const container = receive(renderToString(page(server)))
    const field = screen.getByLabelText('Email')
    await hydrate(container, page({ ...server, client, clock }))
    expectQuiet()
    // The same element, so that what somebody typed early stays.
    expect(screen.getByLabelText('Email')).toBe(field)
    await user.type(field, `${HINT}{Enter}`)
    await advance(5_000)
    expect(screen.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
    expect(client.count('initiate')).toBe(1)
    expect(server.client.calls).toEqual([])
    expectQuiet()
  })

  it('a sign-in that finds its pending request again in the browser', async () => {
    const script: Script = { resume: [{ authReqId: 'kept', expiresIn: 300, bindingMessage: 'KQ7-42M' }] }
    const server = setUp(script)
    const { client, clock, advance } = setUp(script)
    const page = (given: Pick<typeof server, 'client' | 'clock'>) =>
      wrap(
        <CibaProvider client={given.client} clock={given.clock}>
          <CibaSignIn />
        </CibaProvider>,
      )
    await hydrate(receive(renderToString(page(server))), page({ client, clock }))
    await advance(0)
    expect(screen.getByRole('heading', { name: 'Approve on your phone' })).toBeVisible()
    expect(server.client.calls).toEqual([])
    expect(client.count('initiate')).toBe(0)
    expectQuiet()
  })

  it('the hook alone, without any provider', async () => {
    const { client, clock, advance } = setUp()
    function Alone() {
      const { start, status } = useCibaAuth({ client, clock })
      return <button onClick={() => start({ loginHint: HINT })}>{status}</button>
    }
    await hydrate(receive(renderToString(wrap(<Alone />))), wrap(<Alone />))
    act(() => screen.getByRole('button', { name: 'idle' }).click())
    await advance(5_000)
    expect(screen.getByRole('button', { name: 'polling' })).toBeVisible()
    expect(client.count('initiate')).toBe(1)
    expectQuiet()
  })

  it('a banner and a notice, three seconds later and without any provider', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 15, 10, 30) })
    const query = {
      data: 1,
      error: { status: 503 },
      dataUpdatedAt: 1,
      isFetching: false,
      refetch: async () => 1,
    }
    const errors = {
      limited: { status: 429, headers: { 'retry-after': '30' } },
      invalid: {
        status: 400,
        body: { error: 'validation_error', request_id: 'req-1', errors: { email: ['taken'] } },
      },
      thrown: new TypeError('Failed to fetch'),
    }
    const page = () =>
      wrap(
        <>
          {Object.entries(errors).map(([name, error]) => (
            <AuthErrorBanner key={name} error={error} onRetry={() => undefined} showTechnicalDetail />
          ))}
          <StaleDataNotice query={query} />
        </>,
      )
    const container = receive(renderToString(page()))
    vi.setSystemTime(Date.UTC(2026, 0, 15, 10, 30, 3))
    await hydrate(container, page())
    expect(screen.getAllByRole('region').length).toBeGreaterThanOrEqual(3)
    expectQuiet()
  })
})

describe('a part of the page that is hydrated later', () => {
  it('shows what the server sent until its code is there, and then signs in with one push', async () => {
    const { client, clock, user, advance } = setUp({ poll: ['approved'] })
    let arrive: () => void = () => undefined
    const Later = lazy(
      () =>
        new Promise<{ default: typeof CibaSignIn }>((resolve) => {
          arrive = () => resolve({ default: CibaSignIn })
        }),
    )
    const controller = createCibaController({ client, clock })
    const page = (content: ReactNode) => (
      <StrictMode>
        <CibaProvider controller={controller}>
          <Suspense fallback={<p>Loading</p>}>{content}</Suspense>
        </CibaProvider>
      </StrictMode>
    )
    const container = receive(renderToString(page(<CibaSignIn />)))
    await hydrate(container, page(<Later />))
    expect(screen.queryByText('Loading')).toBeNull()
    const field = screen.getByLabelText('Email')
    await advance(10_000)
    expect(client.calls).toEqual([])
    await act(async () => arrive())
    expect(screen.getByLabelText('Email')).toBe(field)
    await user.type(field, `${HINT}{Enter}`)
    await advance(5_000)
    expect(screen.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
    expect(client.count('initiate')).toBe(1)
    expectQuiet()
  })
})
