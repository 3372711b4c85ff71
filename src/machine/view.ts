import type { SnapshotFrom } from 'xstate'
import type { Verification } from '../ciba/contract.js'
import type { AuthError } from '../errors/auth-error.js'
import type { FlowAbilities, FlowTag } from './context.js'
import type { FlowMachine } from './flow-machine.js'

export type FlowStatus =
  | 'idle'
  | 'pushing'
  | 'polling'
  | 'approved'
  | 'denied'
  | 'expired'
  | 'timeout'
  | 'totp'
  | 'locked'
  | 'failed'
  | 'cancelled'

/** The quiet line under a status. */
export type FlowActivity = 'waiting' | 'checking' | 'backing_off' | 'offline' | 'finishing' | null

/** What is shown of a flow. Times are epoch ms; no member is a secret. */
export interface FlowView {
  status: FlowStatus
  activity: FlowActivity
  error: AuthError | null
  /** Who signs in, as `d•••@e•••.com`; null before a start, and where it needs no login hint. */
  maskedHint: string | null
  /** False where `start()` needs no login hint. */
  needsLoginHint: boolean
  /** The code that the phone shows too. */
  bindingMessage: string | null
  /** Where people approve, and the code for it, where nothing is pushed to them. Not for logs. */
  verification: Verification | null
  startedAt: number | null
  /** When the request ends at the server. */
  expiresAt: number | null
  /** When the flow asks whether to go on waiting; where people enter a code elsewhere, when that expires. */
  waitUntil: number | null
  lockedUntil: number | null
  /** When "Send again" becomes possible. */
  resendAt: number | null
  /** Before then trying again after a failure is no use: what the server said, or a few seconds. */
  retryAt: number | null
  attemptsRemaining: number
  requestId: string | null
  /** After a cancel or a second push: an older prompt may still be on the phone and must be ignored. */
  promptMayRemain: boolean
  can: FlowAbilities
}

type Snapshot = SnapshotFrom<FlowMachine>

function statusOf(snapshot: Snapshot): FlowStatus {
  const { flow } = snapshot.value
  if (flow === 'finding') return 'idle'
  if (typeof flow === 'string') return flow
  if ('totp' in flow) return flow.totp === 'locked' ? 'locked' : 'totp'
  return 'approved'
}

/** @param failures of the start under way, or of the polls. */
function activityOf(snapshot: Snapshot, status: FlowStatus, failures: number): FlowActivity {
  if (snapshot.hasTag('finishing')) return 'finishing'
  if (snapshot.hasTag('checking')) return 'checking'
  if (status !== 'polling' && status !== 'pushing') return null
  if (snapshot.hasTag('offline')) return 'offline'
  if (snapshot.hasTag('asking')) return 'checking'
  return failures > 0 ? 'backing_off' : status === 'pushing' ? null : 'waiting'
}

/** What the system offers and asks for. */
export interface FlowSystem {
  totp: boolean
  /** True by default. */
  needsLoginHint?: boolean | undefined
}

/** What people see of a snapshot, at `now`. */
export function viewOf(snapshot: Snapshot, now: number, system: FlowSystem): FlowView {
  const {
    schedule,
    repeating,
    fallbackAt: _fallbackAt,
    unanswered: _unanswered,
    lockouts: _lockouts,
    restarted: _restarted,
    ...context
  } = snapshot.context
  const status = statusOf(snapshot)
  const pushOpen = context.expiresAt !== null && now < context.expiresAt
  const due = (at: number | null) => at === null || now >= at
  const may = (tag: FlowTag) => snapshot.hasTag(tag)
  return {
    ...context,
    status,
    activity: activityOf(snapshot, status, repeating ? 1 : (schedule?.failures ?? 0)),
    needsLoginHint: system.needsLoginHint !== false,
    waitUntil: context.verification ? context.expiresAt : context.waitUntil,
    can: {
      start: may('start'),
      retry: may('retry') && due(context.retryAt),
      resend: may('resend') && context.resendAt !== null && due(context.resendAt),
      keepWaiting: may('keepWaiting') && pushOpen,
      useTotp: may('useTotp') && system.totp,
      backToPush: may('backToPush') && pushOpen,
      submitTotp: may('submitTotp'),
      cancel: may('cancel'),
    },
  }
}

const membersOf = ({ can, ...rest }: FlowView) => Object.entries({ ...rest, ...can })

/** True where nothing that is shown differs. */
export function sameView(a: FlowView, b: FlowView): boolean {
  const others = membersOf(b)
  return membersOf(a).every(([, value], index) => Object.is(value, others[index]?.[1]))
}
