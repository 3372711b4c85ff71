import type { Meta, StoryObj } from '@storybook/react-vite'
import { BindingCode, Countdown, LoginHintForm, RequestId } from 'react-ciba'
import { createMovedClock } from 'react-ciba/testing'
import { expect, fn, spyOn, waitFor } from 'storybook/test'
import { ClockContext } from '../src/react/clock-context.js'
import { seen, words } from './words.js'

const meta = {
  title: 'Parts',
  // Each of these stands inside a panel, which carries the library's colours.
  decorators: [
    (Story) => (
      <div className="rc-root">
        <Story />
      </div>
    ),
  ],
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

const AT = createMovedClock().now()
const onSubmit = fn()

export const LoginHintFormPrefilled: Story = {
  render: () => <LoginHintForm onSubmit={onSubmit} defaultValue="dana@example.com" appName="Acme" />,
  play: async ({ canvas, globals, userEvent }) => {
    await userEvent.type(canvas.getByLabelText(words({ globals }).ui.emailLabel), '{Enter}')
    await expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
  },
}

/** Spoken sign by sign. */
export const BindingCodeSpoken: Story = {
  render: () => <BindingCode code="KQ7-42M" />,
  play: async ({ canvas, globals }) => {
    const { ui } = words({ globals })
    await expect(canvas.getByText(`${ui.codeLabel}: ${ui.spokenCode('KQ7-42M')}`)).toBeInTheDocument()
    await expect(canvas.getByText('KQ7-42M')).toHaveAttribute('aria-hidden', 'true')
  },
}

/** Silent as it ticks; said aloud at a minute, at 20 seconds and at the end. */
export const CountdownSpoken: Story = {
  loaders: [() => ({ clock: createMovedClock() })],
  render: (_args, { loaded }) => (
    <ClockContext.Provider value={clockOf(loaded)}>
      <Countdown until={AT + 62_000} />
    </ClockContext.Provider>
  ),
  play: async ({ canvas, globals, loaded }) => {
    const { ui } = words({ globals })
    const clock = clockOf(loaded)
    await expect(canvas.getByRole('timer')).toHaveAttribute('aria-live', 'off')
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement()
    await clock.advance(2_000)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(seen(ui.timeLeft(60_000))))
    await clock.advance(39_000)
    await waitFor(() => expect(canvas.getByRole('timer')).toHaveTextContent(seen(ui.timeLeft(21_000))))
    await expect(canvas.getByRole('status')).toHaveTextContent(seen(ui.timeLeft(60_000)))
    await clock.advance(1_000)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(seen(ui.timeLeft(20_000))))
  },
}

export const RequestIdCopied: Story = {
  render: () => <RequestId id="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" at={AT} />,
  play: async ({ canvas, globals, userEvent }) => {
    const { ui } = words({ globals })
    const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await userEvent.click(canvas.getByRole('button', { name: ui.copy }))
    await expect(await canvas.findByRole('button', { name: ui.copied })).toBeVisible()
    await expect(write).toHaveBeenCalledWith('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')
  },
}

/** Where the browser does not let us copy, the id is selected, and nothing claims that it was copied. */
export const RequestIdNotCopied: Story = {
  render: () => <RequestId id="req-7d41c2" at={AT} />,
  play: async ({ canvas, globals, userEvent }) => {
    const { ui } = words({ globals })
    spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
    await userEvent.click(canvas.getByRole('button', { name: ui.copy }))
    await expect(await canvas.findByText(ui.copyByHand, { selector: 'p' })).toBeVisible()
    await expect(getSelection()?.toString()).toBe('req-7d41c2')
    await expect(canvas.getByRole('button')).toHaveTextContent(ui.copy)
  },
}

const clockOf = (loaded: Record<string, unknown>) => loaded.clock as ReturnType<typeof createMovedClock>
