export type { AuthOsFailure } from './testing/authos-failures.js'
export { type AuthOsServer, type AuthOsServerOptions, createAuthOsServer } from './testing/authos-server.js'
export type { AuthSecFailure, AuthSecOperation } from './testing/authsec-failures.js'
export {
  type AuthSecCall,
  type AuthSecServer,
  type AuthSecServerOptions,
  createAuthSecServer,
} from './testing/authsec-server.js'
export type { AuthSecPrompt } from './testing/authsec-requests.js'
export type { AuthSecRoutesOptions, AuthSecUser } from './testing/authsec-routes.js'
export type { BiidFailure, BiidState } from './testing/biid-failures.js'
export { type BiidServer, type BiidServerOptions, createBiidServer } from './testing/biid-server.js'
export type { ChordianFailure } from './testing/chordian-failures.js'
export {
  type ChordianServer,
  type ChordianServerOptions,
  createChordianServer,
} from './testing/chordian-server.js'
export {
  answerFaulty,
  applyFault,
  createFaultPlan,
  type Fault,
  type FaultPlan,
  faults,
} from './testing/faults.js'
export { createMovedClock, type MovedClock } from './testing/moved-clock.js'
export { mswResolver } from './testing/msw-resolver.js'
export type { NexlaFailure } from './testing/nexla-failures.js'
export { createNexlaServer, type NexlaServer, type NexlaServerOptions } from './testing/nexla-server.js'
export { pseudoLocale } from './testing/pseudo-locale.js'
export { playScenario, type ScenarioName, scenarios } from './testing/scenarios.js'
export {
  createScriptedClient,
  failsWith,
  type NextAnswers,
  type Script,
  type ScriptedCall,
  type ScriptedClient,
  type Step,
} from './testing/scripted-client.js'
export { createStage, type Scenario, type Stage } from './testing/stage.js'
export type { ApiCall, ApiFailure, ApiOperation, ScriptedApi } from './testing/scripted-api.js'
export type { ScriptedGrant } from './testing/scripted-tokens.js'
