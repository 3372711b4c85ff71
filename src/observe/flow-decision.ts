import type { AuthError } from '../errors/auth-error.js'
import type { AuthEvent } from '../events/auth-event.js'
import { isGivenUp } from './given-up.js'

/**
 * What a flow makes of an answer: it waits for the person (`waits`), asks again, with more time between (`asks_slower`),
 * asks no more until the person goes on waiting (`rests`), has its approval, ends, gives the request up while a code may
 * still be entered (`over`), repeats the push, leaves it to the person to try again (`person`), or takes no notice, since
 * nobody waits for this answer any more (`dropped`). `undecided`: what follows will tell.
 */
export type FlowDecision =
  | 'waits'
  | 'asks_again'
  | 'asks_slower'
  | 'rests'
  | 'approved'
  | 'ended'
  | 'over'
  | 'repeated'
  | 'person'
  | 'dropped'
  | 'undecided'

type Finished = Extract<AuthEvent, { type: 'request_finished' }>

/** Where the flow was when the answer came. */
interface Moment {
  status: string
  expiresAt: number | null
}

/** In these a request is open at the system, and polls go on. */
const ASKING = /^(polling|timeout|totp|locked)$/

function afterPoll({ at, outcome, error }: Finished, { status, expiresAt }: Moment): FlowDecision {
  if (!ASKING.test(status) || (error && isGivenUp(error))) return 'dropped'
  if (outcome === 'approved') return 'approved'
  const isPending = error === undefined || error.kind === 'pending' || error.kind === 'slow_down'
  const isOver = (!isPending && !error.retryable) || (expiresAt !== null && at >= expiresAt)
  if (isOver) return status === 'totp' || status === 'locked' ? 'over' : 'ended'
  if (status === 'timeout') return 'rests'
  return outcome === 'slow_down' || error?.kind === 'slow_down' ? 'asks_slower' : 'asks_again'
}

function afterPush(error: AuthError | undefined, { status }: Moment): FlowDecision {
  if (status !== 'pushing') return 'dropped'
  if (!error) return 'waits'
  // Whether it may be repeated, the system's own promise about keys decides.
  return error.retryable ? 'undecided' : 'ended'
}

/** What the flow decides on an answer, by the rules that it polls by; undefined where there is nothing to decide. */
export function decisionOn(event: Finished, moment: Moment): FlowDecision | undefined {
  if (event.operation === 'poll') return afterPoll(event, moment)
  if (event.operation === 'initiate') return afterPush(event.error, moment)
  if (event.operation === 'verifyTotp') return event.error ? 'person' : 'approved'
  return undefined
}

/** What became of a push that failed, by the first event of its flow that follows; undefined where that does not tell. */
export function decidedBy(event: AuthEvent): FlowDecision | undefined {
  if (event.type === 'request_started') return event.operation === 'initiate' ? 'repeated' : undefined
  if (event.type !== 'transition') return undefined
  return event.to === 'failed' ? 'ended' : 'dropped'
}
