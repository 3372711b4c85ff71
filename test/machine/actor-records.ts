import {
  Actor,
  type AnyActor,
  type AnyMachineSnapshot,
  type AnyStateNode,
  type AnyTransitionDefinition,
  type EventObject,
  type InspectionEvent,
} from 'xstate'
import { evaluateGuard } from 'xstate/guards'
import { vi } from 'vitest'

/** What XState's inspector would show of every actor that starts from here on, those of a controller too. */
export function inspectActors(listener: (event: InspectionEvent) => void) {
  const seen = new Set<AnyActor>()
  const original = Actor.prototype.start
  const spy = vi.spyOn(Actor.prototype, 'start').mockImplementation(function start(this: AnyActor) {
    seen.add(this)
    if (this._parent === undefined) this.system.inspect(listener)
    return original.call(this)
  })
  return {
    /** Actors that run. */
    active: () =>
      [...seen].filter((actor) => (actor.getSnapshot() as { status: string }).status === 'active'),
    /** Actors so far, running or not. */
    count: () => seen.size,
    end: () => spy.mockRestore(),
  }
}

/** Names a transition alike in every copy of a machine: where it stands, what it follows, the how-manieth it is there. */
export function transitionName(transition: AnyTransitionDefinition): string {
  const { source, eventType } = transition
  const lists = [...source.transitions.values(), source.always ?? []]
  const index = lists.find((list) => list.includes(transition))?.indexOf(transition)
  return `${source.id}: ${eventType || 'always'} ${index}`
}

/** All transitions from a state: those that follow an event, a time or an actor, and those that follow nothing. */
export const transitionsOf = (node: AnyStateNode): AnyTransitionDefinition[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
]

/** Writes down what each guard of these states answers, by the transition that it guards. */
export function recordGuards(nodes: AnyStateNode[], answers: Set<string>): void {
  for (const transition of nodes.flatMap(transitionsOf)) {
    const { guard } = transition
    if (guard === undefined) continue
    const check = (
      snapshot: AnyMachineSnapshot,
      { context, event }: { context: AnyMachineSnapshot['context']; event: EventObject },
    ) => {
      const answer = evaluateGuard(guard, context, event, snapshot)
      answers.add(`${transitionName(transition)}: ${answer}`)
      return answer
    }
    // What `and`, `or` and `not` are too: a guard that sees the whole snapshot.
    Object.assign(transition, { guard: Object.assign(() => false, { check }) })
  }
}
