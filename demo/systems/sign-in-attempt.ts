import { authsec, type CibaController, createCibaController, type FlowRecorder } from 'react-ciba/core'
import { createFlowInspector } from 'react-ciba/devtools'
import { monitor } from './monitor.js'
import type { Row } from './systems-state.js'

const LOGIN_HINT = 'dana@example.com'
/** Somebody sits before it. */
const WAIT_MS = 10_000
export const FALLBACK_MS = 3_000

export interface SignInOptions {
  /** Repeats a start that failed by itself. */
  repeats: boolean
  /** Goes from the push to the code by itself, when nobody has answered for a while. */
  fallsBack: boolean
  /** Names a tenant, and so takes the routes for its users. */
  isTenant: boolean
}

/** A sign-in of its own, which meets one failure. */
export interface SignInAttempt {
  id: string
  row: Row
  controller: CibaController
  /** What was decided on each answer. */
  inspector: FlowRecorder
  begin(): void
  close(): void
}

/** Does what the row says that somebody does, one step after the other, and then no more. */
function playPerson(controller: CibaController, { code = '', cancels }: Row) {
  const steps = cancels
    ? [{ at: 'polling', act: controller.cancel }]
    : [
        { at: 'polling', act: controller.useTotp },
        { at: 'totp', act: () => controller.submitTotp(code) },
      ]
  const end = controller.subscribe(() => {
    const [next] = steps
    if (next?.at === controller.getView().status) steps.shift()?.act()
    if (steps.length === 0) end()
  })
}

export function openSignIn(row: Row, { repeats, fallsBack, isTenant }: SignInOptions): SignInAttempt {
  const client = authsec({
    baseUrl: '/systems/authsec/api',
    // The server is on the page's own origin: nothing stands against the header.
    sendRequestId: true,
    ...(isTenant && { clientId: 'acme' }),
  })
  const controller = createCibaController({
    client,
    waitMs: WAIT_MS,
    alwaysRepeatStart: repeats,
    fallbackToTotpAfterMs: fallsBack ? FALLBACK_MS : null,
  })
  const inspector = createFlowInspector(controller)
  controller.observe(monitor.onEvent)
  return {
    id: crypto.randomUUID(),
    row,
    controller,
    inspector,
    begin() {
      if (row.cancels || row.code !== undefined) playPerson(controller, row)
      controller.start({ loginHint: LOGIN_HINT })
    },
    close() {
      controller.dispose()
      inspector.dispose()
    },
  }
}
