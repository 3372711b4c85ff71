import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Countdown } from '../../src/components/countdown.js'
import { ClockContext } from '../../src/react/clock-context.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { recordSpeech } from '../support/transcript.js'

function count(ms: number) {
  const clock = createMovedClock()
  render(
    <ClockContext.Provider value={clock}>
      <Countdown until={clock.now() + ms} />
    </ClockContext.Provider>,
  )
  const { said } = recordSpeech()
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) await act(() => clock.advance(1_000))
  }
  return { clock, said, pass, timer: screen.getByRole('timer') }
}

it('MUST be a timer that is silent as it ticks', async () => {
  const { timer, pass, said } = count(59_000)
  expect(timer).toHaveAttribute('aria-live', 'off')
  expect(timer).toHaveTextContent('59 seconds left')
  await pass(38)
  expect(timer).toHaveTextContent('21 seconds left')
  expect(said()).toEqual([])
})

it('MUST say the time left at a minute, at 20 seconds and at the end, each once', async () => {
  const { pass, said } = count(62_000)
  await pass(1)
  expect(said()).toEqual([])
  await pass(1)
  expect(said()).toEqual(['1 minute left'])
  await pass(39)
  expect(said()).toEqual([])
  await pass(1)
  expect(said()).toEqual(['20 seconds left'])
  await pass(19)
  expect(said()).toEqual([])
  await pass(1)
  expect(said()).toEqual(['0 seconds left'])
})

it('MUST not say at first what it shows anyway', async () => {
  const { pass, said } = count(60_000)
  await pass(39)
  expect(said()).toEqual([])
})

it('MUST say only what is left now where several moments were slept through', async () => {
  const { clock, pass, said } = count(90_000)
  clock.sleep(75_500)
  await pass(1)
  expect(said()).toHaveLength(1)
  await pass(10)
  expect(said()).toEqual([])
})

it('MUST stand still at the end', async () => {
  const { clock, pass, timer } = count(2_000)
  await pass(5)
  expect(timer).toHaveTextContent('0 seconds left')
  expect(clock.pending).toBe(0)
})
