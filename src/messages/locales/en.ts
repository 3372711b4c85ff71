import { durationWords } from '../durations.js'
import { ENGLISH_ERRORS } from '../english-errors.js'
import type { Messages } from '../messages.js'

const words = durationWords('en')
const on = (appName: string | undefined) =>
  appName === undefined ? 'your phone' : `the ${appName} app on your phone`

/** English. */
const en: Messages = {
  ...ENGLISH_ERRORS,
  ui: {
    ...ENGLISH_ERRORS.ui,
    signInTitle: (appName) => (appName === undefined ? 'Sign in' : `Sign in to ${appName}`),
    emailLabel: 'Email',
    emailHint: 'We send a request to your phone. No password needed.',
    emailMissing: 'Enter your email address',
    emailMalformed: 'Enter an email address in the form name@example.com',
    cancel: 'Cancel',
    sendAgain: 'Send again',
    sendAgainIn: (ms) => `You can send again in ${words(ms)}.`,
    backToPush: 'Back to the request on your phone',
    verify: 'Verify',
    verifying: 'Checking the code…',
    pushingTitle: 'Sending the request',
    pushingText: (hint) => `To the phone of ${hint}.`,
    waitingTitle: 'Approve on your phone',
    waitingText: (hint, appName) => `Open ${on(appName)} and approve the sign-in of ${hint}.`,
    compareCode: 'Approve only if your phone shows this code.',
    codeLabel: 'Code',
    spokenCode: (code) => Array.from(code, (sign) => (sign === '-' ? 'dash' : sign)).join(' '),
    timeLeft: (ms) => `${words(ms)} left`,
    didNotGetIt: 'Didn’t get it?',
    olderPrompt: 'Use the newest request on your phone; ignore older ones.',
    activity: {
      waiting: 'Waiting for your answer',
      checking: 'Waiting for your answer',
      backing_off: 'The service is slow. We keep trying.',
      offline: 'You are offline. We go on when the connection is back.',
      finishing: 'Approved, finishing…',
    },
    wasAway: 'You were away. Checking for your answer…',
    totpTitle: 'Enter a code',
    totpText: (hint) => `Open your authenticator and enter the six digits for ${hint}.`,
    totpLabel: 'Verification code',
    totpHint: 'Six digits; they change every 30 seconds.',
    totpIncomplete: 'Enter all six digits',
    lockedFor: (ms) => `You can enter a new code in ${words(ms)}.`,
    approvedTitle: 'You are signed in',
    approvedText: 'You can go on.',
    promptMayRemain: 'Your phone may still show the request. Ignore it; approving it does nothing here.',
  },
}
export default en
