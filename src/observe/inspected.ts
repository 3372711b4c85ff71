import type { AuthError } from '../errors/auth-error.js'
import type { AuthEventListener } from '../events/auth-event.js'
import type { Decided } from './flow-decision.js'
import type { AuthLogRecord } from './log-record.js'

/** Times of a flow, epoch ms. */
export interface InspectedTimes {
  startedAt: number | null
  expiresAt: number | null
  waitUntil: number | null
  resendAt: number | null
  retryAt: number | null
  lockedUntil: number | null
}

/** The members of a view that an inspector reads. */
export interface InspectedView extends InspectedTimes {
  status: string
  activity: string | null
  error: AuthError | null
  attemptsRemaining: number
  requestId: string | null
  promptMayRemain: boolean
  can: object
}

/** A flow, as far as it is looked at: a `CibaController` is one. */
export interface InspectedFlow {
  getView(): InspectedView
  /** Called after each change of the view; returns unsubscribe. */
  subscribe(listener: () => void): () => void
  /** Everything that happens; returns unsubscribe. */
  observe(listener: AuthEventListener): () => void
}

/** One thing that happened. A request has one entry, which is renewed when its answer comes. */
export interface InspectedEntry extends Partial<Decided> {
  /** Counted from 1. */
  id: number
  /** Epoch ms; of a request, when it was sent. */
  at: number
  record: AuthLogRecord
  /** Before then nothing goes out, as the server asked; epoch ms. */
  notBefore?: number
}

/** Where the flow is. Nothing secret, and nothing that only the two screens may show. */
export interface PresentFlow extends InspectedTimes {
  status: string
  activity: string | null
  /** As a log has it. */
  error: AuthLogRecord | null
  attemptsRemaining: number
  requestId: string | null
  promptMayRemain: boolean
  /** The verbs that are possible. */
  can: readonly string[]
}

export interface FlowInspection {
  present: PresentFlow
  /** Oldest first. */
  entries: readonly InspectedEntry[]
  /** Older ones that were let go. */
  dropped: number
}

/** What looks at a flow and keeps what happened: a store for `useSyncExternalStore`. */
export interface FlowRecorder {
  /** Called after each change; returns unsubscribe. */
  subscribe(listener: () => void): () => void
  /** The same object until something changes. */
  getSnapshot(): FlowInspection
  /** Forgets what has happened so far. */
  clear(): void
  /** Stops looking; what was seen stays. */
  dispose(): void
}
