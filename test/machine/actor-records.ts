import { Actor, type AnyActor, type AnyTransitionDefinition, type InspectionEvent } from 'xstate'
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
