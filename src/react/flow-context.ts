'use client'
import { createContext, useContext } from 'react'
import type { SessionSource } from '../ciba/approval.js'
import type { CibaClient } from '../ciba/contract.js'
import type { CibaController } from '../machine/controller.js'

export interface FlowValue {
  controller: CibaController
  /** The system, which may keep the session itself; unknown where the app made the controller. */
  client: (CibaClient & Partial<SessionSource>) | undefined
}

export const FlowContext = /* @__PURE__ */ createContext<FlowValue | null>(null)

export function useFlowValue(): FlowValue | null {
  return useContext(FlowContext)
}
