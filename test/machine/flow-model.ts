import { isDeepStrictEqual } from 'node:util'
import { initialTransition, type SnapshotFrom, transition } from 'xstate'
import { afterAnswer, afterFailure, atOnce, firstSchedule } from '../../src/ciba/poll-policy.js'
import { normalizeError } from '../../src/errors/normalize.js'
import type { FlowContext, FlowEvent, Pushed } from '../../src/machine/context.js'
import type { FlowEffects } from '../../src/machine/effects.js'
import { createFlowMachine, type FlowMachine } from '../../src/machine/flow-machine.js'
import { maskHint } from '../../src/machine/mask-hint.js'
import { type FlowSettings, flowSettings } from '../../src/machine/settings.js'
import { type FlowView, viewOf } from '../../src/machine/view.js'
import { type Effect, type Happening, thrownFor, type Verb, VERBS, WORLD } from './happenings.js'

/** How long a call may take, as in the flow. */
const LIMIT_MS: Partial<Record<Effect, number>> = {
  find: 10_000,
  push: 15_000,
  poll: 35_000,
  verify: 15_000,
}
const PHASE = { find: 'poll', push: 'initiate', poll: 'poll', verify: 'totp', finish: 'api' } as const
const START_AT = Date.UTC(2026, 0, 15, 10, 30)

export interface ModelOptions extends Partial<FlowSettings> {
  honoursKeys?: boolean
  resumes?: boolean
  /** For an actor of the chart; as a function it runs nothing. */
  finish?: FlowEffects['finish']
}

interface Timer {
  id: string
  at: number
  /** Where it is a call's time limit, the call. */
  due: FlowEvent | Effect
}

/** A snapshot of the chart with what an actor and its surroundings would keep for it. */
export interface Situation {
  snapshot: SnapshotFrom<FlowMachine>
  now: number
  timers: Timer[]
  /** Somebody uses the flow; null where nobody ever did. */
  leased: boolean | null
  watching: boolean
  /** The system is being told that nobody waits any more. */
  releases: boolean
  /** It has just woken up from a short sleep. */
  dozed: boolean
}

interface Action {
  type: string
  params: unknown
  info: { context: FlowContext }
}

const openCalls = (snapshot: SnapshotFrom<FlowMachine>) =>
  Object.values(snapshot.children as Record<string, { id: string; src: unknown }>).map((actor) => ({
    actor,
    id: actor.id,
    effect: actor.src as Effect,
  }))
export const openEffects = (at: Situation) => openCalls(at.snapshot).map(({ effect }) => effect)

