import {
  MutationCache,
  QueryClient,
  QueryClientProvider,
  useIsMutating,
  useMutation,
} from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { type CibaController, createCibaController } from '../../src/machine/controller.js'
import { startMutationOptions, submitTotpMutationOptions, useCibaAuth } from '../../src/index.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

function Mutating() {
  const initiating = useIsMutating({ mutationKey: ['ciba', 'initiate'] })
  return <p>{`initiating: ${initiating}`}</p>
}

function AsMutations() {
  const auth = useCibaAuth()
  const start = useMutation(startMutationOptions(auth, () => ({ loginHint: HINT })))
  const enter = useMutation(submitTotpMutationOptions(auth, () => '918273'))
  return (
    <>
      <button
        type="button"
        onClick={() => start.mutate()}
      >{`start: ${start.status} ${start.error?.kind ?? ''}`}</button>
      <button
        type="button"
        onClick={() => enter.mutate()}
      >{`enter: ${enter.status} ${enter.error?.kind ?? ''}`}</button>
    </>
  )
}

function setUp(script: Script = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const flow: CibaController = createCibaController({ client, clock })
  const onError = vi.fn()
  const onSuccess = vi.fn()
  const queryClient = new QueryClient({ mutationCache: new MutationCache({ onError, onSuccess }) })
  const seen: string[] = []
  queryClient.getMutationCache().subscribe(({ mutation }) => {
    seen.push(JSON.stringify([mutation?.options.mutationKey, mutation?.state]))
  })
  const page = render(
    <QueryClientProvider client={queryClient}>
      <CibaProvider controller={flow}>
        <Mutating />
        <AsMutations />
      </CibaProvider>
    </QueryClientProvider>,
  )
  const advance = (ms: number) => act(() => clock.advance(ms))
  return { clock, client, flow, onError, onSuccess, queryClient, seen, page, advance }
}

const keysOf = (calls: unknown[][], mutationAt: number) =>
  calls.map((call) => (call[mutationAt] as { options: { mutationKey: unknown } }).options.mutationKey)

