import type { AuthErrorKind } from '../errors/vocabulary.js'
import { durationWords } from './durations.js'
import { PARTS } from './error-text.js'
import { isolated } from './isolated.js'
import type { ErrorMessages, ErrorText, ErrorUiText, Messages, UiText, WordedCode } from './messages.js'
import { countWords, type PluralForms } from './plurals.js'

type With<Placeholder extends string> = `${string}${Placeholder}${string}`

type WithTime = With<'{time}'>

type WithHint = With<'{hint}'>

type WithApp = With<'{app}'>

/** The texts that are the same each time. */
type Fixed<Ui> = { [K in keyof Ui as Ui[K] extends string ? K : never]: string }

type WrittenErrorUi = Fixed<ErrorUiText> & {
  tryAgainIn: WithTime
  attemptsLeft: PluralForms
  limitIs: PluralForms
}

type WrittenUi = WrittenErrorUi &
  Fixed<UiText> &
  Pick<UiText, 'activity'> & {
    signInTitle: readonly [withoutName: string, withName: WithApp]
    sendAgainIn: WithTime
    pushingText: WithHint
    waitingText: readonly [withoutName: WithHint, withName: WithHint & WithApp]
    /** How a hyphen is said. */
    spokenCode: string
    timeLeft: WithTime
    totpText: WithHint
  }

/** How the words for errors are written down: shorter than the messages that they become, and all of them. */
export interface ErrorLanguage {
  /** BCP 47. */
  tag: string
  dir?: ErrorMessages['dir']
  errors: Record<AuthErrorKind, readonly [title: string, explanation: string, advice: string]>
  /** What is left out or empty is that of the kind. */
  codes: Record<WordedCode, readonly [title: string, explanation?: string, advice?: string]>
  ui: WrittenErrorUi
}

/** How a whole language is written down. A text that is missing, or lacks its placeholder, does not compile. */
export interface Language extends ErrorLanguage {
  ui: WrittenUi
}

function failures<Name extends string>(rows: Record<Name, readonly (string | undefined)[]>) {
  const texts = {} as Record<Name, ErrorText>
  for (const name in rows) {
    const text = (texts[name] = {} as ErrorText)
    rows[name].forEach((words, part) => {
      if (words) text[PARTS[part] as keyof ErrorText] = words
    })
  }
  return texts
}

/** A function puts the value in, since `$&` in a name is no pattern. */
const put = (text: string, placeholder: string, value: string) => text.replace(placeholder, () => value)

const timed = (tag: string, text: string) => (ms: number) => put(text, '{time}', durationWords(tag)(ms))

/** The messages for errors from how they are written down. */
export function errorMessages({ tag, dir = 'ltr', errors, codes, ui }: ErrorLanguage): ErrorMessages {
  return {
    tag,
    dir,
    errors: failures(errors),
    codes: failures(codes),
    ui: {
      ...ui,
      tryAgainIn: timed(tag, ui.tryAgainIn),
      attemptsLeft: countWords(tag, ui.attemptsLeft),
      limitIs: countWords(tag, ui.limitIs),
    },
  }
}

/** The messages of a language from how it is written down. */
export function messages(language: Language): Messages {
  const { tag, ui } = language
  const base = errorMessages(language)
  const hinted = (text: string) => (hint: string) => put(text, '{hint}', isolated(hint, base.dir))
  const named = ([withoutName, withName]: readonly [string, string], appName: string | undefined) =>
    appName === undefined ? withoutName : put(withName, '{app}', isolated(appName, base.dir))
  return {
    ...base,
    ui: {
      ...ui,
      ...base.ui,
      signInTitle: (appName) => named(ui.signInTitle, appName),
      sendAgainIn: timed(tag, ui.sendAgainIn),
      pushingText: hinted(ui.pushingText),
      waitingText: (hint, appName) => hinted(named(ui.waitingText, appName))(hint),
      spokenCode: (code) => [...code].map((sign) => (sign === '-' ? ui.spokenCode : sign)).join(' '),
      timeLeft: timed(tag, ui.timeLeft),
      totpText: hinted(ui.totpText),
    },
  }
}
