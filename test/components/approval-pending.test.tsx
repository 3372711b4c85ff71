import { screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderFlow } from '../support/flow-harness.js'

afterEach(() => vi.restoreAllMocks())

const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)

describe('waiting for the approval', () => {
  it('says who signs in, masked, and where to look', async () => {
    const { signIn } = await renderFlow()
    await signIn()
    expect(screen.getByRole('region', { name: 'Approve on your phone' })).toHaveTextContent(
      'Open the Acme app on your phone and approve the sign-in of d•••@e•••.com.',
    )
    expect(document.body).not.toHaveTextContent('dana@')
  })

  it('shows the code of the phone, and speaks it sign by sign', async () => {
    const { signIn, client } = await renderFlow()
    await signIn()
    const code = client.calls[0]?.bindingMessage ?? ''
    const shown = part('binding-code')
    expect(shown).toHaveTextContent(code)
    expect(shown).toHaveAttribute('aria-hidden', 'true')
    const spoken = Array.from(code.replace('-', '')).join(' ')
    expect(screen.getByText(`Code: ${spoken.slice(0, 5)} dash ${spoken.slice(6)}`)).toBeInTheDocument()
  })

  it('asks “Didn’t get it?” after 15 seconds, not before', async () => {
    const { signIn, advance } = await renderFlow()
    await signIn()
    await advance(14_000)
    expect(screen.queryByText('Didn’t get it?')).not.toBeInTheDocument()
    await advance(1_000)
    expect(screen.getByText('Didn’t get it?')).toBeInTheDocument()
  })

  it('sends again after 30 seconds only, and says when', async () => {
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
    await press('Send again')
    expect(client.count('initiate')).toBe(2)
    expect(screen.getByText('Use the newest request on your phone; ignore older ones.')).toBeInTheDocument()
    expect(screen.queryByText('Didn’t get it?')).not.toBeInTheDocument()
  })

  it('counts the time down in silence, and says it at a minute, at 20 seconds and at the end', async () => {
    const { signIn, advance, announced } = await renderFlow({}, { waitMs: 90_000 })
    await signIn()
    const timer = screen.getByRole('timer')
    expect(timer).toHaveAttribute('aria-live', 'off')
    expect(timer).toHaveTextContent('1 minute 30 seconds left')
    const before = announced()
    await advance(29_000)
    expect(timer).toHaveTextContent('1 minute 1 second left')
    expect(announced()).toBe(before)
    await advance(1_000)
    expect(announced()).toBe('1 minute left')
    await advance(39_000)
    expect(announced()).toBe('1 minute left')
    await advance(1_000)
    expect(announced()).toBe('20 seconds left')
    await advance(19_000)
    expect(announced()).toBe('20 seconds left')
    await advance(1_000)
    expect(screen.getByRole('heading', { name: 'No answer from your phone yet' })).toHaveFocus()
  })

  it('offers a code only where the system takes one', async () => {
    const { signIn } = await renderFlow()
    await signIn()
    expect(screen.getByRole('button', { name: 'Use a code instead' })).toBeInTheDocument()
  })

  it('each kind of waiting has its own quiet line', async () => {
    const { signIn, advance } = await renderFlow({ poll: [{ throws: { status: 503 } }, 'pending'] })
    await signIn()
    const line = part('activity')
    expect(line).toHaveTextContent('Waiting for your answer')
    await advance(5_000)
    expect(line).toHaveTextContent('The service is slow. We keep trying.')
    await advance(5_000)
    expect(line).toHaveTextContent('Waiting for your answer')
    expect(part('approval-pending')).toHaveAttribute('data-state', 'waiting')
  })
})

describe('cancel', () => {
  it('is there from the first moment and says that the phone may still show the request', async () => {
    const { signIn, press, root, client } = await renderFlow({ initiate: ['hang'] })
    await signIn()
    expect(root()).toHaveAttribute('data-state', 'pushing')
    await press('Cancel')
    expect(root()).toHaveAttribute('data-state', 'cancelled')
    expect(root()).toHaveTextContent('Your phone may still show the request. Ignore it')
    expect(client.count('cancel')).toBe(0)
  })

  it('says so too where the system cannot take the request back', async () => {
    const { signIn, press, root } = await renderFlow({ cancel: [{ promptMayRemain: true }] })
    await signIn()
    await press('Cancel')
    expect(root()).toHaveTextContent('Your phone may still show the request. Ignore it')
  })

  it('does not warn of a prompt that was taken back', async () => {
    const { signIn, press, root } = await renderFlow({ cancel: [{ promptMayRemain: false }] })
    await signIn()
    await press('Cancel')
    expect(root()).toHaveTextContent('You are not signed in.')
    expect(root()).not.toHaveTextContent('may still show')
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
