import { redactText } from '../errors/redact.js'
import type { AuthEvent } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { cleaned } from './cleaned.js'
import { recordOfError, recordOfEvent } from './event-record.js'
import { decidedBy, decisionOn, toldOf } from './flow-decision.js'
import type {
  FlowInspection,
  FlowRecorder,
  InspectedEntry,
  InspectedFlow,
  InspectedView,
  PresentFlow,
} from './inspected.js'

function presentOf(view: InspectedView): PresentFlow {
  const { status, activity, error, attemptsRemaining, requestId, promptMayRemain, can } = view
  const { startedAt, expiresAt, waitUntil, resendAt, retryAt, lockedUntil } = view
  const id = cleaned({ requestId: requestId ?? undefined }).requestId
  return {
    ...{ status, activity, attemptsRemaining, promptMayRemain },
    ...{ startedAt, expiresAt, waitUntil, resendAt, retryAt, lockedUntil },
    error: error && recordOfError(error),
    requestId: typeof id === 'string' ? id : null,
    can: Object.entries(can).flatMap(([verb, possible]) => (possible === true ? [verb] : [])),
  }
}

function tell(listener: () => void) {
  try {
    listener()
  } catch (thrown) {
    warnInDevelopment(
      () =>
        `a listener of a flow inspector threw: ${redactText(thrown instanceof Error ? thrown.message : '')}`,
    )
  }
}

/**
 * Looks at a flow for whoever develops the app: where it is, and the last things that happened, as records without
 * secrets. What it needs of memory is bounded.
 * @param flow A `CibaController`.
 * @param options `most`: how many entries are kept. 200.
 * @throws RangeError where `most` is not whole and positive.
 */
export function createFlowInspector(flow: InspectedFlow, { most = 200 } = {}): FlowRecorder {
  if (!Number.isInteger(most) || most < 1)
    throw new RangeError(`react-ciba: most must be whole and positive, got ${most}`)
  const listeners = new Set<() => void>()
  /** Requests without an answer, by their names. */
  const open = new Map<string, number>()
  let entries: InspectedEntry[] = []
  let dropped = 0
  let lastId = 0
  let snapshot: FlowInspection | null = null

  function changed() {
    snapshot = null
    for (const listener of listeners) tell(listener)
  }
  function add(entry: Omit<InspectedEntry, 'id'>): number {
    lastId += 1
    entries = [...entries, { id: lastId, ...entry }]
    if (entries.length > most) {
      entries = entries.slice(-most)
      dropped += 1
    }
    return lastId
  }
  function renew(id: number, more: Partial<InspectedEntry>) {
    entries = entries.map((entry) => (entry.id === id ? { ...entry, ...more } : entry))
  }

  function decide(event: AuthEvent) {
    const operation = toldOf(event)
    const answered = entries.findLast(
      ({ record }) =>
        record.event === 'request_finished' &&
        record.operation === operation &&
        record.flowId === event.flowId,
    )
    const decided = answered && decidedBy(event, answered.decision, flow.getView())
    if (decided) renew(answered.id, decided)
  }
  function finish(event: Extract<AuthEvent, { type: 'request_finished' }>) {
    const key = `${event.flowId} ${event.requestId}`
    const record = recordOfEvent(event)
    const notBefore = event.error?.retryAt
    const more = {
      record,
      ...decisionOn(event, flow.getView()),
      ...(notBefore !== undefined && { notBefore }),
    }
    const sent = open.get(key)
    open.delete(key)
    const isKept = entries.some((entry) => entry.id === sent)
    const id = isKept && sent !== undefined ? sent : add({ at: event.at, ...more })
    renew(id, more)
  }
  function note(event: AuthEvent) {
    decide(event)
    if (event.type === 'request_finished') finish(event)
    // What is planned stands at the call that it follows.
    else if (event.type !== 'repeat_planned') {
      const id = add({ at: event.at, record: recordOfEvent(event) })
      if (event.type === 'request_started') open.set(`${event.flowId} ${event.requestId}`, id)
    }
    changed()
  }

  const ends = [flow.observe(note), flow.subscribe(changed)]

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot() {
      snapshot ??= { present: presentOf(flow.getView()), entries, dropped }
      return snapshot
    },
    clear() {
      entries = []
      dropped = 0
      open.clear()
      changed()
    },
    dispose() {
      for (const end of ends) end()
      listeners.clear()
    },
  }
}
