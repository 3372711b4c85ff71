import type { AuthErrorKind } from './vocabulary.js'

/**
 * What the words of a code or a sentence say, for providers that no table knows. The first that fits counts, so the
 * specific ones come first. All that is wrong is "bad" here, and all that is entered once is a "code".
 *
 * Who asks with 403 is signed in. Who signs in must not learn which accounts exist: that there is none reads as a wrong
 * password.
 */
const WORDS: Readonly<Partial<Record<AuthErrorKind, RegExp>>> = {
  rate_limited: /rate ?limit|too many|throttl|(quota|limit) exceeded|exhausted/,
  conflict: /already (exist|registered|in use|taken)|exists (with|exception)|duplicate|\bconflict/,
  account_state:
    /disabled|banned|suspended|locked|not (confirmed|active|fully)|(not |un)verified|compromised|mfa|challenge|(interaction|consent) required|step up/,
  session_expired: /session (has |is )?(been )?(expired|ended)/,
  // What a token allows has changed: a new one knows of it.
  token_expired: /(token|jwt)( \w+)? ?expired|expired( \w+)? (token|jwt)|refresh token$|scope.* changed/,
  expired: /\bexpired/,
  invalid_code: /code.* bad|bad.* code/,
  validation:
    /validation|weak password|field (error|required)|user input|param|argument|password.* (requirements|policy)/,
  invalid_credentials:
    /bad.*(credential|password|user ?name|login|api key)|(credential|password|user ?name).* bad|authentication failed|(401|initiate|totp|auth) .*(user|mail) (not f|does)|user not found e|email not f/,
  not_authenticated:
    /\b(not|no|un) ?auth(enticat|(?<!403.*)ori[sz]|$)|authentication (error|required)|(no|missing) (access )?token|login required|session not found|credentials (were )?not (provided|found)/,
  invalid_token: /(bad|revoked).*(token|jwt|signature|auth)/,
  forbidden: /forbidden|permission|not allowed|insufficient|access denied/,
  not_found: /not found|no such|does not exist|unknown user/,
  network_timeout: /timed? ?out/,
  unavailable: /unavailable|overload|maintenance|temporar/,
  network: /\bconnect/,
  server_error: /(internal|server) (error|exception)/,
}

/** `TooManyRequests`, `too-many_requests` and `TOO_MANY_REQUESTS` as "too many requests". */
const wordsOf = (text: string) =>
  text
    .slice(0, 300)
    .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .replace(/invalid|incorrect|wrong|malformed|mismatch/g, 'bad')
    .replace(/passcode|\botp/g, 'code')

/** `step`: the status and the phase, by which some words mean another thing. */
export function kindOfWords(text: string | undefined, step = ''): AuthErrorKind | undefined {
  if (!text) return undefined
  const words = wordsOf(`${step} ${text}`)
  for (const kind in WORDS) if (WORDS[kind as AuthErrorKind]?.test(words)) return kind as AuthErrorKind
  return undefined
}
