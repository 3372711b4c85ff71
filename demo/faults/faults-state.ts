import type { Fault } from 'react-ciba/testing'
import type { ApiState } from '../api/api-state.js'

/** What `/faults/api` answers: what can be planned, what is still to come, by server, and how the API is. */
export interface FaultsState {
  /** What a server does then, in words. */
  faults: Readonly<Record<Fault, string>>
  provider: readonly Fault[]
  authsec: readonly Fault[]
  api: ApiState
}

export interface PlannedFault {
  server: 'provider' | 'authsec'
  fault: Fault
  /** For how many polls. */
  times: number
}
