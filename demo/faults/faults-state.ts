import type { Fault } from 'react-ciba/testing'
import type { ApiState } from '../api/api-state.js'

/** What `/faults/api` answers: what is still to come, by server, and how the API is. */
export interface FaultsState {
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
