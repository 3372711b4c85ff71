import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { HINT, renderFlow } from '../support/flow-harness.js'
import { recordSpeech } from '../support/transcript.js'

afterEach(() => vi.restoreAllMocks())

const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)

describe('waiting for the approval', () => {
  it('MUST say who signs in, masked', async () => {
    const { signIn, advance } = await renderFlow({ delayMs: 1_000 })
    await signIn()
    expect(part('approval-pending')).toHaveTextContent('To the phone of d•••@e•••.com.')
    await advance(1_000)
    expect(part('approval-pending')).toHaveTextContent('approve the sign-in of d•••@e•••.com.')
    expect(document.body).not.toHaveTextContent('dana@')
  })

  it('MUST say where to look, by the name of the app on the phone', async () => {
    const { signIn } = await renderFlow()
    await signIn()
    expect(screen.getByRole('region', { name: 'Approve on your phone' })).toHaveTextContent(
      'Open the Acme app on your phone and approve the sign-in of d•••@e•••.com.',
    )
  })

  it('MUST show the code of the phone, and ask to approve only that one', async () => {
    const { signIn, client } = await renderFlow()
    await signIn()
    const code = client.calls[0]?.bindingMessage ?? ''
    expect(code).toMatch(/^\w{3}-\w{3}$/)
    expect(part('binding-code')).toHaveTextContent(code)
    expect(screen.getByText('Approve only if your phone shows this code.')).toBeInTheDocument()
  })

  it('MUST ask “Didn’t get it?” after 15 seconds, not before', async () => {
    const { signIn, advance } = await renderFlow()
    await signIn()
    await advance(14_000)
    expect(screen.queryByText('Didn’t get it?')).not.toBeInTheDocument()
    await advance(1_000)
    expect(screen.getByText('Didn’t get it?')).toBeInTheDocument()
  })

  it('MUST block “Send again” until it is due, say when that is, and keep its name', async () => {
    const { signIn, advance, press, client } = await renderFlow()
    await signIn()
    await advance(18_000)
    const again = screen.getByRole('button', { name: 'Send again' })
    expect(again).toHaveAttribute('aria-disabled', 'true')
    expect(again).toHaveAccessibleDescription('You can send again in 12 seconds.')
    await press('Send again')
    expect(client.count('initiate')).toBe(1)

    await advance(12_000)
    expect(again).not.toHaveAttribute('aria-disabled')
    expect(again).not.toHaveAccessibleDescription()
    expect(again).toHaveAccessibleName('Send again')
    await press('Send again')
    expect(client.count('initiate')).toBe(2)
    expect(screen.queryByText('Didn’t get it?')).not.toBeInTheDocument()
  })

  it('MUST say after sending again that only the newest request counts', async () => {
    const { signIn, advance, press } = await renderFlow()
    await signIn()
    await advance(30_000)
    expect(screen.queryByText(/^Use the newest request/)).not.toBeInTheDocument()
    await press('Send again')
    expect(screen.getByText('Use the newest request on your phone; ignore older ones.')).toBeInTheDocument()
  })

  it('MUST show the time that is left', async () => {
    const { signIn, advance } = await renderFlow({}, { waitMs: 90_000 })
    await signIn()
    expect(screen.getByRole('timer')).toHaveTextContent('1 minute 30 seconds left')
    await advance(29_000)
    expect(screen.getByRole('timer')).toHaveTextContent('1 minute 1 second left')
  })

  it('MUST offer a code instead only where the system takes one', async () => {
    const { signIn, page } = await renderFlow()
    await signIn()
    expect(screen.getByRole('button', { name: 'Use a code instead' })).toBeInTheDocument()
    page.unmount()

    const clock = createMovedClock()
    const { verifyTotp: _none, ...client } = createScriptedClient({ clock })
    const controller = createCibaController({ client, clock })
    render(
      <CibaProvider controller={controller}>
        <CibaSignIn />
      </CibaProvider>,
    )
    controller.start({ loginHint: HINT })
    await act(() => clock.advance(0))
    expect(screen.getByRole('region', { name: 'Approve on your phone' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Use a code instead' })).not.toBeInTheDocument()
  })
})

describe('the quiet line', () => {
  const line = () => part('activity')?.textContent
  const WAITING = 'Waiting for your answer'

  /** Looks away for so long; the poll of the return is answered after half a second. */
  async function lookAway(page: Awaited<ReturnType<typeof renderFlow>>, forMs: number) {
    const visibility = vi.spyOn(document, 'visibilityState', 'get')
    const turn = (state: DocumentVisibilityState) => {
      visibility.mockReturnValue(state)
      return act(async () => void fireEvent(document, new Event('visibilitychange')))
    }
    await turn('hidden')
    page.client.script({ delayMs: 500, poll: ['pending'] })
    await page.advance(forMs)
    await turn('visible')
  }

  it('MUST say in a line of its own that the service is slow, that the page is offline, and that somebody was away', async () => {
    const page = await renderFlow({ poll: [{ throws: { status: 503 } }, 'pending'] }, { waitMs: 120_000 })
    await page.signIn()
    expect(line()).toBe(WAITING)
    await page.advance(5_000)
    expect(line()).toBe('The service is slow. We keep trying.')
    await page.advance(5_000)
    expect(line()).toBe(WAITING)
    expect(part('approval-pending')).toHaveAttribute('data-state', 'waiting')
    await act(async () => void fireEvent(window, new Event('offline')))
    expect(line()).toBe('You are offline. We go on when the connection is back.')
    await act(async () => void fireEvent(window, new Event('online')))
    expect(line()).toBe(WAITING)
    await lookAway(page, 40_000)
    expect(line()).toBe('You were away. Checking for your answer…')
    await page.advance(500)
    expect(line()).toBe(WAITING)
    await page.advance(5_000)
    expect(line()).toBe(WAITING)
  })

  it('MUST take no words of the line for a look away that was short', async () => {
    const page = await renderFlow()
    await page.signIn()
    await page.advance(2_000)
    await lookAway(page, 9_000)
    await page.advance(4_100)
    expect(part('approval-pending')).toHaveAttribute('data-state', 'checking')
    expect(line()).toBe(WAITING)
  })

  it('MUST say a change of that line once, and not speak of polls that are as usual', async () => {
    const { signIn, advance, client } = await renderFlow({ delayMs: 100 }, { waitMs: 300_000 })
    await signIn()
    await advance(1_000)
    const speech = recordSpeech()
    for (let second = 0; second < 20; second++) await advance(1_000)
    expect(client.count('poll')).toBeGreaterThan(2)
    expect(speech.said()).toEqual([])
    client.script({ delayMs: 100, poll: [{ throws: { status: 503 } }] })
    for (let second = 0; second < 20; second++) await advance(1_000)
    expect(speech.said()).toEqual(['The service is slow. We keep trying.'])
    speech.stop()
  })
})

describe('cancel', () => {
  it('MUST offer to cancel from the first moment on', async () => {
    const { signIn, press, root, client } = await renderFlow({ initiate: ['hang'] })
    await signIn()
    expect(root()).toHaveAttribute('data-state', 'pushing')
    await press('Cancel')
    expect(root()).toHaveAttribute('data-state', 'cancelled')
    expect(root()).toHaveTextContent('Your phone may still show the request. Ignore it')
    expect(client.count('cancel')).toBe(0)
  })

  it('MUST say after a cancel whether the phone may still show the request', async () => {
    const { signIn, press, root, page } = await renderFlow({ cancel: [{ promptMayRemain: true }] })
    await signIn()
    await press('Cancel')
    expect(root()).toHaveTextContent('Your phone may still show the request. Ignore it')
    page.unmount()
    const other = await renderFlow({ cancel: [{ promptMayRemain: false }] })
    await other.signIn()
    await other.press('Cancel')
    expect(other.root()).toHaveTextContent('It was stopped before its end.')
    expect(other.root()).not.toHaveTextContent('may still show')
  })

  it('comes too late for an approval that was received before it', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { signIn, advance, root } = await renderFlow({ poll: ['approved'] })
    await signIn()
    await advance(5_000)
    expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument()
    expect(root()).toHaveAttribute('data-state', 'approved')
  })
})
