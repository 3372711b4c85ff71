/** What a stopped API does with calls. */
export type Stop = 'overloaded' | 'dropped'

/** One call as the API saw it. */
export interface SeenCall {
  /** Epoch ms. */
  at: number
  method: string
  path: string
  /** Null where the connection broke instead. */
  status: number | null
}

/** What `/faults/api` says of the API: what is wrong with it, and what it saw lately, newest first. */
export interface ApiState {
  /** Refreshes that will be refused. */
  refusals: number
  /** Until when it is limited, in epoch ms; null where it is not. */
  limitedUntil: number | null
  /** For how many calls; null means until it is started again. */
  stopped: { how: Stop; times: number | null } | null
  seen: readonly SeenCall[]
}

/** What `POST /faults/api/accounts` takes. */
export type ApiSwitch =
  | { turn: 'expire' | 'refuse' | 'mend' }
  | { turn: 'limit'; seconds: number }
  | { turn: 'stop'; how: Stop; times: number | null }
