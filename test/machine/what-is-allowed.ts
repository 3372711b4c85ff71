import type { FlowActivity, FlowStatus } from '../../src/machine/view.js'
import type { Situation } from './flow-model.js'
import { type Verb, verbs } from './happenings.js'

/** What a flow promises in a situation; said here once more, so that the view is not held against itself. */
export interface Promised {
  status: FlowStatus
  activity: FlowActivity
  can: Record<Verb, boolean>
}

interface Row {
  status: FlowStatus
  /** What may be done; where it takes more than being here, see `WHEN`. */
  can: readonly Verb[]
}

const OVER = ['start', 'retry'] as const
const WAITS = ['resend', 'useTotp', 'cancel'] as const

const ROWS: Record<string, Row> = {
  idle: { status: 'idle', can: ['start'] },
  finding: { status: 'idle', can: ['start'] },
  pushing: { status: 'pushing', can: ['cancel'] },
  polling: { status: 'polling', can: WAITS },
  timeout: { status: 'timeout', can: [...WAITS, 'keepWaiting'] },
  'totp.entering': { status: 'totp', can: ['submitTotp', 'backToPush', 'cancel'] },
  'totp.verifying': { status: 'totp', can: ['backToPush', 'cancel'] },
  'totp.locked': { status: 'locked', can: ['backToPush', 'cancel'] },
  'approved.finishing': { status: 'approved', can: [] },
  'approved.done': { status: 'approved', can: ['start'] },
  denied: { status: 'denied', can: [...OVER, 'useTotp'] },
  expired: { status: 'expired', can: [...OVER, 'useTotp'] },
  failed: { status: 'failed', can: [...OVER, 'useTotp'] },
  cancelled: { status: 'cancelled', can: OVER },
}

type Condition = (at: Situation) => boolean
const requestIsOpen: Condition = ({ now, snapshot }) => now < (snapshot.context.expiresAt ?? 0)

/** A verb that its place alone does not allow. */
const WHEN: Partial<Record<Verb, Condition>> = {
  resend: ({ now, snapshot }) => now >= (snapshot.context.resendAt ?? Infinity),
  keepWaiting: requestIsOpen,
  backToPush: requestIsOpen,
  retry: ({ now, snapshot }) => now >= (snapshot.context.retryAt ?? 0),
}

function placeOf({ snapshot }: Situation): string {
  const { flow } = snapshot.value
  return typeof flow === 'string' ? flow : Object.entries(flow).flat().join('.')
}

function activityIn(place: string, { value, context }: Situation['snapshot']): FlowActivity {
  if (place === 'approved.finishing') return 'finishing'
  if (place === 'totp.verifying') return 'checking'
  const waits = place === 'polling'
  if (!waits && place !== 'pushing') return null
  if (value.network === 'down') return 'offline'
  if (!waits) return context.repeating ? 'backing_off' : null
  if (value.poller === 'requesting') return 'checking'
  return context.schedule !== null && context.schedule.failures > 0 ? 'backing_off' : 'waiting'
}

export function promisedIn(at: Situation): Promised {
  const place = placeOf(at)
  const row = ROWS[place]
  if (row === undefined) throw new Error(`nothing is promised in ${place}`)
  const may = (verb: Verb) => row.can.includes(verb) && (WHEN[verb]?.(at) ?? true)
  const can = Object.fromEntries(verbs.map((verb) => [verb, may(verb)])) as Record<Verb, boolean>
  return { status: row.status, activity: activityIn(place, at.snapshot), can }
}
