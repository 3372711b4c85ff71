import { type AccessTokens, createAccessTokens } from './access-tokens.js'
import { type ApiFaults, createApiFaults } from './api-faults.js'
import type { ApiState, SeenCall } from './api-state.js'
import { type Bank, createBank } from './bank.js'

const TOKEN_LIFETIME_S = 30
const MOST_SEEN = 200

/** All that the protected API knows; its routes are in `routes.ts`. */
export interface DemoApi {
  readonly tokens: AccessTokens
  readonly bank: Bank
  readonly faults: ApiFaults
  /** The latest calls, newest first. */
  readonly seen: readonly SeenCall[]
  /** Notes a call; without its token, its cookie and what was in it. */
  note(call: SeenCall): void
  state(): ApiState
}

export function createDemoApi(): DemoApi {
  const faults = createApiFaults()
  const seen: SeenCall[] = []
  return {
    tokens: createAccessTokens(TOKEN_LIFETIME_S),
    bank: createBank(),
    faults,
    seen,
    note(call) {
      seen.unshift(call)
      seen.length = Math.min(seen.length, MOST_SEEN)
    },
    state: () => ({ ...faults.state(), seen }),
  }
}
