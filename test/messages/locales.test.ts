import { describe, expect, it } from 'vitest'
import { actionsFor } from '../../src/components/recovery-actions.js'
import { ADVICE, adviceFor } from '../../src/errors/advice.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { errorText } from '../../src/messages/error-text.js'
import en from '../../src/messages/locales/en.js'
import { LOCALES, textsOf } from './all-locales.js'

const KINDS = Object.keys(ADVICE) as AuthErrorKind[]
const ENGLISH = textsOf(en)

/** What a language does not say: excuses, and words that are too familiar. */
const UNSAID: Record<string, RegExp> = {
  de: /hoppla|leider|entschuldig|(?<!\p{L})(ups|bitte|du|dich|dir|deine?[rmns]?)(?!\p{L})/iu,
  fr: /oups|désolé|s’il vous plaît|veuillez|(?<!\p{L})(tu|toi|ton|tes)(?!\p{L})/iu,
  es: /lo siento|por favor|(?<!\p{L})(ups|tú|tus?|te|ti)(?!\p{L})/iu,
  ja: /おっと|申し訳|すみません|恐れ入り/,
  ar: /عذر|آسف|فضلك|نأسف/,
}

/** Words for an account, an address or a password, which would tell what of an entry was wrong. */
const REVEALING: Record<string, RegExp> = {
  en: /account|user|password|email|exist/i,
  de: /konto|benutzer|passwort|e-mail|existier/i,
  fr: /compte|utilisateur|mot de passe|e-mail|existe/i,
  es: /cuenta|usuario|contraseña|correo|existe/i,
  ja: /アカウント|ユーザー|パスワード|メール|存在/,
  ar: /حساب|مستخدم|كلمة|بريد|موجود/,
}

/** Texts that a language shares with English. */
const AS_IN_ENGLISH: Record<string, string[]> = { de: ['Code'], fr: ['Code'] }

/** The attempts that are left: 0, 1, 2, 3, 11 and 100. */
const COUNTS = [0, 1, 2, 3, 11, 100]
const ATTEMPTS: Record<string, string[]> = {
  en: ['0 attempts', '1 attempt', '2 attempts', '3 attempts', '11 attempts', '100 attempts'],
  de: ['0 Versuche', '1 Versuch', '2 Versuche', '3 Versuche', '11 Versuche', '100 Versuche'],
  fr: ['0 essai', '1 essai', '2 essais', '3 essais', '11 essais', '100 essais'],
  es: ['Quedan 0 intentos', 'Queda 1 intento', 'Quedan 2', 'Quedan 3', 'Quedan 11', 'Quedan 100'],
  ja: ['あと0回', 'あと1回', 'あと2回', 'あと3回', 'あと11回', 'あと100回'],
  ar: ['لم تبقَ محاولات', 'محاولة واحدة', 'محاولتان', '3 محاولات', '11 محاولة', '100 محاولة'],
}

const DURATIONS: Record<string, string> = {
  en: '1 minute 5 seconds',
  de: '1 Minute, 5 Sekunden',
  fr: '1 minute 5 secondes',
  es: '1 minuto 5 segundos',
  ja: '1 分5 秒',
  ar: 'دقيقة و5 ثوان',
}

/** The longest run of letters that a text has in common with another; endings and accents differ, the word does not. */
function sharedRun(one: string, other: string): number {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/(?<=\p{Script=Latin})\p{M}/gu, '')
      .toLowerCase()
  const [a, b] = [plain(one), plain(other)]
  let longest = 0
  for (let from = 0; from < a.length; from++)
    for (let to = from + 1; to <= a.length; to++) {
      const run = a.slice(from, to)
      if (/\P{L}/u.test(run.normalize('NFC').replace(/\p{M}/gu, ''))) break
      if (run.length > longest && b.includes(run)) longest = run.length
    }
  return longest
}

