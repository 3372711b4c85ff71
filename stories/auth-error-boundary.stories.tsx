import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthErrorBoundary } from 'react-ciba'
import { useState } from 'react'
import { expect, fn } from 'storybook/test'

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
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Load orders' }))
    await expect(canvas.getByRole('region', { name: 'No connection to the service' })).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('No connection to the service')
    await expect(args.onError).toHaveBeenCalledOnce()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(canvas.getByRole('button', { name: 'Load orders' })).toBeVisible()
    await expect(args.onReset).toHaveBeenCalledOnce()
  },
}
