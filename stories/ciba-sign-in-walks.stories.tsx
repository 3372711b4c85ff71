import type { Meta, StoryObj } from '@storybook/react-vite'
import { CibaSignIn } from 'react-ciba'
import { createStage, playScenario, scenarios } from 'react-ciba/testing'
import { expect, waitFor } from 'storybook/test'
import { loadedStage, Staged, stageLoader } from './on-stage.js'

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
const person = ({ canvas, userEvent }: Pick<Walk, 'canvas' | 'userEvent'>) => ({
  press: async (name: string) => userEvent.click(await canvas.findByRole('button', { name })),
  sees: async (title: string) => expect(await canvas.findByRole('heading', { name: title })).toBeVisible(),
  reads: async (text: string | RegExp) => expect(await canvas.findByText(text)).toBeVisible(),
})

/** From the address to the end. */
export const Approve: Story = {
  args: { defaultLoginHint: '' },
  loaders: [stageLoader(() => createStage({ poll: ['pending', 'approved'] }))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await walk.userEvent.type(walk.canvas.getByLabelText('Email'), 'dana@example.com')
    await press('Sign in')
    await sees('Approve on your phone')
    await reads(client.calls[0]?.bindingMessage ?? 'no code was sent')
    await expect(walk.canvas.getByRole('heading')).toHaveFocus()
    await clock.advance(10_000)
    await sees('You are signed in')
    await expect(client.count('poll')).toBe(2)
    await expect(client.count('initiate')).toBe(1)
  },
}

export const Deny: Story = {
  loaders: [stageLoader(() => createStage(scenarios.denied.script))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press('Sign in')
    await sees('Approve on your phone')
    await clock.advance(5_000)
    await sees('You declined on your phone')
    await reads('req-7d41c2')
    await expect(client.count('initiate')).toBe(1)
    client.script({ poll: ['approved'] })
    await press('Try again')
    await sees('Approve on your phone')
    await clock.advance(5_000)
    await sees('You are signed in')
    await expect(client.count('initiate')).toBe(2)
  },
}

/** The same request goes on: no second push. */
export const KeepWaiting: Story = {
  loaders: [stageLoader(() => playScenario('timeout'))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees } = person(walk)
    await sees('No answer from your phone yet')
    client.script({ poll: ['pending', 'approved'] })
    await press('Keep waiting')
    await sees('Approve on your phone')
    await clock.advance(5_000)
    await sees('You are signed in')
    await expect(client.count('initiate')).toBe(1)
  },
}

/** A wrong code keeps the field in focus and selected; the right one ends the push too. */
export const CodeInstead: Story = {
  loaders: [stageLoader(() => createStage(scenarios.totpWrongCode.script))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press('Sign in')
    await press('Use a code instead')
    await sees('Enter a code')
    const field = walk.canvas.getByLabelText<HTMLInputElement>('Verification code')
    await expect(field).toHaveFocus()
    await walk.userEvent.type(field, '111111')
    await press('Verify')
    await reads(/2 attempts left/)
    await expect(field).toHaveFocus()
    await expect(field).toHaveAccessibleDescription(/2 attempts left/)
    await expect([field.selectionStart, field.selectionEnd]).toEqual([0, 6])
    client.script({})
    await walk.userEvent.keyboard('123456{Enter}')
    await sees('You are signed in')
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
    const { client, clock } = loadedStage(walk.loaded)
    const field = walk.canvas.getByLabelText('Verification code')
    await walk.userEvent.click(field)
    await walk.userEvent.paste('123-456')
    await expect(field).toHaveValue('123456')
    await clock.advance(1_000)
    await person(walk).sees('You are signed in')
    await expect(client.count('verifyTotp')).toBe(1)
  },
}

export const Cancel: Story = {
  loaders: [stageLoader(() => createStage())],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    await press('Sign in')
    await sees('Approve on your phone')
    await press('Cancel')
    await sees('Sign-in cancelled')
    await reads(/Your phone may still show the request/)
    await clock.advance(600_000)
    await expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'cancel'])
    await press('Start over')
    await sees('Sign in to Acme')
  },
}

/** The button is there before it is due, says when, and sends one new push. */
export const SendAgain: Story = {
  loaders: [stageLoader(() => playScenario('pollingSendAgainSoon'))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, reads } = person(walk)
    await reads('You can send again in 12 seconds.')
    await press('Send again')
    await expect(client.count('initiate')).toBe(1)
    await clock.advance(12_000)
    await waitFor(() => expect(walk.canvas.queryByText(/^You can send again/)).toBeNull())
    await press('Send again')
    await reads(/^Use the newest request/)
    await expect(client.count('initiate')).toBe(2)
    await expect(client.count('cancel')).toBe(1)
  },
}

/** Trying again waits as long as the server asked. */
export const RetryAfter: Story = {
  loaders: [stageLoader(() => playScenario('failedRetryAfter'))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { press, sees, reads } = person(walk)
    client.script({})
    await reads('You can try again in 42 seconds.')
    await press('Try again')
    await expect(client.count('initiate')).toBe(1)
    await clock.advance(42_000)
    await waitFor(() => expect(walk.canvas.queryByText(/^You can try again/)).toBeNull())
    await press('Try again')
    await sees('Approve on your phone')
    await expect(client.count('initiate')).toBe(2)
  },
}

/** The lock-out runs off and the field is back. */
export const LockOutEnds: Story = {
  loaders: [stageLoader(() => playScenario('locked'))],
  play: async (walk) => {
    const { client, clock } = loadedStage(walk.loaded)
    const { sees, reads } = person(walk)
    await reads('You can enter a new code in 30 seconds.')
    await clock.advance(30_000)
    await sees('Enter a code')
    await expect(client.count('initiate')).toBe(1)
  },
}

const refused = (typed: string, problem: string): Story => ({
  args: { defaultLoginHint: typed },
  loaders: [stageLoader(() => createStage())],
  play: async (walk) => {
    const { client } = loadedStage(walk.loaded)
    const field = walk.canvas.getByLabelText('Email')
    await person(walk).press('Sign in')
    await expect(field).toHaveAccessibleDescription(expect.stringContaining(problem))
    await expect(field).toBeInvalid()
    await expect(field).toHaveFocus()
    await expect(client.calls).toHaveLength(0)
  },
})

export const EmptyAddress = refused('', 'Enter your email address')
export const MalformedAddress = refused('dana@example', 'Enter an email address in the form name@example.com')
