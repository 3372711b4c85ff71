import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Session, SessionSource } from '../../src/ciba/approval.js'
import { authError } from '../../src/errors/normalize.js'
import { createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { sessionKey, useSession } from '../../src/react/session-query.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

const DANA: Session = { user: { sub: 'dana', name: 'Dana Demo' } }

/** Retries without waiting: how often is the question here, not how long. */
function setUp(source: Partial<SessionSource>, onMutationError = vi.fn()) {
  const sessions: SessionSource = {
    getSession: async () => DANA,
    signOut: async () => undefined,
    ...source,
  }
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retryDelay: 0 } },
    mutationCache: new MutationCache({ onError: onMutationError }),
  })
  function Page() {
    const session = useSession(sessions)
    return (
      <>
        <p>{session.data === undefined ? session.status : (session.data?.user.name ?? 'nobody')}</p>
        <p>{session.error?.message ?? 'no error'}</p>
        <p>{session.signOutError?.message ?? 'no sign-out error'}</p>
        <button onClick={session.signOut}>{session.isSigningOut ? 'signing out' : 'Sign out'}</button>
      </>
    )
  }
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
    // StrictMode mounts twice and so asks twice, which would blur how often something is asked again.
    { reactStrictMode: false },
  )
  return { queryClient, user: userEvent.setup({ delay: null }) }
}

describe('useSession', () => {
  it('says who is signed in', async () => {
    setUp({})
    expect(screen.getByText('pending')).toBeInTheDocument()
    expect(await screen.findByText('Dana Demo')).toBeInTheDocument()
  })

  it('tries again where waiting may help, twice at most', async () => {
    const getSession = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
    setUp({ getSession })
    expect(await screen.findByText('network: connection_failed')).toBeInTheDocument()
    expect(getSession).toHaveBeenCalledTimes(3)
  })

  it('does not try again where it cannot help', async () => {
    const getSession = vi.fn(() => Promise.reject(authError('invalid_client')))
    setUp({ getSession })
    expect(await screen.findByText('misconfigured: invalid_client')).toBeInTheDocument()
    expect(getSession).toHaveBeenCalledTimes(1)
  })

  it('signs out once, and then nobody is signed in', async () => {
    const signOut = vi.fn(async () => undefined)
    const { user } = setUp({ signOut })
    await screen.findByText('Dana Demo')
    await user.click(screen.getByRole('button'))
    expect(await screen.findByText('nobody')).toBeInTheDocument()
    expect(signOut).toHaveBeenCalledTimes(1)
  })

  it('a session that was asked for before the sign-out does not bring it back', async () => {
    let answer: (session: Session | null) => void = () => undefined
    const getSession = vi
      .fn<SessionSource['getSession']>()
      .mockResolvedValueOnce(DANA)
      .mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const { user, queryClient } = setUp({ getSession })
    await screen.findByText('Dana Demo')
    act(() => void queryClient.invalidateQueries())
    await user.click(screen.getByRole('button'))
    expect(await screen.findByText('nobody')).toBeInTheDocument()
    answer(DANA)
    await act(() => createMovedClock().advance(1))
    expect(queryClient.getQueryData(sessionKey)).toBeNull()
    expect(getSession).toHaveBeenCalledTimes(2)
  })

  it('a sign-out that fails leaves the session and says why, as an AuthError', async () => {
    const onMutationError = vi.fn()
    const { user } = setUp(
      { signOut: () => Promise.reject(new TypeError('Failed to fetch')) },
      onMutationError,
    )
    await screen.findByText('Dana Demo')
    await user.click(screen.getByRole('button'))
    expect(await screen.findByText('network: connection_failed')).toBeInTheDocument()
    expect(screen.getByText('Dana Demo')).toBeInTheDocument()
    expect(onMutationError.mock.calls[0]?.[0]).toMatchObject({ kind: 'network', retryable: true })
  })

  it('after signing out, a finished sign-in begins anew', async () => {
    const clock = createMovedClock()
    const client = Object.assign(createScriptedClient({ clock, poll: ['approved'] }), {
      getSession: async () => null,
      signOut: async () => undefined,
    })
    const flow = createCibaController({ client, clock })
    function Page() {
      const session = useSession(client)
      return <button onClick={session.signOut}>{session.data?.user.name ?? 'nobody'}</button>
    }
    render(
      <CibaProvider controller={flow}>
        <Page />
      </CibaProvider>,
    )
    act(() => flow.start({ loginHint: HINT }))
    await act(() => clock.advance(5_000))
    expect(flow.getView().status).toBe('approved')
    await userEvent.setup({ delay: null }).click(await screen.findByRole('button', { name: 'Dana Demo' }))
    await waitFor(() => expect(flow.getView().status).toBe('idle'))
  })
})

it('asks a client that the provider has, as such, whatever else it can', async () => {
  class Client {
    readonly name = 'acme'
    initiate = async () => ({ authReqId: 'key', expiresIn: 300 })
    poll = async () => ({ type: 'pending' }) as const
    getStatus = () => 'fine'
    getSession = async () => (this.getStatus() === 'fine' ? DANA : null)
    signOut = async () => undefined
  }
  const queryClient = new QueryClient()
  const Name = () => <p>{useSession().data?.user.name ?? 'nobody'}</p>
  render(
    <QueryClientProvider client={queryClient}>
      <CibaProvider client={new Client()}>
        <Name />
      </CibaProvider>
    </QueryClientProvider>,
  )
  expect(await screen.findByText('Dana Demo')).toBeInTheDocument()
  expect(queryClient.getQueryData(sessionKey)).toEqual(DANA)
})
