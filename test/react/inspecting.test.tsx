import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

it.each(['provider', 'hook'] as const)('an inspector given to the %s is told of its flow', async (where) => {
  const events: InspectionEvent[] = []
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, poll: ['approved'] })
  const options = { client, clock, inspect: (event: InspectionEvent) => void events.push(event) }
  function Shared() {
    const { start, status } = useCibaAuth()
    return <button onClick={() => start({ loginHint: HINT })}>{status}</button>
  }
  function Alone() {
    const { start, status } = useCibaAuth(options)
    return <button onClick={() => start({ loginHint: HINT })}>{status}</button>
  }
  render(
    where === 'hook' ? (
      <Alone />
    ) : (
      <CibaProvider {...options}>
        <Shared />
      </CibaProvider>
    ),
  )
  act(() => screen.getByRole('button').click())
  await act(() => clock.advance(5_000))
  expect(screen.getByRole('button')).toHaveTextContent('approved')
  const states = events.flatMap((event) =>
    event.type === '@xstate.snapshot' && 'value' in event.snapshot ? [reached(event.snapshot.value)] : [],
  )
  expect(states).toEqual(expect.arrayContaining(['pushing', 'polling', 'approved']))
})

/** The state of the flow in the value of its machine. */
function reached(value: unknown): string {
  const { flow } = value as { flow: string | Record<string, unknown> }
  return typeof flow === 'string' ? flow : (Object.keys(flow)[0] ?? '')
}
