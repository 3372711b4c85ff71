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

/** Codes and account states (`userState`) with words of their own; every locale has them. */
export type WordedCode =
  | 'invalid_login_hint'
  | 'no_device_registered'
  | 'AUTH_002'
  | 'BAD_REQUEST'
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
  limitIs(count: number): string
  lockedFor(ms: number): string
  approvedTitle: string
  approvedText: string
  promptMayRemain: string
  dismiss: string
  help: string
  statusPage: string
  contactSupport: string
  requestId: string
  time: string
  copy: string
  copyDetails: string
  copied: string
  technicalDetail: string
}

/** All words of one language. Every locale has all of them: a missing one does not compile. */
export interface Messages {
  /** BCP 47. */
  tag: string
  dir: 'ltr' | 'rtl'
  errors: Record<AuthErrorKind, ErrorText>
  /** Words by code or account state, an app's own ones too; what a text leaves out comes from the kind. */
  codes: Readonly<Record<WordedCode, Partial<ErrorText>> & Partial<Record<string, Partial<ErrorText>>>>
  ui: UiText
}
