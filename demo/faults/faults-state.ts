import type { Fault } from 'react-ciba/testing'

/** What `/faults/api` answers: what is still to come, by server. */
export interface FaultsState {
  provider: readonly Fault[]
  authsec: readonly Fault[]
}

export interface PlannedFault {
  server: keyof FaultsState
  fault: Fault
  /** For how many polls. */
  times: number
}
