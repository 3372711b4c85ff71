import type { AuthErrorKind } from '../errors/vocabulary.js'

/** The words for one failure. Plain language, no codes, no blame. */
export interface ErrorText {
  /** What happened, in six words at most. */
  title: string
  /** Why it matters, one sentence. */
  explanation: string
  /** What to do now, one sentence that matches a button beside it. */
  advice: string
  /** The label of the help link, where it has one of its own. */
  help?: string
}

/** Codes and account states (`userState`) with words of their own; every locale has them. */
export type WordedCode =
  | 'invalid_login_hint'
  | 'no_device_registered'
  | 'insufficient_user_authentication'
  | 'AUTH_002'
  | 'cookie_missing'
  | 'ORGANIZATION_NOT_ACTIVE'
  | 'SERVICE_LIMIT_EXCEEDED'
  | 'TEAM_LIMIT_EXCEEDED'
  | 'INVITATION_EXPIRED'
  | 'STRIPE_ERROR'
  | 'AUDIT_ERROR'
  | 'notRegistered'
  | 'notVerified'
  | 'notAccredited'
  | 'notCertified'

/** The words around an error. Durations are in ms. */
export interface ErrorUiText {
  signIn: string
  useCode: string
  keepWaiting: string
  tryAgain: string
  tryAgainIn(ms: number): string
  startOver: string
  attemptsLeft(count: number): string
  limitIs(count: number): string
  dismiss: string
  help: string
  statusPage: string
  contactSupport: string
  requestId: string
  time: string
  copy: string
  copyDetails: string
  copied: string
  /** Beside a text that the browser did not copy, and that is selected. */
  copyByHand: string
  technicalDetail: string
}

/** The words of forms, buttons and the waiting panel, too. Durations are in ms. */
export interface UiText extends ErrorUiText {
  signInTitle(appName: string | undefined): string
  emailLabel: string
  emailHint: string
  emailMissing: string
  emailMalformed: string
  cancel: string
  sendAgain: string
  sendAgainIn(ms: number): string
  backToPush: string
  verify: string
  verifying: string
  pushingTitle: string
  pushingText(hint: string): string
  waitingTitle: string
  waitingText(hint: string, appName: string | undefined): string
  /** In the place of the form, where a sign-in begins without saying who signs in. */
  startText: string
  gettingCode: string
  /** Above an address and a code. */
  enterCode: string
  /** Beside a QR code, and its name. */
  scanQrCode: string
  compareCode: string
  codeLabel: string
  /** Said for the code, one character at a time. */
  spokenCode(code: string): string
  timeLeft(ms: number): string
  didNotGetIt: string
  olderPrompt: string
  activity: Record<'waiting' | 'checking' | 'backing_off' | 'offline' | 'finishing', string>
  /** The quiet line on coming back to the tab, while the answer is asked for. */
  wasAway: string
  totpTitle: string
  totpText(hint: string): string
  totpLabel: string
  totpHint: string
  totpIncomplete: string
  approvedTitle: string
  approvedText: string
  promptMayRemain: string
  /** Before the time that shown data is of. */
  shownAsOf: string
}

/** The words for errors in one language: all that an app without sign-in needs. */
export interface ErrorMessages {
  /** BCP 47. */
  tag: string
  dir: 'ltr' | 'rtl'
  errors: Record<AuthErrorKind, ErrorText>
  /** Words by code or account state, an app's own ones too; what a text leaves out comes from the kind. */
  codes: Readonly<Record<WordedCode, Partial<ErrorText>> & Partial<Record<string, Partial<ErrorText>>>>
  ui: ErrorUiText
}

/** All words of one language. Every locale has all of them: a missing one does not compile. */
export interface Messages extends ErrorMessages {
  ui: UiText
}
