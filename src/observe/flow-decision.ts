import type { AuthError } from '../errors/auth-error.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import { isGivenUp } from './given-up.js'

/**
 * What a flow makes of an answer: it waits for the person (`waits`), asks again, with more time between (`asks_slower`),
 * asks no more until the person goes on waiting (`rests`) or before the request ends (`runs_out`), has its approval,
 * ends, gives the request up while a code may still be entered (`over`), repeats the push, leaves it to the person to try
 * again (`person`), takes no code for a while (`locked`), or takes no notice, since nobody waits for this answer any more
 * (`dropped`). `undecided`: what follows will tell.
 */
export type FlowDecision =
  | 'waits'
  | 'asks_again'
  | 'asks_slower'
  | 'rests'
  | 'runs_out'
  | 'approved'
  | 'ended'
  | 'over'
  | 'repeated'
  | 'person'
  | 'locked'
  | 'dropped'
  | 'undecided'

/**
 * Why: nobody has answered yet; waiting may cure this failure (`may_pass`), or cannot (`lasts`); the time of the request
 * is over (`late`), or will be when the next poll would be due (`ends_first`); the failure may pass, but the flow does not
 * repeat the push by itself (`not_repeated`).
 */
export type DecisionReason = 'unanswered' | 'may_pass' | 'lasts' | 'late' | 'ends_first' | 'not_repeated'

/** What was decided on an answer, as far as it is known. */
export interface Decided {
  decision: FlowDecision
  reason?: DecisionReason
  /** When the flow goes on by itself: the next call goes out, or the code field opens. Epoch ms. */
  dueAt?: number
}

type Finished = Extract<AuthEvent, { type: 'request_finished' }>

/** Where the flow was when the answer came. */
interface Moment {
  status: string
  expiresAt: number | null
  lockedUntil: number | null
}

/** In these a request is open at the system, and polls go on. */
const ASKING = /^(polling|timeout|totp|locked)$/
/** A poll that took longer than any may, and then some, died while the machine slept. It says nothing of the request. */
const SLEPT_MS = 37_000

function afterPoll({ at, durationMs, outcome, error }: Finished, { status, expiresAt }: Moment): Decided {
  if (!ASKING.test(status) || (error && isGivenUp(error))) return { decision: 'dropped' }
  if (outcome === 'approved') return { decision: 'approved' }
  const end = status === 'totp' || status === 'locked' ? 'over' : 'ended'
  const isPending = error === undefined || error.kind === 'pending' || error.kind === 'slow_down'
  if (!isPending && !error.retryable) return { decision: end, reason: 'lasts' }
  const died = !isPending && !error.status && durationMs > SLEPT_MS
  if (expiresAt !== null && at >= expiresAt && !died) return { decision: end, reason: 'late' }
  if (status === 'timeout') return { decision: 'rests' }
  if (outcome === 'slow_down' || error?.kind === 'slow_down') return { decision: 'asks_slower' }
  return { decision: 'asks_again', reason: isPending ? 'unanswered' : 'may_pass' }
}

function afterPush(error: AuthError | undefined, { status }: Moment): Decided {
  if (status !== 'pushing') return { decision: 'dropped' }
  if (!error) return { decision: 'waits' }
  // Whether it may be repeated, the system's own promise about keys decides.
  return error.retryable ? { decision: 'undecided' } : { decision: 'ended', reason: 'lasts' }
}

function afterCode(error: AuthError | undefined, { status }: Moment): Decided {
  if (status !== 'totp' || (error && isGivenUp(error))) return { decision: 'dropped' }
  return { decision: error ? 'person' : 'approved' }
}

/** What the flow decides on an answer, by the rules that it polls by; undefined where there is nothing to decide. */
export function decisionOn(event: Finished, moment: Moment): Decided | undefined {
  if (event.operation === 'poll') return afterPoll(event, moment)
  if (event.operation === 'initiate') return afterPush(event.error, moment)
  if (event.operation === 'verifyTotp') return afterCode(event.error, moment)
  return undefined
}

/** The operation on whose last answer an event may tell more. */
export function toldOf(event: AuthEvent): Operation | undefined {
  if (event.type === 'repeat_planned') return event.operation
  if (event.type !== 'transition') return undefined
  return event.to === 'locked' ? 'verifyTotp' : 'initiate'
}

/** What is decided on that answer, once the event has come; undefined where it tells nothing new. */
export function decidedBy(
  event: AuthEvent,
  decision: FlowDecision | undefined,
  { expiresAt, lockedUntil }: Moment,
): Decided | undefined {
  if (event.type === 'repeat_planned') {
    const { dueAt } = event
    if (decision === 'undecided') return { decision: 'repeated', reason: 'may_pass', dueAt }
    if (decision !== 'asks_again' && decision !== 'asks_slower') return undefined
    // No poll goes out past the end of its request.
    return expiresAt !== null && dueAt >= expiresAt
      ? { decision: 'runs_out', reason: 'ends_first' }
      : { decision, dueAt }
  }
  if (event.type !== 'transition') return undefined
  if (decision === 'person' && event.to === 'locked')
    return { decision: 'locked', ...(lockedUntil !== null && { dueAt: lockedUntil }) }
  if (decision !== 'undecided') return undefined
  return event.to === 'failed' ? { decision: 'ended', reason: 'not_repeated' } : { decision: 'dropped' }
}
