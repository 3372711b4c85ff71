import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskHint } from '../../src/machine/mask-hint.js'

describe('the masked hint', () => {
  it.each([
    ['dana@example.com', 'd•••@e•••.com'],
    ['  dana@example.com ', 'd•••@e•••.com'],
    ['dana@mail.example.co.uk', 'd•••@m•••.uk'],
    ['dana@localhost', 'd•••@l•••'],
    ['"a@b"@example.com', '"•••@e•••.com'],
    ['+49 171 1234589', '+4•••89'],
    ['dana', 'd•••'],
    ['👩‍💻dana', '👩•••'],
    ['', ''],
    ['   ', ''],
  ])('of %j is %j', (hint, masked) => {
    expect(maskHint(hint)).toBe(masked)
  })

  it('never shows the name before the @, nor the domain', () => {
    const word = fc.stringMatching(/^[a-z]{2,12}$/)
    fc.assert(
      fc.property(word, word, (name, domain) => {
        const masked = maskHint(`${name}@${domain}.example`)
        expect(masked.split('@')).toEqual([`${name.charAt(0)}•••`, `${domain.charAt(0)}•••.example`])
      }),
    )
  })

  it('is as long for a long name as for a short one', () => {
    expect(maskHint('al@example.com')).toBe(maskHint('alexandra@example.com'))
    expect(maskHint('al')).toBe(maskHint('alexandra'))
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (hint) => {
        expect(maskHint(hint).includes('•••')).toBe(hint.trim() !== '')
      }),
    )
  })
})
