import { type CibaControllerOptions, createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'

export const DANA = { loginHint: 'dana@example.com' }

/** A flow that waits for an answer on the phone. */
export async function waiting(script: Script = {}, options: Partial<CibaControllerOptions> = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const flow = createCibaController({ client, clock, ...options })
  flow.start(DANA)
  await clock.advance(0)
  return { clock, client, flow }
}
