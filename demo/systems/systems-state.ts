import type { ApiCall, ApiFailure } from 'react-ciba/testing'

export const SYSTEM_NAMES = ['authos', 'chordian', 'nexla', 'biid'] as const
export type SystemName = (typeof SYSTEM_NAMES)[number]

/** One thing that can go wrong at a system, as its server lists it. */
export interface Row extends ApiFailure {
  name: string
}

/** What `GET /systems/<name>/control` answers. */
export interface SystemState {
  rows: readonly Row[]
  /** What reached the server since a row was last asked for, in order. */
  calls: readonly ApiCall[]
}
