const MAX_LENGTH = 500

/** Members whose value is a secret, or names a person. */
const SECRET_NAMES =
  /token|secret|pass|code|otp|pin|cookie|auth|hint|mail|phone|credential|key|value|session|user/i

/** The same in a sentence, where more words stand before a colon. */
const SECRET_KEYS =
  /token|user.?code|secret|passw|passcode|otp|pin$|cookie|api.?key|auth.?req|hint|session|csrf|sid$/i

/** What must not leave a sentence, and what stands there instead. Order matters: the specific ones come first. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b((?:set-)?cookie\s*:)[^\r\n]*/gi, '$1 [redacted]'],
  [/\b(bearer|basic|dpop)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  // The same in a sentence: what follows the word is a value if it has digits or the length of one.
  [/\b(auth_?req_?id\s+)(?=\S*\d|\S{16})[^\s"']{8,}/gi, '$1[redacted]'],
  [/\b((?:code|otp|totp|pin)\s+(?:is\s+)?)\d{6,8}\b/gi, '$1[redacted]'],
  [/(?<![^\s@<>"(),;:])[^\s@<>"(),;:]{1,320}@[^\s@<>"(),;:./]+\.[^\s@<>"(),;:]*/g, '[email]'],
  [/(?<![\w.-])(?:\+\d[\d ()-]{6,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\d{9,15})(?![\w-])/g, '[phone]'],
]

/** What gives itself away by its form alone. */
const OPAQUE: readonly (readonly [RegExp, string])[] = [
  // What a query carries is anybody's guess.
  [/([?&][\w.-]+=)[^\s&"'#]+/g, '$1[redacted]'],
  // Opaque and long: a token or a key. A UUID is a name.
  [
    /(?<![\w-])(?![\da-f]{8}-[\da-f]{4}-)(?:(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}|[\w-]{40,})(?![\w-])/g,
    '[redacted]',
  ],
]

/** `name=value`, `name: value`, `"name":"value"`. */
const PAIRS =
  /(?<![\w-])([\w-]{1,60})(["']?\s*[:=]\s*["']?)(?![\w-]{1,60}["']?\s*[:=]\s*["']?[^\s"'&,;)}=])([^\s"'&,;)}]+)/g

/** The value of a pair that is named like a secret. After a colon may come a sentence; a short code is an error's. */
function withoutValue(pair: string, name: string, between: string, value: string): string {
  if (/code$/i.test(name) && !/pass|user|otp|pin/i.test(name))
    return /^\d{6,8}$|^[\w.~/+-]{16,}$/.test(value) ? `${name}${between}[redacted]` : pair
  const isValue =
    /passw|auth.?req|hint/i.test(name) ||
    value.length >= 12 ||
    /[a-z][A-Z]/.test(value) ||
    /[="']/.test(between) ||
    /[^A-Za-z.]/.test(value)
  return isValue && SECRET_KEYS.test(name) ? `${name}${between}[redacted]` : pair
}

const withoutNamed = (text: string) => replaced(text.replace(PAIRS, withoutValue), SECRETS)

function replaced(text: string, patterns: typeof SECRETS): string {
  return patterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
}

const withoutSecrets = (text: string) => replaced(withoutNamed(text), OPAQUE)

/** Nothing in it calls itself a token, a code or an address; long words are none. */
export const isPlainText = (text: string) => withoutNamed(text) === text

/** A name of a member or a field that holds nothing secret itself. */
export const isPlainName = (name: string) =>
  /^[\p{L}\p{N}_.[\]$ -]{1,100}$/u.test(name) && withoutSecrets(name) === name

/** An id that may be shown and quoted; what looks like a token, an address or prose is none. */
export function redactId(value: unknown): string | undefined {
  const id = typeof value === 'number' ? `${value}` : value
  return typeof id === 'string' && /^[\w.:+/-]{1,126}={0,2}$/.test(id) && !/eyJ[\w-]{5}|^\+/.test(id)
    ? id
    : undefined
}

const MOST_MEMBERS = 60
const LONGEST_MEMBER = 200

/** A copy of further members of an answer: texts redacted, secrets by name left out, 60 values and 3 levels at most. */
export function redactDetails(value: unknown, depth = 3, left = { members: MOST_MEMBERS }): unknown {
  if (left.members-- <= 0 || depth === 0) return undefined
  if (typeof value === 'string') return redactText(value).slice(0, LONGEST_MEMBER)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || typeof value === 'boolean' ? value : null
  const inside = (item: unknown) => redactDetails(item, depth - 1, left)
  if (Array.isArray(value)) return value.slice(0, MOST_MEMBERS).map(inside)
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value).slice(0, MOST_MEMBERS))
    if (!SECRET_NAMES.test(name) && isPlainName(name))
      copy[name] = inside((value as Record<string, unknown>)[name])
  return copy
}

/** Removes tokens, codes, addresses and the like from a sentence and bounds its length (500 characters). */
export function redactText(text: string): string {
  let clean = withoutSecrets(text.slice(0, MAX_LENGTH * 4))
  clean = clean.replace(/\s+/g, ' ').trim()
  // One word with digits in it says nothing, unless it is a time, and may be a code.
  if (/^(?!\d{4}-\d\d-\d\dT)(?=.*\d)\S{6,}$/.test(clean)) return '[redacted]'
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean
}
