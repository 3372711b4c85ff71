import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { FlowInspector } from '../../src/components/flow-inspector.js'
import { createStage } from '../../src/testing/stage.js'
import type { Script } from '../../src/testing/scripted-client.js'

export const HINT = 'planted.person@secret.example'

/** A flow that stands still until its clock is moved, and the inspector beside it. */
export function setUp(script: Script = {}) {
  const stage = createStage(script)
  const { controller, client, clock } = stage
  const advance = (ms: number) => act(() => clock.advance(ms))
  return {
    ...stage,
    advance,
    user: userEvent.setup({ delay: null }),
    show: (withScript = false) =>
      render(
        <StrictMode>
          <FlowInspector controller={controller} {...(withScript && { client })} />
        </StrictMode>,
      ),
    async start(ms = 0) {
      act(() => controller.start({ loginHint: HINT }))
      await advance(ms)
    },
  }
}

export const textOf = ({ textContent }: Element) => textContent?.replace(/\s+/g, ' ') ?? ''
export const lines = () => within(screen.getByRole('log')).getAllByRole('listitem').map(textOf)
export const figure = (name: string) =>
  screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent
