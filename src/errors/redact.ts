import { entriesOf, listOf, matching, textOf } from './wire.js'

const LONGEST_TEXT = 500

/** Members whose value is a secret, or names a person. */
const SECRET_NAMES =
  /token|secret|pass|code|otp|pin|cookie|auth|hint|mail|phone|credential|key|value|session|user/i

/** What must not leave a sentence, and what stands there instead. Order matters: the specific ones come first. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // JSON Web Token
  [/eyJ[\w-]+\.[\w.-]+/g, '[token]'],
  [/(cookie["']?\s*:).*/gi, '$1 [redacted]'],
  [/\b(bearer|basic|dpop|auth_?req_?id)\s+(?=\S*[\d_=+/~]|\S{12})[^\s"']{6,}/gi, '$1 [redacted]'],
  // `password=…`, `"client_secret":"…"`
  [/((?:passw\w*|secret|auth_?req_?id|hint)["']?\s*[:=]\s*["']?)[^\s"'&,;)}]+/gi, '$1[redacted]'],
  // Behind a colon may come a sentence.
  [
    /((?:token|(?:user|device).?code|passcode|otp|pin|cookie|key|session|csrf|sid)["']?\s*[:=]\s*["']?)(?=[^\s"'&,;)}]*[^\sa-z.,;)}"'&]|[^\s"'&,;)}]{12})[^\s"'&,;)}]{6,}/gi,
    '$1[redacted]',
  ],
  [/[^\s@<>"(),;:]+@[^\s@<>"(),;:.]+\.[^\s@<>"(),;:]+/g, '[email]'],
  // Six digits and more are a one-time code or a phone number, unless they are a date.
  [/(?<![\w.-])(?!\d{4}-\d\d-\d\d)\+?\(?(?:\d[ ().-]{0,2}){5,}\d(?![\w-])/g, '[number]'],
  // What a query carries is anybody's guess.
  [/([?&][\w.-]+=)[^\s&"'#]+/g, '$1[redacted]'],
  // Long and with digits in it, or very long: a token or a key. A UUID is a name.
  [/(?<![\w-])(?![\da-f]{8}-[\da-f]{4}-)(?=[\w-]*\d|\w{40})[\w-]{20,}/g, '[redacted]'],
]

/** One of these is in every text that one of the patterns above matches. */
const SUSPECT = /[\d@:=]|\S{20}|eyJ|(bearer|basic|dpop|req_?id)\s/i

const redacted = (text: string) =>
  SUSPECT.test(text)
    ? SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
    : text

/** Nothing in it looks like a secret. */
export const isPlain = (text: string) => redacted(text) === text

/** A name of a member or a field that holds nothing secret itself. */
export const isPlainName = (name: string) => /^[\p{L}\p{N}_.[\]$ -]{1,100}$/u.test(name) && isPlain(name)

/** A text without tokens, codes, addresses and the like, of 500 characters at most; empty where there is none. */
export function redactText(text: unknown): string {
  const clean = redacted((textOf(text) ?? '').replace(/\s+/g, ' '))
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT - 1)}…` : clean
}

/** An id that may be shown and quoted; what looks like a token, a phone number, an address or prose is none. */
export const redactId = (value: unknown) => matching(/^(?!.*(eyJ|\+\d{6}))[\w.:+/-]{1,126}={0,2}$/, value)

/** A copy of further members of an answer: texts redacted, secrets by name left out, 60 values and 3 levels at most. */
export function redactDetails(value: unknown, depth = 3, left = { values: 60 }): unknown {
  if (left.values-- <= 0) return undefined
  if (typeof value === 'string') return redactText(value).slice(0, 200)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || typeof value === 'boolean' ? value : null
  if (depth === 0) return undefined
  const inside = (item: unknown) => redactDetails(item, depth - 1, left)
  if (Array.isArray(value)) return listOf(value).map(inside)
  const copy: Record<string, unknown> = {}
  for (const [name, item] of entriesOf(value))
    if (!SECRET_NAMES.test(name) && isPlainName(name)) copy[name] = inside(item)
  return copy
}
