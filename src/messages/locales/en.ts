import { durationWords } from '../durations.js'
import type { ErrorText, Messages } from '../messages.js'

const words = durationWords('en')
const text = (title: string, explanation: string, advice: string): ErrorText => ({
  title,
  explanation,
  advice,
})
const on = (appName: string | undefined) =>
  appName === undefined ? 'your phone' : `the ${appName} app on your phone`

/** English. */
const en: Messages = {
  tag: 'en',
  dir: 'ltr',
  errors: {
    denied: text(
      'You declined on your phone',
      'The request was declined, so you are not signed in.',
      'If that was you, try again. If you did not ask to sign in, keep declining and tell support.',
    ),
    expired: text(
      'The request has expired',
      'It was not approved in time, and it can no longer be used.',
      'Try again to send a new request to your phone.',
    ),
    timeout: text(
      'No answer from your phone yet',
      'The request is still open and can still be approved.',
      'Keep waiting, or use a code instead.',
    ),
    cancelled: text('Sign-in cancelled', 'You are not signed in.', 'Start again whenever you like.'),
    invalid_code: text(
      'That code did not work',
      'Codes change every 30 seconds and each works once.',
      'Enter the code that your authenticator shows now.',
    ),
    locked: text(
      'Too many wrong codes',
      'Entering codes is paused to protect the account.',
      'Wait until the time below is over, then enter a new code.',
    ),
    invalid_credentials: text(
      'Sign-in did not work',
      'What was entered does not match.',
      'Check what you entered and try again.',
    ),
    not_authenticated: text(
      'You are not signed in',
      'This needs you to be signed in.',
      'Sign in and try again.',
    ),
    invalid_token: text(
      'Your sign-in is no longer valid',
      'It was ended or replaced.',
      'Sign in again to go on.',
    ),
    token_expired: text('Your sign-in needs renewing', 'It is older than allowed.', 'Try again to renew it.'),
    session_expired: text('Your session has ended', 'You were signed out.', 'Sign in again to go on.'),
    forbidden: text(
      'You do not have access',
      'Your account is not allowed to do this.',
      'Ask whoever manages your account for access.',
    ),
    account_state: text(
      'Your account needs a step first',
      'Something about your account has to be completed before this works.',
      'Complete the missing step, then try again.',
    ),
    limit_exceeded: text(
      'You have reached a limit',
      'Your plan does not allow more of this.',
      'Upgrade the plan, or remove something first.',
    ),
    process_failed: text(
      'This could not be completed',
      'The process stopped before its end.',
      'Start again. If it keeps failing, contact support.',
    ),
    invalid_request: text(
      'This request was not accepted',
      'The service could not use what it was sent.',
      'Check what you entered. If it looks right, contact support.',
    ),
    validation: text(
      'Check what you entered',
      'Something is missing or has the wrong form.',
      'Correct it and try again.',
    ),
    not_found: text(
      'Not found',
      'What was asked for is not there.',
      'Check the address, or contact support.',
    ),
    conflict: text(
      'This clashes with something else',
      'It exists already, or it changed in the meantime.',
      'Look at its present state and try again.',
    ),
    rate_limited: text(
      'Too many attempts',
      'The service takes a break from your requests.',
      'Wait until the time is over, then try again.',
    ),
    pending: text('Still waiting', 'The request was not answered yet.', 'Keep waiting.'),
    slow_down: text('Still waiting', 'The service asks to be asked less often.', 'Keep waiting.'),
    server_error: text(
      'The service has a problem',
      'It failed on its side; nothing is wrong with what you did.',
      'Try again in a while. If it keeps failing, contact support.',
    ),
    bad_gateway: text(
      'The service gave no usable answer',
      'A part of it did not respond as it should.',
      'Try again in a while. If it keeps failing, contact support.',
    ),
    unavailable: text(
      'The service cannot be reached',
      'Sign-in is down or overloaded right now.',
      'Try again in a while.',
    ),
    network_timeout: text(
      'The service took too long',
      'No answer came in time.',
      'Check your connection and try again.',
    ),
    offline: text('You are offline', 'There is no connection to the internet.', 'Connect, then try again.'),
    network: text(
      'No connection to the service',
      'It could not be reached from here.',
      'Check your connection, a VPN or a firewall, then try again.',
    ),
    misconfigured: text(
      'Sign-in is not set up correctly',
      'This is a fault of the app, not yours.',
      'Contact support and quote the request id.',
    ),
    unsupported_client: text(
      'This version is too old',
      'The service no longer works with it.',
      'Update the app, or reload the page.',
    ),
    unknown: text(
      'Something went wrong',
      'The reason is not known.',
      'Try again. If it keeps failing, contact support.',
    ),
  },
  codes: {
    invalid_login_hint: {
      title: 'Check the address',
      explanation: 'It does not look like one that can be used to sign in.',
      advice: 'Correct it and try again.',
    },
  },
  ui: {
    signIn: 'Sign in',
    signInTitle: (appName) => (appName === undefined ? 'Sign in' : `Sign in to ${appName}`),
    emailLabel: 'Email',
    emailHint: 'We send a request to your phone. No password needed.',
    emailMissing: 'Enter your email address',
    emailMalformed: 'Enter an email address in the form name@example.com',
    cancel: 'Cancel',
    sendAgain: 'Send again',
    sendAgainIn: (ms) => `You can send again in ${words(ms)}.`,
    useCode: 'Use a code instead',
    backToPush: 'Back to the request on your phone',
    keepWaiting: 'Keep waiting',
    tryAgain: 'Try again',
    tryAgainIn: (ms) => `You can try again in ${words(ms)}.`,
    verify: 'Verify',
    verifying: 'Checking the code…',
    startOver: 'Start over',
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
    totpTitle: 'Enter a code',
    totpText: (hint) => `Open your authenticator and enter the six digits for ${hint}.`,
    totpLabel: 'Verification code',
    totpHint: 'Six digits; they change every 30 seconds.',
    totpIncomplete: 'Enter all six digits',
    attemptsLeft: (count) => (count === 1 ? '1 attempt left.' : `${count} attempts left.`),
    lockedFor: (ms) => `You can enter a new code in ${words(ms)}.`,
    approvedTitle: 'You are signed in',
    approvedText: 'You can go on.',
    cancelledTitle: 'Sign-in cancelled',
    cancelledText: 'You are not signed in.',
    promptMayRemain: 'Your phone may still show the request. Ignore it; approving it does nothing here.',
    dismiss: 'Dismiss',
    help: 'Read more about this',
    support: 'For support',
    requestId: 'Request id',
    time: 'Time',
    copy: 'Copy',
    copied: 'Copied',
  },
}
export default en