describe.each(LOCALES)('$tag', ({ tag, messages }) => {
  const { errors, codes, ui } = messages
  const texts = [...textsOf(messages)]
  const failures = [
    ...KINDS.map((kind) => [kind, errorText({ kind, code: '' }, messages)] as const),
    ...Object.keys(codes).map((code) => [code, errorText({ kind: 'validation', code }, messages)] as const),
  ]
  const hasSpaces = !/^(ja|zh|th)/.test(tag)

  it('is named by its tag, and runs in the direction of its script', () => {
    expect(messages.tag).toBe(tag)
    expect(Intl.getCanonicalLocales(tag)).toEqual([tag])
    const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(errors.denied.title)
    expect(messages.dir).toBe(rightToLeft ? 'rtl' : 'ltr')
  })

  it('has the same texts as English, none empty and none with a placeholder left in it', () => {
    expect(texts.map(([path]) => path).sort()).toEqual([...ENGLISH.keys()].sort())
    expect(texts.filter(([, text]) => text.trim() === '' || /[{}#]|undefined|NaN/.test(text))).toEqual([])
  })

  it.each(failures)('%s: a short title, then whole sentences in plain words', (_name, text) => {
    if (hasSpaces) expect(text.title.split(/\s+/).length).toBeLessThanOrEqual(6)
    else expect(text.title.length).toBeLessThanOrEqual(20)
    expect(text.title).toMatch(/^[\p{Lu}\p{Lo}].*[^.!。！]$/u)
    expect(text.explanation).toMatch(/^[\p{Lu}\p{Lo}].*[.。]$/u)
    expect(text.advice).toMatch(/^[\p{Lu}\p{Lo}].*[.。]$/u)
  })

  it.each(texts)('%s is plain and polite', (_path, text) => {
    expect(text).not.toMatch(/\w_\w|HTTP|\b[45]\d\d\b|token|OAuth|CIBA|'|\.\.\./i)
    const unsaid = UNSAID[tag]
    if (unsaid) expect(text).not.toMatch(unsaid)
  })

  if (tag !== 'en')
    it('leaves nothing in English', () => {
      const same = texts.filter(([path, text]) => ENGLISH.get(path) === text).map(([, text]) => text)
      expect(same.filter((text) => !AS_IN_ENGLISH[tag]?.includes(text))).toEqual([])
    })

  it('tells the person’s own refusal from one by policy', () => {
    for (const part of ['title', 'explanation', 'advice'] as const)
      expect(errors.forbidden[part]).not.toBe(errors.denied[part])
    const policy = Object.values(errors.forbidden).join(' ')
    expect(sharedRun(ui.waitingTitle, errors.denied.title)).toBeGreaterThanOrEqual(4)
    expect(sharedRun(errors.denied.title, policy)).toBeLessThan(hasSpaces ? 6 : 3)
  })

  it('does not tell a stranger whether an account exists', () => {
    const unknownUser = authError('unknown_user_id', { phase: 'initiate' })
    expect(errorText(unknownUser, messages)).toEqual(errors.timeout)
    const revealing = REVEALING[tag]
    const said = [errors.invalid_credentials, errors.timeout].flatMap((text) => Object.values(text)).join(' ')
    if (revealing) expect(said).not.toMatch(revealing)
    // Nothing was sent to somebody unknown, and so nothing can be waited for.
    expect(sharedRun(ui.keepWaiting, errors.timeout.advice)).toBeLessThan(hasSpaces ? 4 : 3)
  })

  const advised = KINDS.filter((kind) => kind !== 'invalid_code').flatMap((kind) => {
    const error = new AuthError({ kind, code: kind, ...adviceFor(kind), occurredAt: 0 })
    const labels = {
      onRetry: ui.tryAgain,
      onUseTotp: ui.useCode,
      onKeepWaiting: ui.keepWaiting,
      onSignIn: ui.signIn,
    }
    const buttons = actionsFor(error).map((action) => labels[action])
    if (error.recovery === 'contact_support') buttons.push(ui.contactSupport)
    return buttons.length === 0 ? [] : [[kind, errors[kind].advice, buttons] as const]
  })
  it.each(advised)(
    '%s: advises what a button beside it does, in the button’s words',
    (_kind, advice, buttons) => {
      const runs = buttons.map((button) => sharedRun(button, advice))
      expect(Math.max(...runs)).toBeGreaterThanOrEqual(hasSpaces ? 4 : 3)
    },
  )

  it('counts in the forms and digits of the language', () => {
    const said = COUNTS.map((count) => ui.attemptsLeft(count))
    const expected = ATTEMPTS[tag]
    if (expected) for (const [index, text] of said.entries()) expect(text).toContain(expected[index])
    const categories = new Set(COUNTS.map((count) => new Intl.PluralRules(tag).select(count)))
    expect(new Set(said.map((text) => text.replace(/\d+/, '#'))).size).toBeLessThanOrEqual(categories.size)
    expect(ui.limitIs(12_345)).toContain(new Intl.NumberFormat(tag).format(12_345))
  })

  it('says durations in its own words, in whole and in each text with one', () => {
    const words = new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'long' })
    for (const name of ['tryAgainIn', 'sendAgainIn', 'timeLeft'] as const) {
      expect(ui[name](42_000)).toContain(words.format(42))
      // French keeps a number and its unit together with a no-break space.
      const said = ui[name](65_000).replace(/\s/g, ' ')
      expect(said).toContain(DURATIONS[tag] ?? words.format(5))
    }
  })

  it('keeps a masked hint and the app’s name whole', () => {
    const [from, to] = messages.dir === 'rtl' ? ['\u2068', '\u2069'] : ['', '']
    for (const name of ['pushingText', 'waitingText', 'totpText'] as const)
      expect(ui[name]('d•••@e•••.com', 'Acme')).toContain(`${from}d•••@e•••.com${to}`)
    expect(ui.signInTitle('Acme')).toContain(`${from}Acme${to}`)
    expect(ui.waitingText('d•••', 'Acme')).toContain(`${from}Acme${to}`)
    expect(ui.signInTitle(undefined)).not.toMatch(/Acme|undefined/)
  })
})
