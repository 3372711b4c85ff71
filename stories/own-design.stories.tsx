import type { Meta, StoryObj } from '@storybook/react-vite'
import { CibaSignIn } from 'react-ciba'
import { playScenario, type ScenarioName } from 'react-ciba/testing'
import { expect } from 'storybook/test'
import { acmeSlots } from './acme/acme-slots.js'
import { AcmeSignIn } from './acme/acme-sign-in.js'
import { Staged, stageLoader } from './on-stage.js'

/** The same sign-in in a design of somebody else's: through slots, and through hooks alone. */
const meta = {
  title: 'Sign-in/Own design',
  decorators: [
    (Story) => (
      <div className="acme">
        <Story />
      </div>
    ),
  ],
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

const withSlots = (name: ScenarioName): Story => ({
  loaders: [stageLoader(() => playScenario(name))],
  render: (_args, { loaded }) => (
    <Staged loaded={loaded}>
      <CibaSignIn appName="Acme" slots={acmeSlots} />
    </Staged>
  ),
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('.rc-button, .rc-input, .rc-title, .rc-panel')).toBeNull()
  },
})

const withHooks = (name: ScenarioName): Story => ({
  loaders: [stageLoader(() => playScenario(name))],
  render: (_args, { loaded }) => (
    <Staged loaded={loaded}>
      <AcmeSignIn />
    </Staged>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('heading', { level: 2 })).toBeVisible()
  },
})

export const SlotsIdle = withSlots('idle')
export const SlotsWaiting = withSlots('pollingSendAgainSoon')
export const SlotsWrongCode = withSlots('totpWrongCode')
export const SlotsFailed = withSlots('failedRetryAfter')
export const HooksIdle = withHooks('idle')
export const HooksWaiting = withHooks('pollingSendAgainSoon')
export const HooksWrongCode = withHooks('totpWrongCode')
export const HooksLocked = withHooks('locked')
