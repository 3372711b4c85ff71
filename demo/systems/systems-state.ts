import type { ApiCall, ApiFailure, ApiOperation, AuthSecOperation } from 'react-ciba/testing'

export const SYSTEM_NAMES = ['authsec', 'authos', 'chordian', 'nexla', 'biid'] as const
export type SystemName = (typeof SYSTEM_NAMES)[number]
/** Those that are called once somebody is signed in. */
export type ApiName = Exclude<SystemName, 'authsec'>

/** One thing that can go wrong at a system, as its server lists it. */
export interface Row extends ApiFailure {
  name: string
}

/** What `GET /systems/<name>/control` answers. */
export interface SystemState {
  rows: readonly Row[]
  /** What reached the server since a row was last asked for, in order. */
  calls: readonly ApiCall<ApiOperation | AuthSecOperation>[]
}

/** What `POST /systems/<name>/control` asks for: so many calls meet this row. */
export interface WantedRow {
  row: string
  times: number
}
