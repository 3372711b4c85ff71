import { describe, expect, it } from 'vitest'
import { defineSystemErrors, normalizeError } from '../../src/core.js'
import { checkCases } from './check-cases.js'
import { AUTHOS_LIMITS, AUTHOS_ROWS } from './fixtures/authos.js'

describe('AuthOS', () => {
  describe('a row of its table', () => checkCases(AUTHOS_ROWS))
  describe('when to come back', () => checkCases(AUTHOS_LIMITS))

  it('a 401 on a call made with an API key is for whoever runs the app', () => {
    const system = defineSystemErrors({
      name: 'authos with a key',
      codes: { UNAUTHORIZED: { kind: 'misconfigured' } },
    })
    const row = AUTHOS_ROWS.find(({ name }) => name === '401 UNAUTHORIZED')
    expect(normalizeError(row?.input, { system })).toMatchObject({
      kind: 'misconfigured',
      code: 'UNAUTHORIZED',
      recovery: 'contact_support',
      severity: 'critical',
      retryable: false,
    })
  })
})
