import type { Meta, StoryObj } from '@storybook/react-vite'
import { FlowInspector } from 'react-ciba/devtools'
import 'react-ciba/devtools.css'
import { createStage, type Script, type ScenarioName, scenarios } from 'react-ciba/testing'
import { expect, waitFor, within } from 'storybook/test'
import { loadedStage } from './on-stage.js'

const loaded = (script: Script = {}) => [() => ({ ...createStage(script) })]

const meta = {
  title: 'Flow inspector',
  component: FlowInspector,
  globals: { width: 'full' },
  loaders: loaded(),
  render: (args, context) => <FlowInspector {...args} controller={loadedStage(context.loaded).controller} />,
} satisfies Meta<typeof FlowInspector>

export default meta

type Story = StoryObj<typeof meta>

/** Plays a scenario while the inspector looks on. */
const walked = (name: ScenarioName, last: RegExp): Story => ({
  loaders: loaded(scenarios[name].script),
  play: async ({ canvas, loaded: context }) => {
    await scenarios[name].walk(loadedStage(context))
    await waitFor(() =>
      expect(within(canvas.getByRole('log')).getAllByRole('listitem')[0]).toHaveTextContent(last),
    )
    await expect(canvas.getByText(/^now/).closest('li')).toHaveAttribute(
      'data-status',
      scenarios[name].status,
    )
  },
})

/** Nothing has happened. */
export const Idle: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Nothing has happened since this was opened.')).toBeVisible()
  },
}

/** Polls go out; nobody has answered yet. */
export const Waiting = walked(
  'pollingSendAgain',
  /poll: pending.*asks again, at [\d:]+: nobody has answered yet$/,
)

export const WaitingDark: Story = { ...Waiting, globals: { width: 'full', theme: 'dark' } }

/** The system is overloaded and says for how long. */
export const BackingOff = walked(
  'pollingBackingOff',
  /asks again, at [\d:]+, as the server asked: unavailable may pass$/,
)

/** Refused by policy. */
export const Failed = walked('failedForbidden', /pushing → failed$/)

export const FailedDark: Story = { ...Failed, globals: { width: 'full', theme: 'dark' } }

/** With a scripted client: buttons for what it answers next. */
export const Faults: Story = {
  loaders: loaded({ resume: [null] }),
  render: (args, context) => {
    const { controller, client } = loadedStage(context.loaded)
    return <FlowInspector {...args} {...{ controller, client }} />
  },
  play: async ({ canvas, userEvent, loaded: context }) => {
    const { controller, clock } = loadedStage(context)
    const poll = within(canvas.getByRole('group', { name: 'Next poll' }))
    await userEvent.click(poll.getByRole('button', { name: 'drop' }))
    await userEvent.click(poll.getByRole('button', { name: 'access_denied' }))
    controller.start({ loginHint: 'dana@example.com' })
    await clock.advance(20_000)
    await waitFor(() =>
      expect(within(canvas.getByRole('log')).getAllByRole('listitem')[0]).toHaveTextContent(
        /polling → denied$/,
      ),
    )
  },
}

export const FaultsDark: Story = { ...Faults, globals: { width: 'full', theme: 'dark' } }
