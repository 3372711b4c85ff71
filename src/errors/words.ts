import type { AuthErrorKind } from './vocabulary.js'

/**
 * What the words of a code or a sentence say, for providers that no table knows. The first that fits counts, so the
 * specific ones come first.
 */
const WORDS: readonly (readonly [AuthErrorKind, RegExp])[] = [
  ['rate_limited', /rate ?limit|too many|throttl|(quota|limit) exceeded|resource exhausted|try later/],
  ['pending', /authori[sz]ation pending/],
  ['conflict', /already (exists?|registered|in use|taken)|exists (with|exception)|duplicate|\bconflict/],
  [
    'account_state',
    /disabled|banned|suspended|locked out|account locked|not (confirmed|verified|active)|unverified|compromised|mfa|challenge|interaction required|consent required|step up/,
  ],
  ['token_expired', /(token|jwt)( has| is)? expired|expired( \w+)? (token|jwt)|refresh token$/],
  ['expired', /\bexpired/],
  [
    'invalid_code',
    /(code|otp|passcode).*(mismatch|invalid|incorrect|wrong)|(invalid|incorrect|wrong|bad).*(code|otp|passcode)/,
  ],
  [
    'validation',
    /validation|weak password|field (error|required)|user input|(param|argument|conditional).*(invalid|missing|disallowed)|bad parameter|(password|complexity) .*(requirements|policy)/,
  ],
  [
    'invalid_credentials',
    /(invalid|incorrect|bad|wrong).*(credential|password|user ?name|login|api key)|(credential|password|user ?name).*(invalid|incorrect|wrong)|authentication failed/,
  ],
  [
    'not_authenticated',
    /unauthenticated|(not|no|un) ?auth(enticated|ori[sz]ed|orization|entication)?\b|authentication (error|required)|(no|missing) (access )?token|login required|session not found/,
  ],
  ['invalid_token', /(invalid|malformed|revoked|bad).*(token|jwt|signature|auth)/],
  ['forbidden', /forbidden|permission|not allowed|insufficient|access (denied|failed)/],
  ['not_found', /not found|resource missing|missing resource|no such|does not exist|unknown user/],
  ['network_timeout', /timed? ?out|timeout/],
  ['unavailable', /unavailable|overload|maintenance|temporar|reduced capacity/],
  ['network', /\bconnect/],
  ['server_error', /(internal|server) (server )?(error|exception)/],
]

/** `TooManyRequests`, `too-many_requests` and `TOO_MANY_REQUESTS` as "too many requests". */
const wordsOf = (text: string) =>
  text
    .slice(0, 300)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .trim()
    .toLowerCase()

export function kindOfWords(text: string | undefined): AuthErrorKind | undefined {
  if (text === undefined) return undefined
  const words = wordsOf(text)
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0]
}
