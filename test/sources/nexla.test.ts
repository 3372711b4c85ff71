import { describe, expect, it } from 'vitest'
import { normalizeError } from '../../src/core.js'
import { checkCases } from './check-cases.js'
import {
  FINAL_STATUSES,
  NEXLA_NO_JSON,
  NEXLA_ROWS,
  NEXLA_UNKNOWN_CODES,
  RETRYABLE_STATUSES,
  WORDS_ALONE,
} from './fixtures/nexla.js'

describe('Nexla', () => {
  describe('a row of its table', () => checkCases(NEXLA_ROWS))
  describe('a code that no table has', () => checkCases(NEXLA_UNKNOWN_CODES))
  describe('a body that is not JSON', () => checkCases(NEXLA_NO_JSON))
  describe('words alone', () => checkCases(WORDS_ALONE))

  it.each(RETRYABLE_STATUSES)('%i may be tried again', (status) => {
    expect(normalizeError({ status, body: { error_description: 'It broke.' } }).retryable).toBe(true)
    expect(normalizeError({ status }).retryable).toBe(true)
  })

  it.each(FINAL_STATUSES)('%i is not to be tried again', (status) => {
    expect(normalizeError({ status, body: { error_description: 'It broke.' } }).retryable).toBe(false)
    expect(normalizeError({ status }).retryable).toBe(false)
  })

  it('keeps the rejected value to itself', () => {
    const rejected = NEXLA_ROWS.find(({ name }) => name === 'VAL_001')
    expect(JSON.stringify(normalizeError(rejected?.input))).not.toContain('ann(at)shop')
  })
})
