import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.js'
import { type EveryKind, matchError } from '../../src/errors/match-error.js'
import { normalizeError } from '../../src/errors/normalize.js'

const tokenExpired = normalizeError({ status: 401, body: { error_code: 'AUTH_003', error: 'token_expired' } })

describe('matchError', () => {
  it('calls the handler of the kind, and otherwise the other one', () => {
    const handlers = {
      token_expired: (error: AuthError) => `renew after ${error.code}`,
      otherwise: (error: AuthError) => `no handler for ${error.kind}`,
    }
    expect(matchError(tokenExpired, handlers)).toBe('renew after AUTH_003')
    expect(matchError(normalizeError({ status: 404 }), handlers)).toBe('no handler for not_found')
  })

  it('does not compile where a kind has no handler and there is no other one', () => {
    type Handlers = Parameters<typeof matchError<string>>[1]
    expectTypeOf<{ denied: () => string }>().not.toExtend<Handlers>()
    expectTypeOf<{ denied: () => string; otherwise: () => string }>().toExtend<Handlers>()
    expectTypeOf<EveryKind<string>>().toExtend<Handlers>()
    expectTypeOf<Omit<EveryKind<string>, 'unknown'>>().not.toExtend<Handlers>()
  })
})
