'use client'
import { useSyncExternalStore } from 'react'
import type { CibaController } from '../machine/controller.js'
import { createFlowInspector } from '../observe/flow-inspector.js'
import type { FlowInspection, FlowRecorder } from '../observe/inspected.js'
import { useFlowValue } from './flow-context.js'

/** One for each flow, so that what happened is still there when the panel is closed and opened again. */
const inspectors = new WeakMap<CibaController, FlowRecorder>()

function inspectorOf(controller: CibaController): FlowRecorder {
  const known = inspectors.get(controller) ?? createFlowInspector(controller)
  inspectors.set(controller, known)
  return known
}

export type Inspected = FlowInspection & Pick<FlowRecorder, 'clear'>

/**
 * Where a flow is and what has happened since somebody first looked. Of the provider around it, if no controller is given.
 * @throws Error where there is neither.
 */
export function useFlowInspector(given?: CibaController): Inspected {
  const around = useFlowValue()
  const controller = given ?? around?.controller
  if (!controller)
    throw new Error('react-ciba: a flow inspector needs a controller, or <CibaProvider> around it')
  const { subscribe, getSnapshot, clear } = inspectorOf(controller)
  return { ...useSyncExternalStore(subscribe, getSnapshot, getSnapshot), clear }
}
