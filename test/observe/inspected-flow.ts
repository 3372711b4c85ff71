import { createFlowInspector } from '../../src/observe/flow-inspector.js'
import { createStage } from '../../src/testing/stage.js'
import type { Script } from '../../src/testing/scripted-client.js'

/** A flow with an inspector that looks on from the beginning. */
export function inspectedFlow(script: Script = {}, most?: number) {
  const stage = createStage(script)
  const inspector = createFlowInspector(stage.controller, most === undefined ? {} : { most })
  /** What happened, as `what, decision`. */
  const told = () =>
    inspector
      .getSnapshot()
      .entries.map(({ record: { from, to, operation, outcome = 'under way' }, decision }) =>
        [operation ? `${operation}: ${outcome}` : `${from} > ${to}`, decision].filter(Boolean).join(', '),
      )
  const start = async (ms = 0) => {
    stage.controller.start({ loginHint: 'dana@example.com' })
    await stage.clock.advance(ms)
  }
  return { ...stage, inspector, told, start }
}
