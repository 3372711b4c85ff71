import { describe } from 'vitest'
import { checkCases } from './check-cases.js'
import {
  AUTHSEC_INITIATE,
  AUTHSEC_NETWORK,
  AUTHSEC_POLL,
  AUTHSEC_PROSE,
  AUTHSEC_TOTP,
} from './fixtures/authsec.js'

describe('AuthSec', () => {
  describe('asking for an approval', () => checkCases(AUTHSEC_INITIATE))
  describe('polling', () => checkCases(AUTHSEC_POLL))
  describe('a code', () => checkCases(AUTHSEC_TOTP))
  describe('a sentence where a code should be', () => checkCases(AUTHSEC_PROSE))
  describe('no answer', () => checkCases(AUTHSEC_NETWORK))
})