/** The real chart as a function: nothing runs; what an actor would do is kept in the situation. */
export function createFlowModel({ honoursKeys = false, resumes = false, finish, ...given }: ModelOptions) {
  const settings = { ...WORLD.settings, ...given }
  let now = START_AT
  const machine = createFlowMachine({
    clock: { now: () => now, setTimeout: () => 0, clearTimeout: () => undefined },
    effects: { finish, received: () => false, takesCode: () => true } as FlowEffects,
    settings: flowSettings(settings),
  })

  const limit = (effect: Effect): Timer[] => {
    const ms = LIMIT_MS[effect]
    return ms === undefined ? [] : [{ id: effect, at: now + ms, due: effect }]
  }

  function send(at: Situation, event: FlowEvent): Situation {
    now = at.now
    const before = openCalls(at.snapshot).map(({ actor }) => actor)
    const [snapshot, actions] = transition(machine, at.snapshot, event)
    let { timers, releases } = at
    for (const { type, params, info } of actions as unknown as Action[]) {
      if (type === 'release') releases = now < (info.context.expiresAt ?? 0)
      if (type === 'xstate.cancel')
        timers = timers.filter(({ id }) => id !== (params as { sendId: string }).sendId)
      if (type === 'xstate.raise') {
        const { id, delay, event: due } = params as { id: string; delay?: number; event: FlowEvent }
        if (delay !== undefined)
          timers = [...timers.filter((timer) => timer.id !== id), { id, at: now + delay, due }]
      }
    }
    const open = openCalls(snapshot)
    const begun = open.filter(({ actor }) => !before.includes(actor)).map(({ effect }) => effect)
    const goesOn = open.map(({ effect }) => effect).filter((effect) => !begun.includes(effect))
    timers = timers.filter(({ due }) => typeof due !== 'string' || goesOn.includes(due))
    timers = [...timers, ...begun.flatMap(limit)]
    return { ...at, snapshot, timers, releases }
  }

  /** The system's word on a request that was let go comes when all else is done. */
  const released = (at: Situation) =>
    at.releases ? { ...send(at, { type: 'RELEASED', promptMayRemain: true }), releases: false } : at

  /** Fires what is due, unless nobody is there. */
  function settled(at: Situation): Situation {
    const [timer] = at.timers.filter((other) => other.at <= at.now).sort((a, b) => a.at - b.at)
    if (timer === undefined || at.leased === false) return at
    const { due } = timer
    const rest = { ...at, timers: at.timers.filter((other) => other !== timer) }
    const late = new DOMException('', 'TimeoutError')
    return settled(typeof due === 'string' ? answered(rest, due, '', late) : send(rest, due))
  }

  const accepted = (schedule = firstSchedule(now, WORLD.interval)): Pushed => ({
    type: 'sent',
    bindingMessage: WORLD.bindingMessage,
    verification: null,
    requestId: WORLD.requestId,
    receivedAt: now,
    expiresIn: WORLD.expiresIn,
    schedule,
  })

  /** What an effect makes of an answer; null where it goes on trying. */
  function outcome(context: FlowContext, effect: Effect, answer: string, thrown: unknown): object | null {
    const deadlineAt = context.expiresAt ?? 0
    const about = { phase: PHASE[effect], now, ...(effect === 'poll' && { deadlineAt }) }
    const error = thrown === null ? null : normalizeError(thrown, about)
    const schedule = context.schedule ?? firstSchedule(0)
    switch (effect) {
      case 'find':
        if (answer !== 'accepted') return { type: 'none' }
        return {
          ...accepted(atOnce(firstSchedule(0, WORLD.interval), now)),
          maskedHint: maskHint(WORLD.loginHint),
        }
      case 'push':
        if (error === null) return accepted()
        if (error.retryable && honoursKeys) return null
        return { type: 'failed', error, retryAt: error.retryable ? now + 5_000 : null }
      case 'poll':
        // It died in a sleep.
        if (error?.retryable && error.status === undefined && now > schedule.sentAt + 37_000)
          return { type: 'again', schedule }
        if (error !== null) return afterFailure(error, schedule, now, deadlineAt, () => 0)
        return answer === 'approved'
          ? { type: answer }
          : afterAnswer({ type: 'pending' }, schedule, now, deadlineAt)
      case 'verify':
        return error === null ? { type: 'approved' } : { type: 'refused', error }
      case 'finish':
        return {}
    }
  }

  function answered(at: Situation, effect: Effect, answer: string, thrown: unknown): Situation {
    now = at.now
    const call = openCalls(at.snapshot).find((open) => open.effect === effect)
    if (call === undefined) return at
    const output = outcome(at.snapshot.context, effect, answer, thrown)
    if (output !== null) return send(at, { type: `xstate.done.actor.${call.id}`, output } as never)
    // Sent once more two seconds later: nothing else is due meanwhile.
    const repeated = send({ ...at, now: now + 2_000 }, { type: 'REPEATING', retryAt: null })
    return { ...repeated, timers: [...repeated.timers.filter(({ id }) => id !== effect), ...limit(effect)] }
  }

  const view = (at: Situation): FlowView => viewOf(at.snapshot, at.now, { totp: true })

  const eventOf = (verb: Verb) => ({ type: VERBS[verb], maskedHint: maskHint(WORLD.loginHint) }) as FlowEvent

  function happened(at: Situation, happening: Happening): Situation {
    switch (happening.type) {
      case 'verb': {
        if (happening.verb === 'reset')
          return send(view(at).can.cancel ? send(at, { type: 'CANCEL' }) : at, { type: 'RESET' })
        return send(happening.verb === 'start' ? { ...at, watching: true } : at, eventOf(happening.verb))
      }
      case 'answer':
        return answered(at, happening.effect, happening.answer, thrownFor(happening.answer))
      case 'lease': {
        const here = { ...at, leased: true, watching: true }
        return at.leased === false ? send(here, { type: 'RESUME' }) : send(here, { type: 'FIND' })
      }
      case 'leave':
        return send({ ...at, leased: false, watching: false }, { type: 'PAUSE' })
      case 'wake':
        return send(at, { type: 'WAKE' })
      case 'offline':
        return send(at, { type: 'OFFLINE' })
      case 'online':
        return send(send(at, { type: 'ONLINE' }), { type: 'WAKE' })
      case 'time': {
        const nextAt = Math.min(...at.timers.map((timer) => timer.at))
        return { ...at, now: at.leased === false ? at.now + 6_000 : Math.max(at.now, nextAt) }
      }
      case 'sleep':
        return { ...at, now: at.now + 60_000 }
      case 'doze':
        return { ...at, now: at.now + 6_000 }
    }
  }

  const first: Situation = {
    snapshot: initialTransition(machine)[0],
    now: START_AT,
    timers: [],
    leased: null,
    watching: false,
    releases: false,
    dozed: false,
  }
  return {
    machine,
    settings,
    honoursKeys,
    resumes,
    first,
    view,
    /** Whether the chart stays as it is where somebody asks for this. */
    refuses: (at: Situation, verb: Verb) =>
      isDeepStrictEqual(send(at, eventOf(verb)).snapshot.value, at.snapshot.value),
    next: (at: Situation, happening: Happening) =>
      settled(released({ ...happened(at, happening), dozed: happening.type === 'doze' })),
  }
}

export type FlowModel = ReturnType<typeof createFlowModel>
