'use client'
import type { useFlowInspector } from '../react/use-flow-inspector.js'

type Entry = ReturnType<typeof useFlowInspector>['entries'][number]
type Decision = NonNullable<Entry['decision']>

/** What was decided, and why, in the words of the rules that the flow polls by. */
export const DECISIONS: Record<Decision, string> = {
  waits: 'waits for the person, and polls',
  asks_again: 'asks again',
  asks_slower: 'asks again, from now on with more time between',
  approved: 'has its approval',
  rests: 'asks no more until the person goes on waiting',
  ended: 'ends',
  over: 'gives the request up; a code may still be entered',
  repeated: 'repeats the push, under the same key',
  person: 'leaves it to the person to try again',
  dropped: 'takes no notice: nobody waits for this answer any more',
  undecided: 'repeats the push if the system knows it by its key, or else ends',
}

/** Why a failure led there. */
export function reasonOf({ record, decision }: Entry): string | undefined {
  if (record.kind === undefined) return undefined
  if (decision === 'asks_again' || decision === 'repeated')
    return record.kind === 'pending' ? 'nobody has answered yet' : `${record.kind} may pass`
  if (decision === 'ended' || decision === 'over') return `${record.kind} does not pass by waiting`
  return undefined
}

/** Names of the groups of the chart. */
export const GROUPS = { begins: 'Begins', waits: 'Waits', ends: 'Ends' } as const

/** Times of a flow, by the names that the view has for them. */
export const TIMES = ['startedAt', 'expiresAt', 'waitUntil', 'resendAt', 'retryAt', 'lockedUntil'] as const
