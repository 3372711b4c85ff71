import { type CibaController, createCibaController } from '../machine/controller.js'
import type { FlowSettings } from '../machine/settings.js'
import type { FlowStatus } from '../machine/view.js'
import { createMovedClock, type MovedClock } from './moved-clock.js'
import { createScriptedClient, type Script, type ScriptedClient } from './scripted-client.js'

/** What a scenario plays on: a flow, the system that answers it, and the time, which stands still unless moved. */
export interface Stage {
  controller: CibaController
  client: ScriptedClient
  clock: MovedClock
}

/** A sign-in up to one point, told as a script of answers and a walk of verbs and time. */
export interface Scenario {
  /** What the person sees, in one sentence. */
  about: string
  /** Where the walk ends. */
  status: FlowStatus
  script?: Script
  settings?: Partial<FlowSettings>
  walk(stage: Stage): Promise<void>
}

/** A scripted client, a moved clock and an idle flow over them. Nothing goes over the network. */
export function createStage(script: Script = {}, settings: Partial<FlowSettings> = {}): Stage {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  return { clock, client, controller: createCibaController({ ...settings, client, clock }) }
}
