import { describe, expect, it } from 'vitest'
import { defineSystemErrors, normalizeError } from '../../src/core.js'
import { checkCases } from './check-cases.js'
import { CHALLENGES, INITIATION_ERRORS, POLL_ERRORS, TRANSIENT } from './fixtures/ciba.js'

describe('OAuth and CIBA', () => {
  describe('a poll', () => checkCases(POLL_ERRORS))
  describe('a request for an approval', () => checkCases(INITIATION_ERRORS))
  describe('overload and hiccups', () => checkCases(TRANSIENT))
  describe('a challenge', () => checkCases(CHALLENGES))

  it('an app may say openly that nobody has this name', () => {
    const system = defineSystemErrors({ name: 'intranet', codes: { unknown_user_id: { kind: 'not_found' } } })
    const body = { error: 'unknown_user_id' }
    expect(normalizeError({ status: 400, body }, { phase: 'initiate', system }).kind).toBe('not_found')
  })

  it('an app may say what else differs from the usual advice', () => {
    const system = defineSystemErrors({
      name: 'intranet',
      codes: { access_denied: { kind: 'denied', recovery: 'use_totp', severity: 'security' } },
    })
    expect(normalizeError({ error: 'access_denied' }, { phase: 'poll', system })).toMatchObject({
      kind: 'denied',
      recovery: 'use_totp',
      severity: 'security',
    })
  })
})
