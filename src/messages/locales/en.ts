import { ENGLISH_WRITTEN_ERRORS } from '../english-errors.js'
import { messages } from '../language.js'

/** English. */
const en = messages({
  ...ENGLISH_WRITTEN_ERRORS,
  ui: {
    ...ENGLISH_WRITTEN_ERRORS.ui,
    signInTitle: ['Sign in', 'Sign in to {app}'],
    emailLabel: 'Email',
    emailHint: 'We send a request to your phone. No password needed.',
    emailMissing: 'Enter your email address',
    emailMalformed: 'Enter an email address in the form name@example.com',
    cancel: 'Cancel',
    sendAgain: 'Send again',
    sendAgainIn: 'You can send again in {time}.',
    backToPush: 'Back to the request on your phone',
    verify: 'Verify',
    verifying: 'Checking the code…',
    pushingTitle: 'Sending the request',
    pushingText: 'To the phone of {hint}.',
    waitingTitle: 'Approve on your phone',
    waitingText: [
      'Open your phone and approve the sign-in of {hint}.',
      'Open the {app} app on your phone and approve the sign-in of {hint}.',
    ],
    compareCode: 'Approve only if your phone shows this code.',
    codeLabel: 'Code',
    spokenCode: 'dash',
    timeLeft: '{time} left',
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
    totpText: 'Open your authenticator and enter the six digits for {hint}.',
    totpLabel: 'Verification code',
    totpHint: 'Six digits; they change every 30 seconds.',
    totpIncomplete: 'Enter all six digits',
    lockedFor: 'You can enter a new code in {time}.',
    approvedTitle: 'You are signed in',
    approvedText: 'You can go on.',
    promptMayRemain: 'Your phone may still show the request. Ignore it; approving it does nothing here.',
    shownAsOf: 'Shown as of',
  },
})
export default en
