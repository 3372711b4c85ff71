import { describe, expect, it } from 'vitest'
import { ENGLISH_WRITTEN_ERRORS } from '../../src/messages/english-errors.js'
import { errorText } from '../../src/messages/error-text.js'
import { type ErrorLanguage, errorMessages } from '../../src/messages/language.js'
import ar from '../../src/messages/locales/ar.js'
import en from '../../src/messages/locales/en.js'

describe('how a language is written down', () => {
  it('a text that is missing, or lacks its placeholder, does not compile', () => {
    const { denied: _text, ...errors } = ENGLISH_WRITTEN_ERRORS.errors
    // @ts-expect-error a language has words for every kind
    const incomplete: ErrorLanguage = { ...ENGLISH_WRITTEN_ERRORS, errors }
    const { copied: _word, ...ui } = ENGLISH_WRITTEN_ERRORS.ui
    // @ts-expect-error and every word around them
    const silent: ErrorLanguage = { ...ENGLISH_WRITTEN_ERRORS, ui }
    const timeless: ErrorLanguage = {
      ...ENGLISH_WRITTEN_ERRORS,
      // @ts-expect-error says when
      ui: { ...ENGLISH_WRITTEN_ERRORS.ui, tryAgainIn: 'You can try again soon.' },
    }
    expect([incomplete, silent, timeless]).toHaveLength(3)
  })

  it('an empty part of a code’s text is that of its kind', () => {
    const messages = errorMessages(ENGLISH_WRITTEN_ERRORS)
    expect(messages.codes.SERVICE_LIMIT_EXCEEDED).toEqual({
      explanation: 'Your plan does not allow more services.',
    })
    expect(errorText({ kind: 'limit_exceeded', code: 'SERVICE_LIMIT_EXCEEDED' }, messages)).toEqual({
      ...messages.errors.limit_exceeded,
      explanation: 'Your plan does not allow more services.',
    })
  })
})

describe('a name in a sentence', () => {
  it('is set apart where the directions differ, and only there', () => {
    expect(en.ui.pushingText('d•••@e•••.com')).toBe('To the phone of d•••@e•••.com.')
    expect(en.ui.signInTitle('أكمي')).toBe('Sign in to \u2068أكمي\u2069')
    expect(ar.ui.pushingText('+4•••89')).toContain('\u2068+4•••89\u2069.')
    expect(ar.ui.signInTitle('أكمي')).toContain('\u2068أكمي\u2069')
  })

  it('is not read as a pattern', () => {
    expect(en.ui.signInTitle('$& Shop')).toBe('Sign in to $& Shop')
    expect(en.ui.waitingText("$'", '$1')).toBe("Open the $1 app on your phone and approve the sign-in of $'.")
  })
})
