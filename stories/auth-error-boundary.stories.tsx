import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthErrorBoundary, type Clock } from 'react-ciba'
import { createMovedClock } from 'react-ciba/testing'
import { useState } from 'react'
import { expect, fn } from 'storybook/test'
import { ClockContext } from '../src/react/clock-context.js'
import { words } from './words.js'

const meta = {
  title: 'Error boundary',
  component: AuthErrorBoundary,
  args: { onError: fn(), onReset: fn() },
  loaders: [() => ({ clock: createMovedClock() })],
  render: (args, { globals, loaded }) => (
    <ClockContext.Provider value={loaded.clock as Clock}>
      <AuthErrorBoundary {...args}>
        <FailsWhenPressed label={words({ globals }).ui.signIn} />
      </AuthErrorBoundary>
    </ClockContext.Provider>
  ),
} satisfies Meta<typeof AuthErrorBoundary>

export default meta

type Story = StoryObj<typeof meta>

/** A part of a page that fails when it is asked to. */
function FailsWhenPressed({ label }: { label: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) throw new TypeError('Failed to fetch')
  return (
    <div className="rc-panel rc-actions">
      <button className="rc-button" type="button" onClick={() => setFailed(true)}>
        {label}
      </button>
    </div>
  )
}

/** The banner stands where the tree was. */
export const Caught: Story = {
  play: async ({ args, canvas, globals, userEvent }) => {
    const { ui, errors } = words({ globals })
    await userEvent.click(canvas.getByRole('button', { name: ui.signIn }))
    await expect(canvas.getByRole('region', { name: errors.network.title })).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent(errors.network.title)
    await expect(args.onError).toHaveBeenCalledOnce()
  },
}

/** Until it is tried again. */
export const TriedAgain: Story = {
  play: async (context) => {
    await Caught.play?.(context)
    const { args, canvas, globals, userEvent } = context
    const { ui } = words({ globals })
    await userEvent.click(canvas.getByRole('button', { name: ui.tryAgain }))
    await expect(canvas.getByRole('button', { name: ui.signIn })).toBeVisible()
    await expect(args.onReset).toHaveBeenCalledOnce()
  },
}
