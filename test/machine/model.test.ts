import { isDeepStrictEqual } from 'node:util'
import { getStateNodes } from '@xstate/graph'
import { type AnyMachineSnapshot, createActor } from 'xstate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FlowStatus, FlowView } from '../../src/machine/view.js'
import { inspectActors, recordGuards, transitionName, transitionsOf } from './actor-records.js'
import { createFakePage, withFastTurns } from './fake-page.js'
import { createFlowModel, type FlowModel, type Situation } from './flow-model.js'
import { createFlowStand } from './flow-stand.js'
import { possible, shortestWalks, told as toldOf, type Walk, wholeWalks } from './flow-walks.js'
import { type Happening, verbs } from './happenings.js'
import { promisedIn } from './what-is-allowed.js'
import { activityOf, LABELS, titleOf, whatIsShown } from './what-is-shown.js'

const leftAndFound = createFlowModel({ resumes: true, waitMs: 9_000 })
const MODELS: [string, FlowModel][] = [
  ['a flow that is left and found again', leftAndFound],
  [
    'a flow that repeats and restarts by itself',
    createFlowModel({ honoursKeys: true, restartOnExpiry: true, resendAfterMs: 13_000 }),
  ],
  ['a flow that asks for a code by itself', createFlowModel({ fallbackToTotpAfterMs: 7_000 })],
]

const nodesOf = ({ machine: { root } }: FlowModel) => [root, ...getStateNodes(root)]

const page = createFakePage()
const guardAnswers = new Set<string>()
for (const [, model] of MODELS) recordGuards(nodesOf(model), guardAnswers)
const states = new Set<string>()
const taken = new Set<string>()
const records = inspectActors((event) => {
  if (event.type === '@xstate.microstep') {
    for (const one of event._transitions) taken.add(transitionName(one))
    for (const node of (event.snapshot as AnyMachineSnapshot)._nodes) states.add(node.id)
  }
})

const undo: (() => void)[] = [records.end]
beforeAll(() => {
  undo.push(page.open(), withFastTurns())
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => {
  for (const end of undo) end()
  vi.restoreAllMocks()
})

/** A view without what is another one each time. */
const readable = ({ error, bindingMessage, ...view }: FlowView) => ({
  ...view,
  error: error && [error.kind, error.code],
  bindingMessage: bindingMessage !== null,
})
const told = (walk: Walk) => walk.map(({ happening }) => toldOf(happening)).join(', then ')

/** `expect` where it fails: to write down a walk for each of many thousand checks takes longer than to check. */
function same(actual: unknown, expected: unknown, walk: Walk) {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, told(walk)).toEqual(expected)
}

/** Which errors a status may come with; the others come without one. */
const ERRORS: Partial<Record<FlowStatus, (kind: string | undefined) => boolean>> = {
  denied: (kind) => kind === 'denied',
  expired: (kind) => kind === 'expired',
  timeout: (kind) => kind === 'timeout',
  locked: (kind) => kind === 'locked',
  failed: (kind) => kind !== undefined,
  cancelled: (kind) => kind === undefined || kind === 'cancelled',
  totp: () => true,
}

function checkView(view: FlowView, at: Situation, pending: number) {
  const { status, error, expiresAt } = view
  expect([status, error?.kind]).toSatisfy(() =>
    (ERRORS[status] ?? ((kind) => kind === undefined))(error?.kind),
  )
  if (status === 'polling' || status === 'timeout') expect(expiresAt).not.toBeNull()
  else if (status !== 'totp' && status !== 'locked') expect(expiresAt).toBeNull()
  const rests = view.can.start && (view.retryAt ?? 0) <= at.now && !at.snapshot.matches({ flow: 'finding' })
  if (rests) expect(pending).toBe(0)
}

/** In which statuses a verb that may be used has its button: a new start begins with the form. */
const hasButton = (view: FlowView, verb: (typeof verbs)[number]) =>
  !['start', 'retry', 'useTotp'].includes(verb) || (verb === 'useTotp' && view.status === 'polling')

function checkShown(view: FlowView, { title, buttons, activity }: ReturnType<typeof whatIsShown>) {
  expect(title).toBe(titleOf(view))
  expect(activity).toBe(activityOf(view))
  for (const verb of verbs) {
    const shown = buttons.includes(LABELS[verb])
    if (shown) expect([verb, view.can[verb]]).toEqual([verb, true])
    else if (view.can[verb]) expect([verb, hasButton(view, verb)]).toEqual([verb, false])
  }
}

/** While nobody is there nothing runs, so that what may be done is only looked at on the return. */
function compare(view: FlowView, model: FlowModel, at: Situation, walk: Walk) {
  const { can, ...promised } = promisedIn(at)
  const expected = { ...model.view(at), ...promised, can: at.leased === false ? view.can : can }
  same(readable(view), readable(expected), walk)
}

/** The chart too refuses what may not be done, whoever asks it; only the wait before a retry is the controller's. */
function checkRefusals({ refuses }: FlowModel, at: Situation, walk: Walk) {
  const { can } = promisedIn(at)
  for (const verb of verbs)
    if (!can[verb] && !(verb === 'retry' && can.start)) same([verb, refuses(at, verb)], [verb, true], walk)
}

