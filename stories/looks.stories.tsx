import type { Meta, StoryObj } from '@storybook/react-vite'
import { CibaSignIn } from 'react-ciba'
import { playScenario, type ScenarioName, scenarios } from 'react-ciba/testing'
import { expect } from 'storybook/test'
import { loadedStage, Staged, stageLoader } from './on-stage.js'

const meta = {
  title: 'Looks',
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

/** The same components in each look; only custom properties differ. The toolbar's scheme applies where a look has both. */
const inLook = (look: string, name: ScenarioName): Story => ({
  globals: { look },
  loaders: [stageLoader(() => playScenario(name))],
  play: async ({ canvasElement, loaded }) => {
    const root = canvasElement.querySelector('[data-part="ciba-sign-in"]')
    await expect(root).toHaveAttribute('data-state', scenarios[name].status)
    await expect(loadedStage(loaded).client.calls).not.toHaveLength(0)
  },
})

export const NeutralWaiting = inLook('neutral', 'polling')
export const NeutralCode = inLook('neutral', 'totpWrongCode')
export const NeutralFailed = inLook('neutral', 'failed')
export const BankWaiting = inLook('bank', 'polling')
export const BankCode = inLook('bank', 'totpWrongCode')
export const BankFailed = inLook('bank', 'failed')
export const MarketWaiting = inLook('market', 'polling')
export const MarketCode = inLook('market', 'totpWrongCode')
export const MarketFailed = inLook('market', 'failed')
export const TerminalWaiting = inLook('terminal', 'polling')
export const TerminalCode = inLook('terminal', 'totpWrongCode')
export const TerminalFailed = inLook('terminal', 'failed')
