import { expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith } from '../../src/testing/scripted-client.js'

/** A flow at its code; `tries` enters that many wrong ones. */
async function flowOf(client: ReturnType<typeof createScriptedClient>, clock = createMovedClock()) {
  const flow = createCibaController({ client, clock })
  flow.start({ loginHint: 'dana@example.com' })
  await clock.advance(0)
  flow.useTotp()
  return {
    ...flow,
    async tries(count: number) {
      for (let n = 0; n < count; n++) {
        flow.submitTotp(`11111${n}`)
        await clock.advance(0)
      }
      return flow.getView()
    },
  }
}

it('another flow of the same client, as after leaving the page and coming back, is no way to guess on', async () => {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, totp: [failsWith('invalid_code')] })
  const first = await flowOf(client, clock)
  expect((await first.tries(2)).attemptsRemaining).toBe(1)
  first.dispose()
  const second = await flowOf(client, clock)
  expect(await second.tries(1)).toMatchObject({ status: 'locked', lockedUntil: clock.now() + 30_000 })
  second.dispose()
  const third = await flowOf(client, clock)
  expect(third.getView().status).toBe('locked')
  await clock.advance(30_000)
  expect(await third.tries(3)).toMatchObject({ status: 'locked', lockedUntil: clock.now() + 60_000 })
  third.dispose()
})

it('another client begins anew', async () => {
  const clock = createMovedClock()
  const wrong = { clock, totp: [failsWith('invalid_code')] }
  const first = await flowOf(createScriptedClient(wrong), clock)
  expect((await first.tries(3)).status).toBe('locked')
  const second = await flowOf(createScriptedClient(wrong), clock)
  expect(second.getView()).toMatchObject({ status: 'totp', attemptsRemaining: 3 })
  first.dispose()
  second.dispose()
})
