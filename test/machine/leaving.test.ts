import { describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

async function leftWhilePolling() {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, poll: ['hang'] })
  const flow = createCibaController({ client, clock })
  const release = flow.lease()
  flow.start({ loginHint: 'dana@example.com' })
  await clock.advance(5_000)
  expect(client.count('poll')).toBe(1)
  release()
  await clock.advance(1_000)
  return { clock, client, flow }
}

describe('leaving the page while a poll waits for its answer', () => {
  it('leaves no request and no timer behind', async () => {
    const { clock, client } = await leftWhilePolling()
    expect(clock.pending).toBe(0)
    await clock.advance(40_000)
    expect(client.count('poll')).toBe(1)
  })

  it('and coming back goes on with the same request', async () => {
    const { clock, client, flow } = await leftWhilePolling()
    client.script({ poll: ['approved'] })
    await clock.advance(20_000)
    flow.lease()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'approved', error: null })
    expect(client.count('initiate')).toBe(1)
  })

  it('and coming back at once still keeps the interval', async () => {
    const { clock, client, flow } = await leftWhilePolling()
    flow.lease()
    await clock.advance(3_999)
    expect(client.count('poll')).toBe(1)
    await clock.advance(1)
    expect(client.count('poll')).toBe(2)
  })

  it('sending again does not disturb the new request', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock, poll: ['pending', 'hang'] })
    const flow = createCibaController({ client, clock })
    flow.start({ loginHint: 'dana@example.com' })
    await clock.advance(30_000)
    flow.resend()
    client.script({ poll: ['approved'] })
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status: 'approved', error: null })
    expect(client.count('initiate')).toBe(2)
  })
})
