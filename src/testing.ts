export { createMovedClock, type MovedClock } from './testing/moved-clock.js'
export { playScenario, type ScenarioName, scenarios } from './testing/scenarios.js'
export {
  createScriptedClient,
  failsWith,
  type Script,
  type ScriptedCall,
  type ScriptedClient,
  type Step,
} from './testing/scripted-client.js'
export { createStage, type Scenario, type Stage } from './testing/stage.js'
