import { type InspectionEvent, type Observer, toObserver } from 'xstate'
import type { Approval } from '../ciba/approval.js'
import { normalizeError } from '../errors/normalize.js'
import type { AuthEvent, AuthEventListener } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import type { Clock } from '../http/clock.js'
import type { Vault } from './vault.js'

/** Runs after an approval, before the flow says it is done; may be async. What it throws is reported, the flow goes on. */
export type ApprovedCallback = (approval: Approval) => void | Promise<void>

function addTo<T>(set: Set<T>, member: T): () => void {
  set.add(member)
  return () => set.delete(member)
}

/** Who wants to be told of a flow. None of them can stop it: what they throw is reported. */
export function createListeners(clock: Clock, vault: Vault) {
  const ofView = new Set<() => void>()
  const ofEvents = new Set<AuthEventListener>()
  const ofApproval = new Set<ApprovedCallback>()

  async function guarded(callback: string, run: () => void | Promise<void>) {
    try {
      await run()
    } catch (thrown) {
      const error = normalizeError(thrown, { now: clock.now() })
      warnInDevelopment(() => `a callback (${callback}) threw: ${error.message}`)
      // One that listens to events would be told of its own failure, and fail again.
      if (callback !== 'observe')
        emit({ type: 'callback_failed', at: clock.now(), flowId: vault.flowId, callback, error })
    }
  }
  function emit(event: AuthEvent) {
    for (const listener of ofEvents) void guarded('observe', () => listener(event))
  }

  return {
    emit,
    /** XState's option for an inspector. */
    inspector: (inspect: Observer<InspectionEvent> | ((event: InspectionEvent) => void) | undefined) =>
      inspect && {
        inspect: (event: InspectionEvent) => void guarded('inspect', () => toObserver(inspect).next?.(event)),
      },
    viewChanged() {
      for (const listener of ofView) void guarded('subscribe', listener)
    },
    /** Resolves when all of them are done, whether well or not. */
    async approved(approval: Approval) {
      await Promise.all([...ofApproval].map((callback) => guarded('onApproved', () => callback(approval))))
    },
    /** How the app joins in; each returns how to leave. */
    forApp: {
      subscribe: (listener: () => void) => addTo(ofView, listener),
      observe: (listener: AuthEventListener) => addTo(ofEvents, listener),
      onApproved: (callback: ApprovedCallback) => addTo(ofApproval, callback),
    },
    clear() {
      ofView.clear()
      ofEvents.clear()
      ofApproval.clear()
    },
  }
}
