'use client'
import { createContext, useContext } from 'react'
import type { SessionSource } from '../ciba/approval.js'
import type { CibaController } from '../machine/controller.js'

export interface FlowValue {
  controller: CibaController
  /** Where the system keeps the session itself. */
  sessions: SessionSource | null
}

export const FlowContext = /* @__PURE__ */ createContext<FlowValue | null>(null)

export function useFlowValue(): FlowValue | null {
  return useContext(FlowContext)
}