type FlowStand = ReturnType<typeof createFlowStand>

async function walked(model: FlowModel, walk: Walk, each?: (stand: FlowStand, at: Situation) => void) {
  const stand = createFlowStand(model, page)
  each?.(stand, model.first)
  for (const { happening, after } of walk) {
    await stand.go(happening, after)
    each?.(stand, after)
  }
  return stand
}

async function leave(stand: FlowStand, walk: Walk) {
  await stand.end()
  same([stand.clock.pending, page.listeners()], [0, 0], walk)
}

describe.each(MODELS)('%s', (_name, model) => {
  const shapes = new Map<string, Walk>()

  it('shows, allows and forbids in every situation what the chart says', async () => {
    const all = shortestWalks(model)
    const unchecked = new Map(all.map(({ walk }) => [walk.at(-1)?.after ?? model.first, walk]))
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(250)

    const check = (stand: FlowStand, at: Situation) => {
      const walk = unchecked.get(at)
      if (walk === undefined) return
      unchecked.delete(at)
      const view = stand.flow.getView()
      compare(view, model, at, walk)
      checkView(view, at, stand.clock.pending)
      checkRefusals(model, at, walk)
      if (at.leased !== false) {
        const sent = stand.sent()
        stand.pressForbidden()
        same([stand.flow.getView() === view, stand.sent()], [true, sent], walk)
      }
      const next = view.status === 'polling' && [...at.timers].sort((a, b) => a.at - b.at)[0]?.id
      const shape = JSON.stringify([at.snapshot.value, view.error?.kind, view.can, next])
      if (shapes.has(shape)) return
      shapes.set(shape, walk)
      checkShown(view, whatIsShown(stand.flow))
    }
    for (const walk of wholeWalks(all.map((one) => one.walk)))
      await leave(await walked(model, walk, check), walk)
    expect(unchecked.size).toBe(0)
  }, 60_000)

  it('goes where the chart says whatever happens next, and each button that may be used does something', async () => {
    for (const walk of shapes.values()) {
      const before = walk.at(-1)?.after ?? model.first
      for (const happening of possible(model, before)) {
        const stand = await walked(model, walk)
        const view = stand.flow.getView()
        const further = [...walk, { happening, after: model.next(before, happening) }]
        await stand.go(happening, model.next(before, happening))
        compare(stand.flow.getView(), model, model.next(before, happening), further)
        if (happening.type === 'verb' && happening.verb !== 'reset')
          expect(stand.flow.getView(), told(further)).not.toEqual(view)
        await leave(stand, further)
      }
    }
  }, 60_000)
})

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

describe('the chart', () => {
  const nodes = nodesOf(createFlowModel({}))

  // The controller catches all that its callbacks throw, so that this takes the chart alone.
  it('is done also where the finishing of an approval fails', async () => {
    const { machine, first, next } = createFlowModel({
      finish: () => Promise.reject(new Error('the app failed')),
    })
    const walk: Happening[] = [
      { type: 'verb', verb: 'start' },
      { type: 'answer', effect: 'push', answer: 'accepted' },
      { type: 'time' },
      { type: 'answer', effect: 'poll', answer: 'pending' },
    ]
    const { snapshot } = walk.reduce(next, first)
    const actor = createActor(machine, { snapshot })
    actor.start()
    actor.send({ type: 'APPROVED' })
    await turn()
    expect(actor.getSnapshot().value).toMatchObject({ flow: { approved: 'done' } })
    actor.stop()
  })

  // A tab that was frozen hears of the return before its timers fire.
  it('does not hurry for somebody who comes back past the deadline', () => {
    const { first, next, settings } = leftAndFound
    const walk: Happening[] = [
      { type: 'lease' },
      { type: 'answer', effect: 'find', answer: 'accepted' },
      { type: 'answer', effect: 'poll', answer: 'pending' },
    ]
    const waiting = walk.reduce(next, first)
    const late = { ...waiting, now: waiting.now + settings.waitMs + 60_000, timers: [] }
    expect(waiting.snapshot.value.poller).toBe('waiting')
    expect(next(late, { type: 'wake' }).snapshot.value).toMatchObject({
      flow: 'polling',
      poller: 'off',
    })
  })

  it('has no state that no walk reaches', () => {
    const leaves = nodes.filter(({ type }) => type === 'atomic').map(({ id }) => id)
    expect(leaves.filter((id) => !states.has(id))).toEqual([])
    expect(leaves.length).toBeGreaterThan(20)
  })

  it('has no transition that no walk takes', () => {
    const all = nodes.flatMap(transitionsOf)
    expect(all.map(transitionName).filter((name) => !taken.has(name))).toEqual([])
    expect(all.length).toBeGreaterThan(60)
  })

  it('has no guard that always answers the same', () => {
    const guarded = nodes.flatMap(transitionsOf).filter(({ guard }) => guard !== undefined)
    const answers = guarded.map(transitionName).flatMap((name) => [`${name}: true`, `${name}: false`])
    expect(answers.filter((answer) => !guardAnswers.has(answer))).toEqual([])
    expect(guarded.length).toBeGreaterThan(25)
  })
})
