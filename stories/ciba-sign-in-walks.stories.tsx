import type { Meta, StoryObj } from '@storybook/react-vite'
import { CibaSignIn } from 'react-ciba'
import { createStage, playScenario, scenarios } from 'react-ciba/testing'
import { expect, waitFor } from 'storybook/test'
import { loadedStage, Staged, stageLoader } from './on-stage.js'
import { seen, words } from './words.js'

const meta = {
  title: 'Sign-in/Walks',
  component: CibaSignIn,
  args: { appName: 'Acme', defaultLoginHint: 'dana@example.com' },
  render: (args, { loaded }) => (
    <Staged loaded={loaded}>
      <CibaSignIn {...args} />
    </Staged>
  ),
} satisfies Meta<typeof CibaSignIn>

export default meta

type Story = StoryObj<typeof meta>
type Walk = Parameters<NonNullable<Story['play']>>[0]

/** What a person does and sees; each title is waited for. */
const person = ({ canvas, userEvent }: Walk) => ({
  press: async (name: string) => userEvent.click(await canvas.findByRole('button', { name })),
  sees: async (title: string) => expect(await canvas.findByRole('heading', { name: title })).toBeVisible(),
  reads: async (text: string | ((shown: string) => boolean)) =>
    expect(await canvas.findByText(typeof text === 'string' ? seen(text) : text)).toBeVisible(),
})

/** From the address to the end. */
export const Approve: Story = {
  args: { defaultLoginHint: '' },
  loaders: [stageLoader(() => createStage({ poll: ['pending', 'approved'] }))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await walk.userEvent.type(walk.canvas.getByLabelText(ui.emailLabel), 'dana@example.com')
    await press(ui.signIn)
    await sees(ui.waitingTitle)
    await reads(client.calls[0]?.bindingMessage ?? 'no code was sent')
    await expect(walk.canvas.getByRole('heading')).toHaveFocus()
    await clock.advance(10_000)
    await sees(ui.approvedTitle)
    await expect(client.count('poll')).toBe(2)
    await expect(client.count('initiate')).toBe(1)
  },
}

export const Deny: Story = {
  loaders: [stageLoader(() => createStage(scenarios.denied.script))],
  play: async (walk) => {
    const { ui, errors } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press(ui.signIn)
    await sees(ui.waitingTitle)
    await clock.advance(5_000)
    await sees(errors.denied.title)
    await reads('req-7d41c2')
    await expect(client.count('initiate')).toBe(1)
    client.script({ poll: ['approved'] })
    await press(ui.tryAgain)
    await sees(ui.waitingTitle)
    await clock.advance(5_000)
    await sees(ui.approvedTitle)
    await expect(client.count('initiate')).toBe(2)
  },
}

/** The same request goes on: no second push. */
export const KeepWaiting: Story = {
  loaders: [stageLoader(() => playScenario('timeout'))],
  play: async (walk) => {
    const { ui, errors } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees } = person(walk)
    await sees(errors.timeout.title)
    client.script({ poll: ['pending', 'approved'] })
    await press(ui.keepWaiting)
    await sees(ui.waitingTitle)
    await clock.advance(5_000)
    await sees(ui.approvedTitle)
    await expect(client.count('initiate')).toBe(1)
  },
}

/** A wrong code keeps the field in focus and selected; the right one ends the push too. */
export const CodeInstead: Story = {
  loaders: [stageLoader(() => createStage(scenarios.totpWrongCode.script))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press(ui.signIn)
    await press(ui.useCode)
    await sees(ui.totpTitle)
    const field = walk.canvas.getByLabelText<HTMLInputElement>(ui.totpLabel)
    await expect(field).toHaveFocus()
    await walk.userEvent.type(field, '111111')
    const problem = ui.attemptsLeft(2)
    await press(ui.verify)
    await reads((shown) => shown.includes(problem))
    await expect(field).toHaveFocus()
    await expect(field).toHaveAccessibleDescription(expect.stringContaining(problem))
    await expect([field.selectionStart, field.selectionEnd]).toEqual([0, 6])
    client.script({})
    await walk.userEvent.keyboard('123456{Enter}')
    await sees(ui.approvedTitle)
    await clock.advance(1_000)
    await expect(client.count('verifyTotp')).toBe(2)
    await expect(client.count('cancel')).toBe(1)
    await expect(client.count('initiate')).toBe(1)
  },
}

