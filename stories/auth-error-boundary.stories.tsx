import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthErrorBoundary } from 'react-ciba'
import { useState } from 'react'
import { expect, fn } from 'storybook/test'
import { words } from './words.js'

const meta = {
  title: 'Error boundary',
  component: AuthErrorBoundary,
  args: { onError: fn(), onReset: fn() },
} satisfies Meta<typeof AuthErrorBoundary>

export default meta

type Story = StoryObj<typeof meta>

/** A part of a page that fails when it is asked to. */
function Orders() {
  const [failed, setFailed] = useState(false)
  if (failed) throw new TypeError('Failed to fetch')
  return (
    <div className="rc-panel rc-actions">
      <button className="rc-button" type="button" onClick={() => setFailed(true)}>
        Load orders
      </button>
    </div>
  )
}

/** The banner stands where the tree was, until it is tried again. */
export const TriedAgain: Story = {
  args: { children: <Orders /> },
  play: async ({ args, canvas, globals, userEvent }) => {
    const { ui, errors } = words({ globals })
    await userEvent.click(canvas.getByRole('button', { name: 'Load orders' }))
    await expect(canvas.getByRole('region', { name: errors.network.title })).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent(errors.network.title)
    await expect(args.onError).toHaveBeenCalledOnce()
    await userEvent.click(canvas.getByRole('button', { name: ui.tryAgain }))
    await expect(canvas.getByRole('button', { name: 'Load orders' })).toBeVisible()
    await expect(args.onReset).toHaveBeenCalledOnce()
  },
}