describe('what TanStack Query sees of the verbs', () => {
  it('a push under way counts as mutating, and ends with its answer', async () => {
    const { flow, advance, clock } = setUp({ delayMs: 2_000 })
    act(() => flow.start({ loginHint: HINT }))
    await advance(0)
    expect(screen.getByText('initiating: 1')).toBeInTheDocument()
    await advance(2_000)
    await waitFor(() => expect(screen.getByText('initiating: 0')).toBeInTheDocument())
    expect(clock.now()).toBeGreaterThan(0)
  })

  it('each call is a mutation under its own key; polls are none', async () => {
    const { flow, advance, onSuccess } = setUp()
    act(() => flow.start({ loginHint: HINT }))
    await advance(12_000)
    act(() => flow.useTotp())
    act(() => flow.submitTotp('123456'))
    await advance(0)
    await waitFor(() => expect(onSuccess).toHaveBeenCalledTimes(3))
    expect(keysOf(onSuccess.mock.calls, 3)).toEqual([
      ['ciba', 'initiate'],
      ['ciba', 'verifyTotp'],
      ['ciba', 'cancel'],
    ])
  })

  it('the app’s global error handler gets the AuthError that the flow shows', async () => {
    const { flow, advance, onError } = setUp({ initiate: [failsWith('temporarily_unavailable')] })
    act(() => flow.start({ loginHint: HINT }))
    await advance(0)
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1))
    expect(onError.mock.calls[0]?.[0]).toBe(flow.getView().error)
  })

  it('cancelling a push that is under way is no error', async () => {
    const { flow, advance, onError, queryClient } = setUp({ initiate: ['hang'] })
    act(() => flow.start({ loginHint: HINT }))
    await advance(0)
    act(() => flow.cancel())
    await advance(0)
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
    expect(onError).not.toHaveBeenCalled()
  })

  it('an app’s own mutation starts the flow, waits for its end, and sees what became of it', async () => {
    const { flow, advance, client, onSuccess } = setUp({ poll: ['pending', 'approved'] })
    act(() => screen.getByText('start: idle').click())
    await advance(5_000)
    expect(screen.getByText('start: pending')).toBeInTheDocument()
    expect(flow.getView().status).toBe('polling')
    await advance(5_000)
    await waitFor(() => expect(screen.getByText('start: success')).toBeInTheDocument())
    expect(client.count('initiate')).toBe(1)
    expect(keysOf(onSuccess.mock.calls, 3)).toContainEqual(['ciba', 'verb', 'initiate'])
  })

  it('whose failure a handler for all mutations hears once, be it the call’s or a person’s no', async () => {
    const { advance, onError } = setUp({ initiate: [failsWith('temporarily_unavailable')] })
    act(() => screen.getByText('start: idle').click())
    await advance(0)
    await waitFor(() => expect(screen.getByText('start: error unavailable')).toBeInTheDocument())
    expect(keysOf(onError.mock.calls, 3)).toEqual([['ciba', 'verb', 'initiate']])
  })

  it('a person’s no is the end of it', async () => {
    const { advance, onError } = setUp({ poll: [failsWith('access_denied')] })
    act(() => screen.getByText('start: idle').click())
    await advance(5_000)
    await waitFor(() => expect(screen.getByText('start: error denied')).toBeInTheDocument())
    expect(keysOf(onError.mock.calls, 3)).toEqual([['ciba', 'verb', 'initiate']])
  })

  it('a code is one too, and the next one can follow', async () => {
    const { flow, advance, onError } = setUp({ totp: [failsWith('invalid_code'), 'approved'] })
    act(() => flow.start({ loginHint: HINT }))
    await advance(0)
    act(() => flow.useTotp())
    act(() => screen.getByText('enter: idle').click())
    await advance(0)
    await waitFor(() => expect(screen.getByText('enter: error invalid_code')).toBeInTheDocument())
    expect(keysOf(onError.mock.calls, 3)).toEqual([['ciba', 'verb', 'verifyTotp']])
    act(() => screen.getByText('enter: error invalid_code').click())
    await advance(0)
    await waitFor(() => expect(screen.getByText('enter: success')).toBeInTheDocument())
  })

  it('nothing stays in the cache, and nothing secret was ever in it', async () => {
    const { flow, advance, queryClient, seen } = setUp({
      initiate: [{ authReqId: 'secret-auth-req-id', expiresIn: 300 }],
      approval: { tokens: { accessToken: 'secret-access-token' } },
    })
    act(() => flow.start({ loginHint: HINT }))
    await advance(5_000)
    act(() => flow.useTotp())
    act(() => flow.submitTotp('918273'))
    await advance(0)
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]))
    expect(seen.length).toBeGreaterThan(5)
    for (const text of seen) expect(text).not.toMatch(/dana@|secret-|918273/)
  })

  it('nor does anything of an app’s own mutation', async () => {
    const { flow, advance, queryClient, seen } = setUp({
      initiate: [{ authReqId: 'secret-auth-req-id', expiresIn: 300 }],
      approval: { tokens: { accessToken: 'secret-access-token' } },
    })
    act(() => screen.getByText('start: idle').click())
    await advance(0)
    act(() => flow.useTotp())
    act(() => screen.getByText('enter: idle').click())
    await advance(0)
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
    expect(seen.join()).toMatch(/"verb","initiate".*"verb","verifyTotp"/)
    for (const text of seen) expect(text).not.toMatch(/dana@|secret-|918273/)
  })

  it('a page that goes away while a push is under way leaves nothing mutating in the app’s cache', async () => {
    const { flow, advance, queryClient, page } = setUp({ initiate: ['hang'] })
    act(() => flow.start({ loginHint: HINT }))
    await advance(0)
    expect(queryClient.isMutating()).toBe(1)
    page.unmount()
    await advance(60_000)
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
  })
})
