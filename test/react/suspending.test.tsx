import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lazy, type ReactNode, Suspense } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

/** A part of a page whose code is loaded when it is first shown, and the moment when it arrives. */
function loaded() {
  let arrive: () => void = () => undefined
  const code = new Promise<{ default: () => ReactNode }>((resolve) => {
    arrive = () => resolve({ default: () => <p>arrived</p> })
  })
  const Part = lazy(() => code)
  return { part: <Part />, arrive: () => act(async () => arrive()) }
}

/** The hook alone, with a client of its own. */
function setUp(script: Script = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const onApproved = vi.fn()
  const user = userEvent.setup({ delay: null })
  const advance = (ms: number) => act(() => clock.advance(ms))
  function Hook() {
    const { start, status } = useCibaAuth({ client, clock })
    return <button onClick={() => start({ loginHint: HINT })}>{status}</button>
  }
  return {
    ...{ clock, client, onApproved, user, advance },
    hook: <Hook />,
    /** Provider and drop-in. */
    signIn: (
      <CibaProvider client={client} clock={clock} onApproved={onApproved}>
        <CibaSignIn />
      </CibaProvider>
    ),
    operations: () => client.calls.map(({ operation }) => operation),
    async begin() {
      await user.type(screen.getByLabelText('Email'), `${HINT}{Enter}`)
      await advance(0)
    },
  }
}

const page = (content: ReactNode, sibling: ReactNode = null) => (
  <Suspense fallback={<p>Loading</p>}>
    {content}
    {sibling}
  </Suspense>
)

describe('a boundary that hides the sign-in again, because something beside it is loaded', () => {
  it('goes on meanwhile: no second push, and the approval is there when it comes back', async () => {
    const { signIn, begin, advance, client, onApproved, operations } = setUp()
    const { rerender } = render(page(signIn))
    await begin()
    await advance(5_000)
    const { part, arrive } = loaded()
    rerender(page(signIn, part))
    expect(screen.getByText('Loading')).toBeVisible()
    expect(screen.getByText('Approve on your phone')).not.toBeVisible()
    await advance(5_000)
    client.script({ poll: ['approved'] })
    await advance(5_000)
    expect(onApproved).toHaveBeenCalledTimes(1)
    await arrive()
    expect(screen.getByText('arrived')).toBeVisible()
    expect(screen.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
    expect(operations()).toEqual(['initiate', 'poll', 'poll', 'poll'])
    expect(onApproved).toHaveBeenCalledTimes(1)
  })

  it('sends one push where it is hidden while that is on its way', async () => {
    const { signIn, begin, advance, operations } = setUp({ delayMs: 1_000 })
    const { rerender } = render(page(signIn))
    await begin()
    const { part, arrive } = loaded()
    rerender(page(signIn, part))
    await advance(2_000)
    await arrive()
    expect(screen.getByRole('heading', { name: 'Approve on your phone' })).toBeVisible()
    expect(operations()).toEqual(['initiate'])
  })

  it('keeps what stands in the code field', async () => {
    const { signIn, begin, user, advance, client } = setUp()
    const { rerender } = render(page(signIn))
    await begin()
    await user.click(screen.getByRole('button', { name: 'Use a code instead' }))
    await user.type(screen.getByLabelText('Verification code'), '123')
    const { part, arrive } = loaded()
    rerender(page(signIn, part))
    await advance(1_000)
    await arrive()
    expect(screen.getByLabelText('Verification code')).toHaveValue('123')
    await user.type(screen.getByLabelText('Verification code'), '456')
    await advance(400)
    expect(client.count('verifyTotp')).toBe(1)
  })

  it('does the same with the hook alone', async () => {
    const { hook, advance, client, operations } = setUp()
    const { rerender } = render(page(hook))
    act(() => screen.getByRole('button').click())
    await advance(5_000)
    const { part, arrive } = loaded()
    rerender(page(hook, part))
    client.script({ poll: ['approved'] })
    await advance(5_000)
    await arrive()
    expect(screen.getByRole('button')).toHaveTextContent('approved')
    expect(operations()).toEqual(['initiate', 'poll', 'poll'])
  })
})

describe('a boundary whose content is not all there at first', () => {
  it.each(['signIn', 'hook'] as const)(
    'asks for nothing and leaves nothing behind until it is, and then sends one push: %s',
    async (what) => {
      const parts = setUp({ resume: [null] })
      const { part, arrive } = loaded()
      const { unmount } = render(page(parts[what], part))
      await parts.advance(10_000)
      expect(parts.operations()).toEqual([])
      expect(parts.clock.pending).toBe(0)
      await arrive()
      expect(parts.operations()).toEqual(['resume'])
      if (what === 'signIn') await parts.begin()
      else act(() => screen.getByRole('button').click())
      await parts.advance(5_000)
      expect(parts.operations()).toEqual(['resume', 'initiate', 'poll'])
      unmount()
      await parts.advance(0)
      expect(parts.clock.pending).toBe(0)
    },
  )

  it('inside the provider: the flow of the provider is the one that goes on', async () => {
    const { client, clock, user, advance, operations } = setUp()
    const { part, arrive } = loaded()
    const inside = (sibling: ReactNode) => (
      <CibaProvider client={client} clock={clock}>
        {page(<CibaSignIn />, sibling)}
      </CibaProvider>
    )
    const { rerender } = render(inside(null))
    await user.type(screen.getByLabelText('Email'), `${HINT}{Enter}`)
    await advance(5_000)
    rerender(inside(part))
    await advance(5_000)
    await arrive()
    expect(screen.getByRole('heading', { name: 'Approve on your phone' })).toBeVisible()
    expect(operations()).toEqual(['initiate', 'poll', 'poll'])
  })
})