/** A pasted code is sent by itself, once. */
export const PasteCode: Story = {
  loaders: [stageLoader(() => playScenario('totp'))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const field = walk.canvas.getByLabelText(ui.totpLabel)
    await walk.userEvent.click(field)
    await walk.userEvent.paste('123-456')
    await expect(field).toHaveValue('123456')
    await clock.advance(1_000)
    await person(walk).sees(ui.approvedTitle)
    await expect(client.count('verifyTotp')).toBe(1)
  },
}

export const Cancel: Story = {
  loaders: [stageLoader(() => createStage())],
  play: async (walk) => {
    const { ui, errors } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press(ui.signIn)
    await sees(ui.waitingTitle)
    await press(ui.cancel)
    await sees(errors.cancelled.title)
    await reads(ui.promptMayRemain)
    await clock.advance(600_000)
    await expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'cancel'])
    await press(ui.startOver)
    await sees(ui.signInTitle('Acme'))
  },
}

/** The button is there before it is due, says when, and sends one new push. */
export const SendAgain: Story = {
  loaders: [stageLoader(() => playScenario('pollingSendAgainSoon'))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, reads } = person(walk)
    await reads(ui.sendAgainIn(12_000))
    await press(ui.sendAgain)
    await expect(client.count('initiate')).toBe(1)
    await clock.advance(12_000)
    await waitFor(() => expect(walk.canvas.queryByText(seen(ui.sendAgainIn(12_000)))).toBeNull())
    await press(ui.sendAgain)
    await reads(ui.olderPrompt)
    await expect(client.count('initiate')).toBe(2)
    await expect(client.count('cancel')).toBe(1)
  },
}

/** Trying again waits as long as the server asked. */
export const RetryAfter: Story = {
  loaders: [stageLoader(() => playScenario('failedRetryAfter'))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    client.script({})
    await reads(ui.tryAgainIn(42_000))
    await press(ui.tryAgain)
    await expect(client.count('initiate')).toBe(1)
    await clock.advance(42_000)
    await waitFor(() => expect(walk.canvas.queryByText(seen(ui.tryAgainIn(1_000)))).toBeNull())
    await press(ui.tryAgain)
    await sees(ui.waitingTitle)
    await expect(client.count('initiate')).toBe(2)
  },
}

/** The lock-out runs off and the field is back. */
export const LockOutEnds: Story = {
  loaders: [stageLoader(() => playScenario('locked'))],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client, clock } = loadedStage(walk.loaded)
    const { sees, reads } = person(walk)
    await reads(ui.tryAgainIn(30_000))
    await clock.advance(30_000)
    await sees(ui.totpTitle)
    await expect(client.count('initiate')).toBe(1)
  },
}

const refused = (typed: string, text: 'emailMissing' | 'emailMalformed'): Story => ({
  args: { defaultLoginHint: typed },
  loaders: [stageLoader(() => createStage())],
  play: async (walk) => {
    const { ui } = words(walk)
    const { client } = loadedStage(walk.loaded)
    const field = walk.canvas.getByLabelText(ui.emailLabel)
    await person(walk).press(ui.signIn)
    await expect(field).toHaveAccessibleDescription(expect.stringContaining(ui[text]))
    await expect(field).toBeInvalid()
    await expect(field).toHaveFocus()
    await expect(client.calls).toHaveLength(0)
  },
})

export const EmptyAddress = refused('', 'emailMissing')
export const MalformedAddress = refused('dana@example', 'emailMalformed')
