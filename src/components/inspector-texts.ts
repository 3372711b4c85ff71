'use client'
import type { useFlowInspector } from '../react/use-flow-inspector.js'

type Entry = ReturnType<typeof useFlowInspector>['entries'][number]
type Decision = NonNullable<Entry['decision']>
type Reason = NonNullable<Entry['reason']>

/** What was decided, in the words of the rules that the flow polls by. */
export const DECISIONS: Record<Decision, string> = {
  waits: 'waits for the person, and polls',
  asks_again: 'asks again',
  asks_slower: 'asks again, from now on with more time between',
  runs_out: 'asks no more, and waits for the end of the request',
  approved: 'has its approval',
  rests: 'asks no more until the person goes on waiting',
  ended: 'ends',
  over: 'gives the request up; a code may still be entered',
  repeated: 'repeats the push, under the same key',
  person: 'leaves it to the person to try again',
  locked: 'takes no code for now; the field opens by itself',
  dropped: 'takes no notice: nobody waits for this answer any more',
  undecided: 'repeats the push if the system knows it by its key, or else ends',
}

/** Why, about an error of this kind. */
export const REASONS: Record<Reason, (kind?: string) => string> = {
  unanswered: () => 'nobody has answered yet',
  may_pass: (kind) => `${kind} may pass`,
  lasts: (kind) => `${kind} does not pass by waiting`,
  late: () => 'the time of the request is over',
  ends_first: () => 'the next poll would be due past it',
  not_repeated: (kind) => `${kind} may pass, but the flow does not repeat the push by itself`,
}

/** Names of the groups of the chart. */
export const GROUPS = { begins: 'Begins', waits: 'Waits', ends: 'Ends' } as const

/** Times of a flow, by the names that the view has for them. */
export const TIMES = ['startedAt', 'expiresAt', 'waitUntil', 'resendAt', 'retryAt', 'lockedUntil'] as const
