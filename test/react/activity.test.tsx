import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Activity, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

const APPROVAL = { session: { user: { sub: 'dana', name: 'Dana Demo' } } }

/** A page of an app that keeps its pages and hides them. `around`: the provider is hidden too. */
function setUp(script: Script = {}, { mode = 'visible' as 'visible' | 'hidden', around = true } = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const onApproved = vi.fn()
  const user = userEvent.setup({ delay: null })
  const inActivity = (content: ReactNode, shown: typeof mode) => <Activity mode={shown}>{content}</Activity>
  const inProvider = (content: ReactNode) => (
    <CibaProvider client={client} clock={clock} onApproved={onApproved}>
      {content}
    </CibaProvider>
  )
  const page = (shown: typeof mode) =>
    around ? inActivity(inProvider(<CibaSignIn />), shown) : inProvider(inActivity(<CibaSignIn />, shown))
  const { rerender, container } = render(page(mode))
  const advance = (ms: number) => act(() => clock.advance(ms))
  const turn = async (next: typeof mode) => {
    rerender(page(next))
    await advance(0)
  }
  return {
    ...{ clock, client, onApproved, user, container, advance },
    hide: () => turn('hidden'),
    show: () => turn('visible'),
    async signIn() {
      await user.type(screen.getByLabelText('Email'), `${HINT}{Enter}`)
      await advance(0)
    },
    async press(name: string) {
      await user.click(screen.getByRole('button', { name }))
      await advance(0)
    },
    title: () => screen.getByRole('heading').textContent,
  }
}

it.each([true, false])(
  'a hidden sign-in rests, and goes on with one poll at once and no second push (provider hidden too: %s)',
  async (around) => {
    const { signIn, hide, show, advance, client, clock, title } = setUp({}, { around })
    await signIn()
    await advance(7_000)
    expect(client.count('poll')).toBe(1)
    await hide()
    expect(clock.pending).toBe(0)
    await advance(30_000)
    expect(client.count('poll')).toBe(1)
    await show()
    expect(title()).toBe('Approve on your phone')
    expect(client.count('poll')).toBe(2)
    client.script({ poll: ['approved'] })
    await advance(5_000)
    expect(title()).toBe('You are signed in')
    expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'poll', 'poll', 'poll'])
  },
)

it('what is approved while it is hidden is there when it comes back', async () => {
  const { signIn, hide, show, advance, client, title, onApproved } = setUp()
  await signIn()
  await advance(5_000)
  await hide()
  client.script({ poll: ['approved'] })
  await advance(30_000)
  expect(onApproved).not.toHaveBeenCalled()
  await show()
  expect(title()).toBe('You are signed in')
  expect(onApproved).toHaveBeenCalledExactlyOnceWith(APPROVAL)
})

it('a push that is on its way when it is hidden is the only one', async () => {
  const { signIn, hide, show, advance, client, title, clock } = setUp({ delayMs: 1_000 })
  await signIn()
  expect(title()).toBe('Sending the request')
  await hide()
  await advance(10_000)
  await show()
  expect(title()).toBe('Approve on your phone')
  expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'poll'])
  expect(clock.pending).toBeGreaterThan(0)
})

it('a code whose answer comes while it is hidden loses no approval: the app is told', async () => {
  const { signIn, press, hide, show, advance, user, title, onApproved, client } = setUp({ delayMs: 1_000 })
  await signIn()
  await advance(1_000)
  await press('Use a code instead')
  await user.type(screen.getByLabelText('Verification code'), '123456{Enter}')
  expect(client.count('verifyTotp')).toBe(1)
  await hide()
  await advance(10_000)
  await show()
  expect(title()).toBe('You are signed in')
  expect(onApproved).toHaveBeenCalledExactlyOnceWith(APPROVAL)
  expect(client.count('verifyTotp')).toBe(1)
})

it('what stood in the code field stays', async () => {
  const { signIn, press, hide, show, advance, user, client } = setUp()
  await signIn()
  await press('Use a code instead')
  await user.type(screen.getByLabelText('Verification code'), '123')
  await hide()
  await advance(5_000)
  await show()
  expect(screen.getByLabelText('Verification code')).toHaveValue('123')
  await user.type(screen.getByLabelText('Verification code'), '456')
  await advance(400)
  expect(client.count('verifyTotp')).toBe(1)
})

it('a page that is rendered ahead of time asks for nothing before it is shown', async () => {
  const { show, advance, signIn, client, clock } = setUp({ resume: [null] }, { mode: 'hidden' })
  await advance(60_000)
  expect(client.calls).toEqual([])
  expect(clock.pending).toBe(0)
  await show()
  expect(client.count('resume')).toBe(1)
  await signIn()
  expect(client.count('initiate')).toBe(1)
})

it('the hook alone rests and goes on alike', async () => {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock })
  function Alone() {
    const { start, status } = useCibaAuth({ client, clock })
    return <button onClick={() => start({ loginHint: HINT })}>{status}</button>
  }
  const page = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <Alone />
    </Activity>
  )
  const { rerender } = render(page('visible'))
  act(() => screen.getByRole('button').click())
  await act(() => clock.advance(7_000))
  rerender(page('hidden'))
  await act(() => clock.advance(30_000))
  expect(client.count('poll')).toBe(1)
  client.script({ poll: ['approved'] })
  rerender(page('visible'))
  await act(() => clock.advance(0))
  expect(screen.getByRole('button')).toHaveTextContent('approved')
  expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'poll', 'poll'])
})

it('an error that was told takes neither focus nor voice when its page comes back', async () => {
  const error = { status: 503 }
  const page = (mode: 'visible' | 'hidden') => (
    <>
      <input aria-label="elsewhere" />
      <Activity mode={mode}>
        <AuthErrorBanner error={error} takesFocus />
      </Activity>
    </>
  )
  const { rerender } = render(page('visible'))
  expect(screen.getByRole('heading')).toHaveFocus()
  rerender(page('hidden'))
  act(() => screen.getByLabelText('elsewhere').focus())
  rerender(page('visible'))
  await act(async () => undefined)
  expect(screen.getByLabelText('elsewhere')).toHaveFocus()
  expect(screen.getByRole('status')).toBeEmptyDOMElement()
})
