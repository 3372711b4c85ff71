import { type ErrorLanguage, errorMessages } from './language.js'

/** English, as far as errors need it. */
export const ENGLISH_WRITTEN_ERRORS: ErrorLanguage = {
  tag: 'en',
  errors: {
    denied: [
      'You declined on your phone',
      'You are not signed in.',
      'If that was you, try again. If not, contact support.',
    ],
    expired: ['The request has expired', 'It was not completed in time.', 'Try again with a new one.'],
    timeout: [
      'No answer from your phone yet',
      'The request is not approved yet.',
      'Check your phone, or use a code instead.',
    ],
    cancelled: ['Cancelled', 'It was stopped before its end.', 'Try again when you like.'],
    invalid_code: ['That code did not work', 'Codes work once, and not for long.', 'Enter the newest code.'],
    locked: [
      'Too many wrong codes',
      'Codes are paused to protect the account.',
      'Try again after the pause.',
    ],
    invalid_credentials: [
      'Sign-in did not work',
      'What was entered does not match.',
      'Check what you entered and try again.',
    ],
    not_authenticated: ['You are not signed in', 'This needs you to be signed in.', 'Sign in and try again.'],
    invalid_token: [
      'Your sign-in is no longer valid',
      'It was ended or replaced.',
      'Sign in again to go on.',
    ],
    token_expired: ['Your sign-in needs renewing', 'It is older than allowed.', 'Try again to renew it.'],
    session_expired: ['Your session has ended', 'You were signed out.', 'Sign in again to go on.'],
    forbidden: [
      'You do not have access',
      'Your account is not allowed to do this.',
      'Ask whoever manages your account for access.',
    ],
    account_state: [
      'Your account needs a step first',
      'A step is missing before this works.',
      'Complete it and try again.',
    ],
    limit_exceeded: [
      'You have reached a limit',
      'Your plan does not allow more of this.',
      'Upgrade the plan, or remove something first.',
    ],
    process_failed: [
      'This could not be completed',
      'It stopped before its end.',
      'Try again. If it keeps failing, contact support.',
    ],
    invalid_request: [
      'This request was not accepted',
      'The service could not use it.',
      'Check what you entered and try again.',
    ],
    validation: [
      'Check what you entered',
      'Something is missing or has the wrong form.',
      'Correct it and try again.',
    ],
    not_found: ['Not found', 'What was asked for is not there.', 'Check what you asked for and try again.'],
    conflict: [
      'This clashes with something else',
      'It exists already, or was changed meanwhile.',
      'Check it and try again.',
    ],
    rate_limited: ['Too many attempts', 'The service needs a pause.', 'Try again after the pause.'],
    pending: ['Still waiting', 'There is no answer yet.', 'Keep waiting.'],
    slow_down: ['Still waiting', 'There is no answer yet.', 'Keep waiting.'],
    server_error: [
      'The service has a problem',
      'It failed on its side, not yours.',
      'Try again in a while. If it keeps failing, contact support.',
    ],
    bad_gateway: [
      'The service gave no usable answer',
      'A part of it did not respond.',
      'Try again in a while. If it keeps failing, contact support.',
    ],
    unavailable: ['The service cannot be reached', 'It is down or overloaded.', 'Try again in a while.'],
    network_timeout: [
      'The service took too long',
      'There was no answer in time.',
      'Check your connection and try again.',
    ],
    offline: ['You are offline', 'There is no connection to the internet.', 'Connect and try again.'],
    network: [
      'No connection to the service',
      'It could not be reached from here.',
      'Check your connection, VPN or firewall and try again.',
    ],
    misconfigured: [
      'Sign-in is not set up correctly',
      'This is a fault of the app, not yours.',
      'Contact support.',
    ],
    unsupported_client: [
      'This version is too old',
      'The service no longer works with it.',
      'Update the app, or reload the page.',
    ],
    unknown: [
      'Something went wrong',
      'The reason is not known.',
      'Try again. If it keeps failing, contact support.',
    ],
  },
  codes: {
    invalid_login_hint: ['Check the address', 'It cannot be used to sign in.'],
    no_device_registered: ['No phone to ask', 'No phone is set up to approve this.', 'Use a code instead.'],
    insufficient_user_authentication: [
      'Confirm that it is you',
      'This needs a newer or stronger sign-in.',
      'Sign in again to go on.',
    ],
    AUTH_002: ['The app was not let in', 'Its key is wrong or was withdrawn.', 'Contact support.'],
    cookie_missing: ['', '', 'Allow cookies. Sign in again to go on.'],
    ORGANIZATION_NOT_ACTIVE: [
      'Your organisation is not active',
      'Nobody in it can do this now.',
      'Contact support.',
    ],
    SERVICE_LIMIT_EXCEEDED: ['', 'Your plan does not allow more services.'],
    TEAM_LIMIT_EXCEEDED: ['', 'Your plan does not allow more members.'],
    INVITATION_EXPIRED: ['The invitation has expired', 'It was not used in time.', 'Ask for a new one.'],
    STRIPE_ERROR: ['The payment service has a problem', '', 'Check your billing before you try again.'],
    AUDIT_ERROR: [
      'Done, but not recorded',
      'It worked; only the record of it failed.',
      'Do not repeat it. Contact support.',
    ],
    notRegistered: ['Register first'],
    notVerified: ['Verify your phone first'],
    notAccredited: ['Prove who you are first'],
    notCertified: ['Get your certificate first'],
  },
  ui: {
    signIn: 'Sign in',
    useCode: 'Use a code instead',
    keepWaiting: 'Keep waiting',
    tryAgain: 'Try again',
    tryAgainIn: 'You can try again in {time}.',
    startOver: 'Start over',
    attemptsLeft: { one: '# attempt left.', other: '# attempts left.' },
    limitIs: { other: 'The limit is #.' },
    dismiss: 'Dismiss',
    help: 'Read more about this',
    statusPage: 'Service status',
    contactSupport: 'Contact support',
    requestId: 'Request id',
    time: 'Time',
    copy: 'Copy',
    copyDetails: 'Copy details',
    copied: 'Copied',
    copyByHand: 'Could not copy. The text is selected: copy it by hand.',
    technicalDetail: 'Technical detail',
  },
}

/** What the banner brings along without a language of the app's. */
export const ENGLISH_ERRORS = errorMessages(ENGLISH_WRITTEN_ERRORS)
