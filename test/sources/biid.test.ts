import { describe, expect, it } from 'vitest'
import { normalizeError } from '../../src/core.js'
import { checkCases } from './check-cases.js'
import { BIID_SENTENCES, BIID_THROWN, BIID_WIRE, thrown } from './fixtures/biid.js'

describe('biid', () => {
  describe('on the wire', () => checkCases(BIID_WIRE))
  describe('thrown by the SDK', () => checkCases(BIID_THROWN))
  describe('a trace id in a sentence', () => checkCases(BIID_SENTENCES))

  it('a thrown error stays at hand for whoever debugs', () => {
    const error = thrown('ClientError', {})
    expect(normalizeError(error).cause).toBe(error)
  })

  it('a plain object with the name of a class is understood like an instance', () => {
    expect(normalizeError({ name: 'UserNotCertifiedError', invalidState: 'notCertified' })).toMatchObject({
      kind: 'account_state',
      userState: 'notCertified',
      recovery: 'complete_step',
    })
  })

  it('an instance is known by its class where it sets no name', () => {
    class UserNotVerifiedError extends Error {
      readonly invalidState = 'notVerified'
    }
    expect(normalizeError(new UserNotVerifiedError('Not yet'))).toMatchObject({
      kind: 'account_state',
      userState: 'notVerified',
    })
  })
})
