import { describe, expect, it } from 'vitest'
import { ADVICE, adviceFor } from '../../src/errors/advice.js'
import { AuthError, isAuthError } from '../../src/errors/auth-error.js'
import { authErrorFromJSON } from '../../src/errors/auth-error-from-json.js'
import { OAUTH_CODES } from '../../src/errors/codes/oauth.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { OWN_CODES } from '../../src/errors/codes/own.js'
import { defineSystemErrors } from '../../src/errors/codes/code-row.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'

describe('an AuthError', () => {
  const cause = new Error('cause with a secret')
  const error = new AuthError(
    {
      kind: 'denied',
      code: 'access_denied',
      recovery: 'start_over',
      retryable: false,
      severity: 'warning',
      occurredAt: 5,
      requestId: 'req-1',
    },
    { cause },
  )

  it('is an Error whose message is for developers', () => {
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('AuthError')
    expect(String(error)).toBe('AuthError: denied: access_denied')
  })

  it('becomes plain data that has its members and leaves its cause behind', () => {
    expect(error.cause).toBe(cause)
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      kind: 'denied',
      code: 'access_denied',
      recovery: 'start_over',
      retryable: false,
      severity: 'warning',
      occurredAt: 5,
      requestId: 'req-1',
    })
  })

  it('has no members that nobody gave', () => {
    expect('status' in error).toBe(false)
    expect('retryAt' in error).toBe(false)
  })

  it('is nothing that only looks like one', () => {
    const lookalikes = [null, undefined, 'AuthError', new Error('x'), { ...error }, error.toJSON()]
    for (const value of lookalikes) expect(isAuthError(value)).toBe(false)
  })
})

describe('advice', () => {
  const kinds = (Object.keys(ADVICE) as AuthErrorKind[]).map((kind) => [kind, adviceFor(kind)] as const)

  it.each(kinds)('for %s is complete', (kind, advice) => {
    expect(advice.recovery).not.toBe('none')
    expect(typeof advice.retryable).toBe('boolean')
    // What may be tried again says so; nothing else tells people to try the very same again.
    if (advice.retryable)
      expect(['retry', 'wait_and_retry', 'retry_later', 'keep_waiting']).toContain(advice.recovery)
    else expect(['retry', 'retry_later']).not.toContain(advice.recovery)
    expect(kind).toMatch(/^[a-z_]+$/)
  })

  it.each(Object.entries({ ...OAUTH_CODES, ...OWN_CODES }))('%s becomes what its row says', (code, row) => {
    const { orAsSaid: _, ...said } = typeof row === 'string' ? { kind: row } : row
    expect(authError(code)).toMatchObject({ ...adviceFor(said.kind), ...said, code })
  })

  it('no code stands in two tables', () => {
    expect(Object.keys(OAUTH_CODES).filter((code) => Object.hasOwn(OWN_CODES, code))).toEqual([])
  })
})

describe('what is no error', () => {
  it.each([
    null,
    undefined,
    'x',
    {},
    { kind: 'denied' },
    { code: 'x' },
    { kind: 'toString', code: 'x' },
    { kind: 7, code: 'x' },
  ])('is not made one of: %j', (json) => {
    expect(() => authErrorFromJSON(json)).toThrow(/^react-ciba: this is not the JSON of an AuthError$/)
  })

  it('is no code of a system: it has to fit on a wire', () => {
    for (const code of ['', 'two words', 'x'.repeat(101)])
      expect(() => defineSystemErrors({ name: 'shop', codes: { [code]: 'conflict' } })).toThrow(/is no code/)
    const system = defineSystemErrors({ name: 'shop', codes: { SHOP_1: 'conflict' } })
    expect(normalizeError({ error: 'SHOP_1' }, { system }).kind).toBe('conflict')
  })
})
