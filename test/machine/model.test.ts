import { getStateNodes } from '@xstate/graph'
import { type AnyMachineSnapshot, createActor } from 'xstate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FlowStatus, FlowView } from '../../src/machine/view.js'
import { inspectActors, transitionName } from './actor-records.js'
import { createFakePage, withFastTurns } from './fake-page.js'
import { createFlowModel, type FlowModel, type Situation } from './flow-model.js'
import { createFlowStand } from './flow-stand.js'
import { possible, shortestWalks, type Walk } from './flow-walks.js'
import { type Happening, verbs } from './happenings.js'
import { activityOf, LABELS, titleOf, whatIsShown } from './what-is-shown.js'

const MODELS: [string, FlowModel][] = [
  ['a flow that is left and found again', createFlowModel({ resumes: true, waitMs: 9_000 })],
  [
    'a flow that repeats and restarts by itself',
    createFlowModel({ honoursKeys: true, restartOnExpiry: true }),
  ],
  ['a flow that asks for a code by itself', createFlowModel({ fallbackToTotpAfterMs: 7_000 })],
]

const page = createFakePage()
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
const told = (walk: Walk) =>
  walk.map(({ happening }) => Object.values(happening as object).join(' ')).join(', then ')

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
  const expected = model.view(at)
  const can = at.leased === false ? view.can : expected.can
  expect(readable(view), told(walk)).toEqual(readable({ ...expected, can }))
}

async function walked(model: FlowModel, walk: Walk, each?: (view: FlowView, after: Situation) => void) {
  const stand = createFlowStand(model, page)
  for (const { happening, after } of walk) {
    await stand.go(happening, after)
    each?.(stand.flow.getView(), after)
  }
  return stand
}

async function leave(stand: Awaited<ReturnType<typeof walked>>, walk: Walk) {
  await stand.end()
  expect([stand.clock.pending, page.listeners()], told(walk)).toEqual([0, 0])
}

describe.each(MODELS)('%s', (_name, model) => {
  const shapes = new Map<string, Walk>()

  it('shows, allows and forbids in every situation what the chart says', async () => {
    const names = new Set<string>()
    for (const { name, walk } of shortestWalks(model)) {
      names.add(name)
      const stand = await walked(model, walk, (shown, after) => compare(shown, model, after, walk))
      const view = stand.flow.getView()
      const at = walk.at(-1)?.after ?? model.first
      checkView(view, at, stand.clock.pending)
      if (at.leased !== false) {
        const sent = stand.sent()
        stand.pressForbidden()
        expect([stand.flow.getView() === view, stand.sent()], told(walk)).toEqual([true, sent])
      }
      const next = view.status === 'polling' && [...at.timers].sort((a, b) => a.at - b.at)[0]?.id
      const shape = JSON.stringify([at.snapshot.value, view.error?.kind, view.can, next])
      if (!shapes.has(shape)) {
        shapes.set(shape, walk)
        checkShown(view, whatIsShown(stand.flow))
      }
      await leave(stand, walk)
    }
    expect(names.size).toBeGreaterThan(250)
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
  const { root } = createFlowModel({}).machine
  const nodes = [root, ...getStateNodes(root)]

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

  it('has no state that no walk reaches', () => {
    const leaves = nodes.filter(({ type }) => type === 'atomic').map(({ id }) => id)
    expect(leaves.filter((id) => !states.has(id))).toEqual([])
    expect(leaves.length).toBeGreaterThan(20)
  })

  it('has no transition that no walk takes', () => {
    const all = nodes.flatMap((node) => [...node.transitions.values(), node.always ?? []].flat())
    expect(all.map(transitionName).filter((name) => !taken.has(name))).toEqual([])
    expect(all.length).toBeGreaterThan(60)
  })
})
