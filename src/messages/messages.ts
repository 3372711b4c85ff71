import type { AuthErrorKind } from '../errors/vocabulary.js'

/** The words for one failure. Plain language, no codes, no blame. */
export interface ErrorText {
  /** What happened, in six words at most. */
  title: string
  /** Why it matters, one sentence. */
  explanation: string
  /** What to do now, one sentence that matches a button beside it. */
  advice: string
}

/** The words of forms, buttons and the waiting panel. Durations are in ms, `at` is epoch ms. */
export interface UiText {
  signIn: string
  signInTitle(appName: string | undefined): string
  emailLabel: string
  emailHint: string
  emailMissing: string
  emailMalformed: string
  cancel: string
  sendAgain: string
  sendAgainIn(ms: number): string
  useCode: string
  backToPush: string
  keepWaiting: string
  tryAgain: string
  tryAgainIn(ms: number): string
  verify: string
  verifying: string
  startOver: string
  pushingTitle: string
  pushingText(hint: string): string
  waitingTitle: string
  waitingText(hint: string, appName: string | undefined): string
  compareCode: string
  codeLabel: string
  /** Said for the code, one character at a time. */
  spokenCode(code: string): string
  timeLeft(ms: number): string
  didNotGetIt: string
  olderPrompt: string
  activity: Record<'waiting' | 'checking' | 'backing_off' | 'offline' | 'finishing', string>
  totpTitle: string
  totpText(hint: string): string
  totpLabel: string
  totpHint: string
  totpIncomplete: string
  attemptsLeft(count: number): string
  lockedFor(ms: number): string
  approvedTitle: string
  approvedText: string
  cancelledTitle: string
  cancelledText: string
  promptMayRemain: string
  dismiss: string
  help: string
  support: string
  requestId: string
  time: string
  copy: string
  copied: string
}

/** All words of one language. Every locale has all of them: a missing one does not compile. */
export interface Messages {
  /** BCP 47. */
  tag: string
  dir: 'ltr' | 'rtl'
  errors: Record<AuthErrorKind, ErrorText>
  /** Codes that deserve their own words; what is left out comes from the kind. */
  codes: Readonly<Record<string, Partial<ErrorText>>>
  ui: UiText
}
