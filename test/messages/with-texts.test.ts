import { expect, it } from 'vitest'
import { authError } from '../../src/errors/normalize.js'
import { errorText, translatedText } from '../../src/messages/error-text.js'
import en from '../../src/messages/locales/en.js'
import type { Messages } from '../../src/messages/messages.js'
import { countWords } from '../../src/messages/plurals.js'
import { withTexts } from '../../src/messages/with-texts.js'

it('an app words some texts itself; all others stay, and English is left as it was', () => {
  const mine = withTexts(en, {
    errors: { denied: { title: 'Declined' } },
    codes: { SHOP_042: { title: 'The shop is closed' } },
    ui: { tryAgain: 'Once more', activity: { offline: 'No network.' }, tryAgainIn: (ms) => `${ms} ms` },
  })
  expect(mine.errors.denied).toEqual({ ...en.errors.denied, title: 'Declined' })
  expect(mine.errors.expired).toBe(en.errors.expired)
  expect(errorText({ kind: 'unavailable', code: 'SHOP_042' }, mine).title).toBe('The shop is closed')
  expect(mine.ui.tryAgain).toBe('Once more')
  expect(mine.ui.tryAgainIn(5)).toBe('5 ms')
  expect(mine.ui.activity).toEqual({ ...en.ui.activity, offline: 'No network.' })
  expect(en.errors.denied.title).toBe('You declined on your phone')
  expect(en.codes).not.toHaveProperty('SHOP_042')
})

it('a text that is not there, or is misspelt, does not compile', () => {
  const { AUDIT_ERROR: _text, ...codes } = en.codes
  // @ts-expect-error a locale has words for each WordedCode
  const incomplete: Messages = { ...en, codes }
  const { dismiss: _word, ...ui } = en.ui
  // @ts-expect-error and every word around them
  const silent: Messages = { ...en, ui }
  // @ts-expect-error a part that no error has
  const odd = withTexts(en, { errors: { denied: { heading: 'Declined' } } })
  expect([incomplete, silent, odd]).toHaveLength(3)
})

it('counts are in the words and digits of the language', () => {
  const slots = countWords('en', { one: '# slot', other: '# slots' })
  expect([0, 1, 2, 1200].map(slots)).toEqual(['0 slots', '1 slot', '2 slots', '1,200 slots'])
  const pl = countWords('pl', { one: '# próba', few: '# próby', many: '# prób', other: '# próby' })
  expect([1, 3, 5].map(pl)).toEqual(['1 próba', '3 próby', '5 prób'])
})

it('an app’s own translation comes before the catalogue, part by part, and may fail', () => {
  const error = authError('access_denied')
  const text = translatedText(error, en, ({ code }, part) => (part === 'title' ? `Own ${code}` : undefined))
  expect(text).toEqual({ ...en.errors.denied, title: 'Own access_denied' })
  const broken = () => {
    throw new Error('no such key')
  }
  expect(translatedText(error, en, broken)).toEqual(en.errors.denied)
  expect(en.errors.denied.title).toBe('You declined on your phone')
})
