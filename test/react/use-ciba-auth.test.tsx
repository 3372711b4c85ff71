import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FlowStatus } from '../../src/machine/view.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { type CibaAuth, useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { HINT, renderFlow } from '../support/flow-harness.js'

afterEach(() => vi.restoreAllMocks())

function StartButton() {
  const auth = useCibaAuth()
  return <button onClick={() => auth.start({ loginHint: HINT })}>{auth.status}</button>
}

describe('one start is one push', () => {
  it('under StrictMode', async () => {
    const { press, client } = await renderFlow({}, {}, <StartButton />)
    await press('idle')
    expect(screen.getByRole('button')).toHaveTextContent('polling')
    expect(client.count('initiate')).toBe(1)
  })

  it('for a double click', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { user, advance, client } = await renderFlow({}, {}, <StartButton />)
    await user.dblClick(screen.getByRole('button'))
    await advance(0)
    expect(client.count('initiate')).toBe(1)
  })

  it('for two components that use the same flow', async () => {
    const { client, advance, user } = await renderFlow(
      {},
      {},
      <>
        <StartButton />
        <StartButton />
      </>,
    )
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    for (const button of screen.getAllByRole('button')) await user.click(button)
    await advance(5_000)
    expect(client.count('initiate')).toBe(1)
    expect(client.count('poll')).toBe(1)
  })
})

describe('a selector', () => {
  it('renders only when the selection changes', async () => {
    const seen: FlowStatus[] = []
    function Status() {
      const status = useCibaAuth((auth) => auth.status)
      useEffect(() => void seen.push(status), [status])
      return <Rendered what="status" />
    }
    function Everything() {
      useCibaAuth()
      return <Rendered what="everything" />
    }
    const renders = { status: 0, everything: 0 }
    function Rendered({ what }: { what: keyof typeof renders }) {
      renders[what] += 1
      return null
    }
    const { press, advance } = await renderFlow(
      {},
      {},
      <>
        <Status />
        <Everything />
        <StartButton />
      </>,
    )
    await press('idle')
    const before = { ...renders }
    await advance(20_000)
    expect(renders.everything).toBeGreaterThan(before.everything)
    expect(renders.status).toBe(before.status)
    await advance(40_000)
    expect(renders.status).toBeGreaterThan(before.status)
    expect(new Set(seen)).toEqual(new Set(['idle', 'pushing', 'polling', 'timeout']))
  })
})

describe('the hook alone', () => {
  function Alone({ onAuth, script = {} }: { onAuth: (auth: CibaAuth) => void; script?: Script }) {
    const auth = useCibaAuth({ client: aloneClient(script), clock: aloneClock })
    onAuth(auth)
    return <p>{auth.status}</p>
  }
  const aloneClock = createMovedClock()
  const clients = new Map<Script, ReturnType<typeof createScriptedClient>>()
  const aloneClient = (script: Script) => {
    const client = clients.get(script) ?? createScriptedClient({ ...script, clock: aloneClock })
    clients.set(script, client)
    return client
  }

  it('needs neither <CibaProvider> nor QueryClientProvider', async () => {
    const script: Script = { poll: ['approved'] }
    let auth: CibaAuth | undefined
    render(<Alone script={script} onAuth={(next) => (auth = next)} />)
    act(() => auth?.start({ loginHint: HINT }))
    await act(() => aloneClock.advance(5_000))
    expect(screen.getByText('approved')).toBeInTheDocument()
    expect(aloneClient(script).count('initiate')).toBe(1)
  })

  it('keeps the identity of its verbs over renders', async () => {
    const starts = new Set<unknown>()
    let auth: CibaAuth | undefined
    render(
      <Alone
        script={{}}
        onAuth={(next) => {
          auth = next
          starts.add(next.cancel)
        }}
      />,
    )
    starts.clear()
    act(() => auth?.start({ loginHint: HINT }))
    await act(() => aloneClock.advance(5_000))
    expect(starts.size).toBe(1)
  })

  it('outside a provider and without a client, says what is missing', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(() => render(<StartButton />)).toThrow(/<CibaProvider client=.*useCibaAuth\(\{ client \}\)/)
  })
})

describe('coming and going', () => {
  it('unmounting pauses and a remount resumes the same request with one poll at once', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock })
    const page = (shown: boolean) => (
      <CibaProvider client={client} clock={clock}>
        {shown && <StartButton />}
      </CibaProvider>
    )
    const { rerender } = render(page(true))
    await userEvent.setup({ delay: null }).click(screen.getByRole('button'))
    await act(() => clock.advance(7_000))
    expect(client.count('poll')).toBe(1)

    rerender(page(false))
    await act(() => clock.advance(0))
    expect(clock.pending).toBe(0)
    await act(() => clock.advance(30_000))
    expect(client.count('poll')).toBe(1)

    client.script({ poll: ['approved'] })
    rerender(page(true))
    await act(() => clock.advance(0))
    expect(screen.getByRole('button')).toHaveTextContent('approved')
    expect(client.count('poll')).toBe(2)
    expect(client.count('initiate')).toBe(1)
  })
})
