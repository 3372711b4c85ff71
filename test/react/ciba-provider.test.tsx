import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Session, SessionSource } from '../../src/ciba/approval.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { createCibaController } from '../../src/machine/controller.js'
import en from '../../src/messages/locales/en.js'
import type { Messages } from '../../src/messages/messages.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { sessionKey, useSession } from '../../src/react/session-query.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

afterEach(() => vi.restoreAllMocks())

const PIRATE: Messages = { ...en, ui: { ...en.ui, signIn: 'Come aboard' } }

function setUp(script: Script = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const advance = (ms: number) => act(() => clock.advance(ms))
  return { clock, client, advance }
}

describe('words', () => {
  it('are English without being asked', () => {
    render(
      <CibaProvider {...setUp()}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeInTheDocument()
  })

  it('can be given as an object', () => {
    render(
      <CibaProvider client={createScriptedClient()} messages={PIRATE}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('button', { name: 'Come aboard' })).toBeInTheDocument()
  })

  it('can be loaded: English until they are there', async () => {
    const load = async () => ({ default: PIRATE })
    render(
      <CibaProvider client={createScriptedClient()} messages={load}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeInTheDocument()
    expect(await screen.findByRole('button', { name: 'Come aboard' })).toBeInTheDocument()
  })

  it('stay English where they cannot be loaded', async () => {
    const load = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
    const { advance, ...given } = setUp()
    render(
      <CibaProvider {...given} messages={load}>
        <CibaSignIn />
      </CibaProvider>,
    )
    await advance(0)
    expect(load).toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeInTheDocument()
  })
})

describe('onApproved', () => {
  it('is awaited before the flow says it is done, and it is the one of the latest render', async () => {
    const { clock, client, advance } = setUp({ poll: ['approved'] })
    const flow = createCibaController({ client, clock })
    let stored: () => void = () => undefined
    const first = vi.fn()
    const latest = vi.fn(() => new Promise<void>((resolve) => (stored = resolve)))
    const page = (onApproved: () => void | Promise<void>) => (
      <CibaProvider controller={flow} onApproved={onApproved}>
        <CibaSignIn />
      </CibaProvider>
    )
    const { rerender } = render(page(first))
    act(() => flow.start({ loginHint: HINT }))
    rerender(page(latest))
    await advance(5_000)
    expect(first).not.toHaveBeenCalled()
    expect(latest).toHaveBeenCalledTimes(1)
    expect(latest).toHaveBeenCalledWith({ session: { user: { sub: 'dana', name: 'Dana Demo' } } })
    expect(screen.getByText('Approved, finishing…')).toBeInTheDocument()
    stored()
    await advance(0)
    expect(screen.queryByText('Approved, finishing…')).not.toBeInTheDocument()
    expect(flow.getView().activity).toBeNull()
  })
})

describe('the session', () => {
  function WhoIsThere() {
    const session = useSession()
    return <p>{session.data === undefined ? 'loading' : (session.data?.user.name ?? 'nobody')}</p>
  }
  function Start() {
    const start = useCibaAuth((auth) => auth.start)
    return <button onClick={() => start({ loginHint: HINT })}>{'start'}</button>
  }

  it('of an approval is in the app’s query cache at once', async () => {
    const { clock, client, advance } = setUp({ poll: ['approved'] })
    const queryClient = new QueryClient()
    render(
      <QueryClientProvider client={queryClient}>
        <CibaProvider client={client} clock={clock}>
          <CibaSignIn />
          <Start />
        </CibaProvider>
      </QueryClientProvider>,
    )
    act(() => screen.getByRole('button', { name: 'start' }).click())
    await advance(5_000)
    expect(queryClient.getQueryData<Session>(sessionKey)?.user.name).toBe('Dana Demo')
  })

  it('of an approval is not replaced by an older “nobody” that arrives after it', async () => {
    const { clock, client, advance } = setUp({ poll: ['approved'] })
    let answer: (session: Session | null) => void = () => undefined
    const sessions: SessionSource = {
      getSession: () => new Promise((resolve) => (answer = resolve)),
      signOut: async () => undefined,
    }
    const queryClient = new QueryClient()
    render(
      <QueryClientProvider client={queryClient}>
        <CibaProvider client={Object.assign(client, sessions)} clock={clock}>
          <CibaSignIn />
          <WhoIsThere />
          <Start />
        </CibaProvider>
      </QueryClientProvider>,
    )
    act(() => screen.getByRole('button', { name: 'start' }).click())
    await advance(5_000)
    expect(await screen.findByText('Dana Demo')).toBeInTheDocument()
    answer(null)
    await advance(1)
    expect(queryClient.getQueryData<Session>(sessionKey)?.user.name).toBe('Dana Demo')
    expect(screen.getByText('Dana Demo')).toBeInTheDocument()
    expect(screen.getByRole('heading', { name: 'You are signed in' })).toBeInTheDocument()
  })
})

describe('outside the provider', () => {
  it('a component that needs a flow says what is missing', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(() => render(<CibaSignIn />)).toThrow(/<CibaProvider client=/)
  })

  it('useSession says which systems it needs', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    function Page() {
      return <p>{useSession().status}</p>
    }
    expect(() =>
      render(
        <CibaProvider client={createScriptedClient()}>
          <Page />
        </CibaProvider>,
      ),
    ).toThrow(/needs a session/)
  })
})
