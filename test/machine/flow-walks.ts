import { getShortestPaths } from '@xstate/graph'
import { fromTransition } from 'xstate'
import { type FlowModel, openEffects, type Situation } from './flow-model.js'
import { ANSWERS, type Effect, type Happening, verbs } from './happenings.js'
import { promisedIn } from './what-is-allowed.js'

/** What happens, one after the other, and where each of it leads. */
export type Walk = { happening: Happening; after: Situation }[]

/** A happening in words. */
export const told = (happening: Happening) => Object.values(happening).join(' ')

/** All that can happen next. */
export function possible(model: FlowModel, at: Situation): Happening[] {
  const { can, status } = promisedIn(at)
  const away = at.leased === false
  const verb = (name: (typeof verbs)[number] | 'reset'): Happening => ({ type: 'verb', verb: name })
  // People who come and go are one model's, a network that does the others'.
  if (model.resumes && at.leased === null) return [{ type: 'lease' }]
  if (at.snapshot.matches({ network: 'down' })) return [{ type: 'online' }]
  const coming: Happening[] = [
    { type: at.leased ? 'leave' : 'lease' },
    ...(away ? [] : [{ type: 'wake' } as const]),
  ]
  const asked = status === 'polling' || status === 'pushing'
  const repeats = model.honoursKeys && status === 'pushing'
  return [
    verb('reset'),
    ...verbs.filter((name) => can[name]).map(verb),
    ...openEffects(at).flatMap((effect) => answersTo(effect, repeats && at.snapshot.context.repeating)),
    ...(model.resumes ? coming : []),
    ...(asked && !model.resumes ? [{ type: 'offline' } as const] : []),
    ...(at.timers.length > 0 && !repeats ? [{ type: 'time' } as const] : []),
    ...(at.timers.length > 0 && model.resumes && !away ? [{ type: 'sleep' } as const] : []),
    ...(model.resumes && !away && status === 'polling' ? [{ type: 'doze' } as const] : []),
  ]
}

/** A start is repeated once here: the second repeat is like the first. */
const answersTo = (effect: Effect, repeating: boolean): Happening[] =>
  ANSWERS[effect]
    .filter((answer) => !repeating || answer === 'accepted' || answer === 'invalid_client')
    .map((answer) => ({ type: 'answer', effect, answer }))

/** What tells two situations apart: where the chart is, what is shown, what may be done, what is due in which order. */
function nameOf(model: FlowModel, at: Situation): string {
  const { fallbackAt, restarted, repeating, attemptsRemaining, lockedUntil, expiresAt } = at.snapshot.context
  const { status, error, can } = model.view(at)
  const due = [...at.timers].sort((a, b) => a.at - b.at).map(({ id }) => id)
  const memory = [
    fallbackAt !== null,
    restarted,
    repeating,
    lockedUntil !== null,
    lockedUntil !== null && lockedUntil <= at.now,
  ]
  return JSON.stringify([
    at.snapshot.value,
    at.leased,
    at.dozed,
    error?.kind,
    can,
    memory,
    status === 'totp' && attemptsRemaining,
    // How far the wait has got, where nothing but polls makes it pass.
    status === 'polling' && !model.resumes && (expiresAt ?? 0) - at.now,
    due,
  ])
}

/** The shortest walk to each situation that the chart can get into, with the situation's name. */
export function shortestWalks(model: FlowModel): { name: string; walk: Walk }[] {
  const logic = fromTransition(model.next, model.first)
  const paths = getShortestPaths(logic, {
    events: ({ context }) => possible(model, context),
    serializeState: ({ context }) => nameOf(model, context),
    limit: 100_000,
  })
  // Situations of one name differ in their times: walked again, those of this very walk come out.
  const known = new Map<string, Situation>()
  return paths.map(({ steps }) => {
    let after = model.first
    let key = ''
    const walk = steps.slice(1).map(({ event }) => {
      const happening = event as Happening
      key = `${key}, ${told(happening)}`
      after = known.get(key) ?? model.next(after, happening)
      known.set(key, after)
      return { happening, after }
    })
    return { name: nameOf(model, after), walk }
  })
}

/** The walks that are no beginning of another one: they come through every situation. */
export function wholeWalks(walks: Walk[]): Walk[] {
  const begun = new Set(walks.flatMap((walk) => walk.slice(0, -1).map(({ after }) => after)))
  return walks.filter((walk) => walk.slice(-1).every(({ after }) => !begun.has(after)))
}
