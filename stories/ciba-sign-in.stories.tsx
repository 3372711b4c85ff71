import type { Meta, StoryObj } from '@storybook/react-vite'
import { CibaSignIn } from 'react-ciba'
import { QrCode } from 'react-ciba/qr'
import { playScenario, type ScenarioName, scenarios } from 'react-ciba/testing'
import { expect } from 'storybook/test'
import { loadedStage, Staged, stageLoader } from './on-stage.js'
import { words } from './words.js'

const meta = {
  title: 'Sign-in/States',
  component: CibaSignIn,
  args: { appName: 'Acme' },
  render: (args, { loaded }) => (
    <Staged loaded={loaded}>
      <CibaSignIn {...args} />
    </Staged>
  ),
} satisfies Meta<typeof CibaSignIn>

export default meta

type Story = StoryObj<typeof meta>

/** A story of each scenario, under the scenario's name; test/testing/stories.test.ts misses one that is missing. */
const state = (name: ScenarioName): Story => ({
  loaders: [stageLoader(() => playScenario(name))],
  parameters: { docs: { description: { story: scenarios[name].about } } },
  play: async ({ canvasElement, loaded }) => {
    const { client, callsBefore } = loadedStage(loaded)
    const root = canvasElement.querySelector('[data-part="ciba-sign-in"]')
    await expect(root).toHaveAttribute('data-state', scenarios[name].status)
    await expect(client.calls).toHaveLength(callsBefore)
  },
})

export const Idle = state('idle')
export const Pushing = state('pushing')
export const Polling = state('polling')
export const Approved = state('approved')
export const Denied = state('denied')
export const Expired = state('expired')
export const Timeout = state('timeout')
export const Totp = state('totp')
export const Locked = state('locked')
export const Failed = state('failed')
export const Cancelled = state('cancelled')
export const PushingAgain = state('pushingAgain')
export const PollingResumed = state('pollingResumed')
export const PollingChecking = state('pollingChecking')
export const PollingBackingOff = state('pollingBackingOff')
export const PollingUnreachable = state('pollingUnreachable')
export const PollingSendAgainSoon = state('pollingSendAgainSoon')
export const PollingSendAgain = state('pollingSendAgain')
export const PollingOlderPrompt = state('pollingOlderPrompt')
export const IdleDevice = state('idleDevice')
export const PushingDevice = state('pushingDevice')
export const PollingDevice: Story = { ...state('pollingDevice'), args: { slots: { QrCode } } }
export const TotpChecking = state('totpChecking')
export const TotpWrongCode = state('totpWrongCode')
export const TotpLastAttempt = state('totpLastAttempt')
export const TotpServerError = state('totpServerError')
export const TotpPushExpired = state('totpPushExpired')
export const ApprovedFinishing = state('approvedFinishing')
export const FailedRetryAfter = state('failedRetryAfter')
export const FailedMisconfigured = state('failedMisconfigured')
export const FailedForbidden = state('failedForbidden')
export const FailedUnreachable = state('failedUnreachable')
export const CancelledPromptWithdrawn = state('cancelledPromptWithdrawn')

export const PollingDark: Story = { ...Polling, globals: { theme: 'dark' } }
export const PollingDeviceDark: Story = { ...PollingDevice, globals: { theme: 'dark' } }
/** Without the QR code of `react-ciba/qr`. */
export const PollingDeviceByHand = state('pollingDevice')
export const TotpWrongCodeDark: Story = { ...TotpWrongCode, globals: { theme: 'dark' } }
export const FailedRetryAfterDark: Story = { ...FailedRetryAfter, globals: { theme: 'dark' } }

/** The browser says that it is offline; nothing is sent until it is back. */
export const PollingOffline: Story = {
  ...Polling,
  beforeEach: () => () => void window.dispatchEvent(new Event('online')),
  play: async ({ canvas, globals }) => {
    window.dispatchEvent(new Event('offline'))
    await expect(await canvas.findByText(words({ globals }).ui.activity.offline)).toBeVisible()
  },
}
