import { describe } from 'vitest'
import { checkCases } from './check-cases.js'
import { CHORDIAN_LINKS, CHORDIAN_ROWS } from './fixtures/chordian.js'

describe('Chordian', () => {
  describe('a row of its table', () => checkCases(CHORDIAN_ROWS))
  describe('its link to the documentation', () => checkCases(CHORDIAN_LINKS))
})
