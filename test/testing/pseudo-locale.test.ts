import { describe, expect, it } from 'vitest'
import ar from '../../src/messages/locales/ar.js'
import en from '../../src/messages/locales/en.js'
import { withTexts } from '../../src/messages/with-texts.js'
import { pseudoLocale } from '../../src/testing/pseudo-locale.js'
import { textsOf } from '../messages/all-locales.js'

const pseudo = pseudoLocale(en)
const BRACKETED = /^⟦[^⟦⟧]+⟧$/

describe('the pseudo-locale', () => {
  it('has every text in brackets, with accents and about 40 % longer', () => {
    const plain = textsOf(en)
    for (const [path, text] of textsOf(pseudo)) {
      expect(text, path).toMatch(BRACKETED)
      expect(text, path).not.toBe(plain.get(path))
      const longer = text.length / (plain.get(path)?.length ?? 0)
      expect(longer, path).toBeGreaterThan(1.4)
      if (text.length > 40) expect(longer, path).toBeLessThan(1.6)
    }
    expect(pseudo.ui.signIn).toBe('⟦Šîĝñ îñ ···⟧')
  })

  it('breaks where words would', () => {
    for (const text of textsOf(pseudo).values()) expect(text).not.toMatch(/·{10}/)
  })

  it('leaves names, hints, codes and numbers as they are', () => {
    expect(pseudo.ui.pushingText('d•••@e•••.com')).toContain(' d•••@e•••.com. ·')
    expect(pseudo.ui.signInTitle('Acme')).toContain(' Acme ·')
    expect(pseudo.ui.spokenCode('KQ7-42M')).toMatch(/^⟦K Q 7 ðåšĥ 4 2 M ·+ ?·*⟧$/)
    expect(pseudo.ui.attemptsLeft(3)).toMatch(/^⟦3 åţţéɱþţš/)
    expect(pseudo.ui.timeLeft(42_000)).toMatch(/^⟦42 šéçöñðš/)
  })

  it('can be made of any language and with the app’s own texts, and keeps tag and direction', () => {
    const own = pseudoLocale(withTexts(ar, { codes: { SHOP_042: { title: 'The shop is closed' } } }))
    expect(own).toMatchObject({ tag: 'ar', dir: 'rtl' })
    expect(own.codes.SHOP_042?.title).toMatch(/^⟦Ţĥé šĥöþ/)
    expect(own.ui.pushingText('d•••')).toContain('\u2068d•••\u2069')
    expect(en.ui.signIn).toBe('Sign in')
  })
})
