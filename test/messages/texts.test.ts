import { authError, normalizeError } from '../../src/errors/normalize.js'
import { describe, expect, it } from 'vitest'
import { ADVICE } from '../../src/errors/advice.js'
import { OAUTH_CODES } from '../../src/errors/codes/oauth.js'
import { OWN_CODES } from '../../src/errors/codes/own.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { durationWords } from '../../src/messages/durations.js'
import { errorText } from '../../src/messages/error-text.js'
import en from '../../src/messages/locales/en.js'
import { withTexts } from '../../src/messages/with-texts.js'

const KINDS = Object.keys(ADVICE) as AuthErrorKind[]
const CODES = Object.keys({ ...OAUTH_CODES, ...OWN_CODES }).map((code) => authError(code))
const FAILURES = [
  ...KINDS.map((kind) => [kind, errorText({ kind, code: 'HTTP_400' }, en)] as const),
  ...CODES.map((error) => [error.code, errorText(error, en)] as const),
  ...Object.keys(en.codes).map((code) => [code, errorText({ kind: 'unknown', code }, en)] as const),
]

describe('the words for a failure', () => {
  it('stand there for every kind, and for no other', () => {
    expect(Object.keys(en.errors).sort()).toEqual([...KINDS].sort())
  })

  it.each(FAILURES)('%s: a short title, a reason and what to do, in plain words', (_name, text) => {
    expect(text.title.split(/\s+/).length).toBeLessThanOrEqual(6)
    expect(text.title).toMatch(/^[A-Z].*[^.!]$/)
    expect(text.explanation).toMatch(/^[A-Z].*\.$/)
    expect(text.advice).toMatch(/^[A-Z].*\.$/)
    const all = `${text.title} ${text.explanation} ${text.advice}`
    expect(all).not.toMatch(/oops|sorry|please|whoops|uh-oh/i)
    expect(all).not.toMatch(/\w_\w|HTTP|\b[45]\d\d\b|token|OAuth|CIBA|null|undefined/)
  })

  it('are those of the code where it has some, and of its kind otherwise', () => {
    const messages = withTexts(en, { codes: { SHOP_042: { title: 'The shop is closed' } } })
    expect(errorText({ kind: 'unavailable', code: 'SHOP_042' }, messages)).toEqual({
      ...en.errors.unavailable,
      title: 'The shop is closed',
    })
    expect(errorText({ kind: 'unavailable', code: 'SHOP_043' }, messages)).toEqual(en.errors.unavailable)
  })

  it('are those of the account’s state where the code has none', () => {
    const text = (code: string) => errorText({ kind: 'account_state', code, userState: 'notVerified' }, en)
    expect(text('invalidUserState').title).toBe('Verify your phone first')
    expect(text('ORGANIZATION_NOT_ACTIVE').title).toBe('Your organisation is not active')
  })

  it('never ask to repeat what was done already', () => {
    const { advice } = errorText({ kind: 'server_error', code: 'AUDIT_ERROR' }, en)
    expect(advice).toMatch(/^Do not repeat/)
  })

  it('are not taken from names that every object has', () => {
    expect(errorText({ kind: 'unknown', code: 'constructor' }, en)).toEqual(en.errors.unknown)
    expect(errorText({ kind: 'unknown', code: '__proto__' }, en)).toEqual(en.errors.unknown)
  })

  it('do not tell a stranger whether an account exists', () => {
    const unknownUser = authError('unknown_user_id', { phase: 'initiate' })
    expect(errorText(unknownUser, en)).toEqual(errorText({ kind: 'timeout', code: 'timeout' }, en))
    const { title, explanation, advice } = en.errors.invalid_credentials
    expect(`${title} ${explanation} ${advice}`).not.toMatch(/account|user|password|email|exist/i)
  })

  it.each<[string, unknown]>([
    ['something that is gone', { status: 410, body: { message: 'This export was removed' } }],
    ['a form that was open for too long', { status: 419, body: { message: 'CSRF token mismatch.' } }],
    ['a document that somebody edits', { status: 423, body: { message: 'Somebody is editing it' } }],
    [
      'a card',
      { status: 402, body: { error: { code: 'card_declined', message: 'Your card was declined.' } } },
    ],
    ['a code of an SMS', { status: 400, body: { __type: 'CodeMismatchException', message: 'Wrong code.' } }],
    ['a code that is too old', { status: 400, body: { code: 'OTP_EXPIRED', message: 'It expired.' } }],
    ['a call that was aborted', new DOMException('x', 'AbortError')],
  ])('speak of no phone, authenticator, plan or sign-in where there is none: %s', (_what, input) => {
    const text = errorText(normalizeError(input, { phase: 'api' }), en)
    expect(Object.values(text).join(' ')).not.toMatch(/phone|authenticator|approved|seconds|plan|sign-in/i)
  })

  it('tell a refusal by policy from the person’s own', () => {
    expect(en.errors.forbidden.title).not.toBe(en.errors.denied.title)
    expect(en.errors.forbidden.explanation).not.toMatch(/phone|declined/)
  })
})

describe('durations', () => {
  const words = durationWords('en')

  it.each([
    [0, '0 seconds'],
    [-5_000, '0 seconds'],
    [1, '1 second'],
    [1_000, '1 second'],
    [1_001, '2 seconds'],
    [42_000, '42 seconds'],
    [59_001, '1 minute'],
    [60_000, '1 minute'],
    [65_000, '1 minute 5 seconds'],
    [121_000, '2 minutes 1 second'],
    [300_000, '5 minutes'],
    [3_599_001, '1 hour'],
    [3_600_000, '1 hour'],
    [3_600_001, '1 hour 1 minute'],
    [5_400_000, '1 hour 30 minutes'],
    [7_199_001, '2 hours'],
    [86_400_000, '24 hours'],
  ])('%i ms are “%s”', (ms, text) => {
    expect(words(ms)).toBe(text)
  })

  it('are said in the words of the language', () => {
    expect(durationWords('de')(65_000)).toBe('1 Minute, 5 Sekunden')
  })
})

describe('the words around them', () => {
  const { ui } = en

  it('carry the real times', () => {
    expect(ui.tryAgainIn(42_000)).toContain('42 seconds')
    expect(ui.sendAgainIn(12_000)).toContain('12 seconds')
    expect(ui.tryAgainIn(65_000)).toContain('1 minute 5 seconds')
    expect(ui.timeLeft(20_000)).toBe('20 seconds left')
  })

  it('name the app where it has a name', () => {
    expect(ui.signInTitle('Acme')).toBe('Sign in to Acme')
    expect(ui.signInTitle(undefined)).toBe('Sign in')
    expect(ui.waitingText('d•••', 'Acme')).toContain('the Acme app on your phone')
    expect(ui.waitingText('d•••', undefined)).toContain('Open your phone')
  })

  it('speak a code sign by sign', () => {
    expect(ui.spokenCode('KQ7-42M')).toBe('K Q 7 dash 4 2 M')
  })

  it('count one attempt as one', () => {
    expect(ui.attemptsLeft(1)).toBe('1 attempt left.')
    expect(ui.attemptsLeft(2)).toBe('2 attempts left.')
  })
})
