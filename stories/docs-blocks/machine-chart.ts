import { type AnyStateNode, getInitialSnapshot, type StateValue } from 'xstate'
import { systemClock } from '../../src/http/clock.js'
import { createFlowMachine } from '../../src/machine/flow-machine.js'
import { flowSettings } from '../../src/machine/settings.js'
import { viewOf } from '../../src/machine/view.js'

const unused = () => Promise.reject(new Error('A chart does nothing'))

/** The machine of the flow, to be looked at: it is never started. */
export const flowMachine = createFlowMachine({
  clock: systemClock,
  settings: flowSettings({}),
  effects: {
    find: unused,
    push: unused,
    poll: unused,
    verify: unused,
    finish: unused,
    received: () => false,
    takesCode: () => true,
    release: () => undefined,
  },
})

/** The machine with its flow in this state, while it asks nothing and somebody is there. */
export function snapshotIn(flow: StateValue) {
  const { context } = getInitialSnapshot(flowMachine)
  return flowMachine.resolveState({
    value: { flow, poller: 'off', deadline: 'none', presence: 'present', network: 'up' },
    context,
  })
}

/** The verbs that `can` names. */
export const VERBS = Object.keys(viewOf(snapshotIn('idle'), 0, { totp: true }).can)

/** Who makes a transition happen: a person, time, or the system, tab and network around them. */
export type Cause = 'person' | 'time' | 'system'

export interface Move {
  cause: Cause
  /** A verb of the hook, a delay, an event or an actor, by its name in the machine. */
  label: string
  /** The guards' names, or where the choice is made in the chart itself a word for it; empty where there is none. */
  condition: string
  /** A state of the same chart, or the path of one outside. */
  target: string
  outside: boolean
}

export interface ChartState {
  name: string
  /** Paths of the states within. */
  inner: string[]
  /** Its own tags and those of the states within. */
  tags: string[]
  moves: Move[]
}

export interface Chart {
  name: string
  initial: string
  states: ChartState[]
}

interface Guarded {
  eventType: string
  guard?: unknown
  target: readonly AnyStateNode[] | undefined
}

const childrenOf = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states)
const withAllBelow = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...childrenOf(node).flatMap((child) => withAllBelow(child)),
]
const transitionsOf = (node: AnyStateNode): Guarded[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
]
const pathOf = (node: AnyStateNode) => node.path.join('.')

function namesOf(guard: unknown): string {
  if (typeof guard === 'string') return guard
  if (typeof guard !== 'function') return ''
  const parts = 'guards' in guard && Array.isArray(guard.guards) ? guard.guards.map(namesOf) : []
  if (parts.length === 0 || parts.includes('')) return ''
  return guard.name === 'not' ? `not ${parts[0]}` : parts.join(` ${guard.name} `)
}

function conditionOf(node: AnyStateNode, { eventType, guard }: Guarded): string {
  if (guard !== undefined) return namesOf(guard) || 'its outcome'
  const chosen = transitionsOf(node).some(
    (other) => other.eventType === eventType && other.guard !== undefined,
  )
  return chosen ? 'otherwise' : ''
}

const camelCase = (event: string) =>
  event.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

function labelOf(node: AnyStateNode, { eventType }: Guarded): Pick<Move, 'cause' | 'label'> {
  if (eventType === '') return { cause: 'system', label: 'at once' }
  const delay = /^xstate\.after\.(\w+)\./.exec(eventType)?.[1]
  if (delay !== undefined) return { cause: 'time', label: delay }
  const ending = /^xstate\.(done|error)\.actor\./.exec(eventType)?.[1]
  if (ending !== undefined) return { cause: 'system', label: `${node.invoke[0]?.src} ${ending}` }
  const name = camelCase(eventType)
  const verb = [...VERBS, 'reset'].find((known) => known.startsWith(name))
  return verb === undefined ? { cause: 'system', label: eventType } : { cause: 'person', label: `${verb}()` }
}

function movesOf(state: AnyStateNode, siblings: readonly AnyStateNode[]): Move[] {
  const inside = withAllBelow(state)
  return inside.flatMap((node) =>
    transitionsOf(node).flatMap((transition) => {
      const target = transition.target?.[0]
      if (target === undefined || (inside.includes(target) && target !== state)) return []
      const sibling = siblings.find((other) => withAllBelow(other).includes(target))
      return {
        ...labelOf(node, transition),
        condition: conditionOf(node, transition),
        target: sibling?.key ?? target.path.slice(1).join('.'),
        outside: sibling === undefined,
      }
    }),
  )
}

/** One level of the machine as it stands: the states within the one at this path (`flow`, `flow.totp`). */
export function chartOf(path: string): Chart {
  const parent = withAllBelow(flowMachine.root).find((node) => pathOf(node) === path)
  if (parent === undefined) throw new Error(`The machine has no state ${path}`)
  const siblings = childrenOf(parent)
  return {
    name: path,
    initial: parent.initial.target[0]?.key ?? '',
    states: siblings.map((state) => ({
      name: state.key,
      inner: withAllBelow(state)
        .slice(1)
        .map((node) => node.path.slice(parent.path.length + 1).join('.')),
      tags: [...new Set(withAllBelow(state).flatMap(({ tags }) => tags))],
      moves: movesOf(state, siblings),
    })),
  }
}

/** The states of the `flow` region in which something can rest. */
export const RESTING = withAllBelow(flowMachine.root).filter(
  (node) =>
    node.path[0] === 'flow' &&
    node.type === 'atomic' &&
    !(node.always ?? []).some(({ guard }) => guard === undefined),
)
