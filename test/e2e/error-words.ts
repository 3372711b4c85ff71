/** What a banner says of an error: its title, then why it matters and what to do. */
export type Words = readonly [title: string, text: string]

/** Words and address. */
export const STATUS = 'Service status: https://status.example.com'
export const SUPPORT = 'Contact support: mailto:help@example.com'

export const ENDED: Words = ['Your session has ended', 'You were signed out. Sign in again to go on.']
export const NO_COOKIE: Words = [
  'Your session has ended',
  'You were signed out. Allow cookies. Sign in again to go on.',
]
export const NOBODY: Words = [
  'You are not signed in',
  'This needs you to be signed in. Sign in and try again.',
]
export const INVALID: Words = [
  'Your sign-in is no longer valid',
  'It was ended or replaced. Sign in again to go on.',
]
export const RENEWED: Words = [
  'Your sign-in needs renewing',
  'It is older than allowed. Try again to renew it.',
]
export const WRONG: Words = [
  'Sign-in did not work',
  'What was entered does not match. Check what you entered and try again.',
]
export const NO_ACCESS: Words = [
  'You do not have access',
  'Your account is not allowed to do this. Ask whoever manages your account for access.',
]
export const NOT_SET_UP: Words = [
  'Sign-in is not set up correctly',
  'This is a fault of the app, not yours. Contact support.',
]
export const KEY_REFUSED: Words = [
  'The app was not let in',
  'Its key is wrong or was withdrawn. Contact support.',
]
export const SUSPENDED: Words = [
  'Your organisation is not active',
  'Nobody in it can do this now. Contact support.',
]
export const NOT_ACCEPTED: Words = [
  'This request was not accepted',
  'The service could not use it. Check what you entered and try again.',
]
export const FIELDS: Words = [
  'Check what you entered',
  'Something is missing or has the wrong form. Correct it and try again.',
]
export const NOT_FOUND: Words = [
  'Not found',
  'What was asked for is not there. Check what you asked for and try again.',
]
export const CONFLICT: Words = [
  'This clashes with something else',
  'It exists already, or was changed meanwhile. Check it and try again.',
]
export const limitOf = (what: string): Words => [
  'You have reached a limit',
  `Your plan does not allow more ${what}. Upgrade the plan, or remove something first.`,
]
export const INVITATION: Words = ['The invitation has expired', 'It was not used in time. Ask for a new one.']
export const PENDING: Words = ['Still waiting', 'There is no answer yet. Keep waiting.']
export const EXPIRED: Words = [
  'The request has expired',
  'It was not completed in time. Try again with a new one.',
]
export const LIMITED: Words = ['Too many attempts', 'The service needs a pause. Try again after the pause.']
export const LIMITED_TO_100: Words = [
  'Too many attempts',
  'The service needs a pause. The limit is 100. Try again after the pause.',
]
export const SERVER_ERROR: Words = [
  'The service has a problem',
  'It failed on its side, not yours. Try again in a while. If it keeps failing, contact support.',
]
export const PAYMENT: Words = [
  'The payment service has a problem',
  'It failed on its side, not yours. Check your billing before you try again.',
]
export const NOT_RECORDED: Words = [
  'Done, but not recorded',
  'It worked; only the record of it failed. Do not repeat it. Contact support.',
]
export const BAD_GATEWAY: Words = [
  'The service gave no usable answer',
  'A part of it did not respond. Try again in a while. If it keeps failing, contact support.',
]
export const UNAVAILABLE: Words = [
  'The service cannot be reached',
  'It is down or overloaded. Try again in a while.',
]
export const TOO_LONG: Words = [
  'The service took too long',
  'There was no answer in time. Check your connection and try again.',
]
export const OFFLINE: Words = [
  'No connection to the service',
  'It could not be reached from here. Check your connection, VPN or firewall and try again.',
]
export const UNKNOWN: Words = [
  'Something went wrong',
  'The reason is not known. Try again. If it keeps failing, contact support.',
]
export const TOO_OLD: Words = [
  'This version is too old',
  'The service no longer works with it. Update the app, or reload the page.',
]
export const PROCESS: Words = [
  'This could not be completed',
  'It stopped before its end. Try again. If it keeps failing, contact support.',
]

export const DENIED: Words = [
  'You declined on your phone',
  'You are not signed in. If that was you, try again. If not, contact support.',
]
export const NO_ANSWER: Words = [
  'No answer from your phone yet',
  'The request is not approved yet. Check your phone, or use a code instead.',
]
export const NO_PHONE: Words = ['No phone to ask', 'No phone is set up to approve this. Use a code instead.']
export const LOCKED: Words = [
  'Too many wrong codes',
  'Codes are paused to protect the account. Try again after the pause.',
]
export const STEP_MISSING: Words = [
  'Your account needs a step first',
  'A step is missing before this works. Complete it and try again.',
]
