import { entriesOf, listOf, matching, scalarOf, textOf } from './wire.js'

/** Members whose value is a secret, or names a person. */
const SECRET_NAMES =
  /token|secret|code|otp|pin|key|session|pass|cookie|auth|hint|mail|phone|user|credential|value/i

/**
 * What must not leave a sentence, and what stands there instead. Order matters: the specific ones come first. Each takes
 * time in proportion to the text: what it repeats begins where a word does, or is bounded.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // JSON Web Token
  [/eyJ[\w.-]{5,}/g, '[token]'],
  [/(cookie["']?\s*[:=]\s*).+/gi, '$1[redacted]'],
  // `password=…`, `"client_secret":"…"`: up to its quote, else to white space, since anything can be in it.
  [
    /((?:passw\w{0,20}|hint|secret|auth_?req_?id)["']?\s*[:=]\s*)(?:(["'])(\\.|(?!\2).)+\2?|[^\s"]+)/gi,
    '$1[redacted]',
  ],
  // Behind the name of a token may come a sentence: a short word is none.
  [
    /(\b(bearer|basic|dpop|auth_?req_?id)\s+|(token|(user|device|pass).?code|otp|pin|key|session|csrf|sid)["']?\s*[:=]\s*["']?)(?![a-z.]{0,11}(?![^\s"'&,;()}]))[^\s"'&,;()}]{6,}/gi,
    '$1[redacted]',
  ],
  // In a URL its sign may be in percent.
  [/(?<![^\s@<>"(),;:])[^\s@<>"(),;:]+(@|%40)[^\s@.%]+\.[^\s@<>"(),;:]+/g, '[email]'],
  // Six digits and more are a one-time code or a phone number, unless they are a date.
  [/(?<![\w.-](?<!%\w\w))(?!\d{4}-\d\d-\d\d)\+?\(?(\d[ ().-]{0,2}){5,20}\d(?![\w-])/g, '[number]'],
  // What a query carries is anybody's guess.
  [/([?&][\w.-]+=)[^\s"'&]+/g, '$1[redacted]'],
  // Long and with digits in it, or very long: a token or a key. A UUID is a name.
  [/(?<![\w-])(?![\da-f]{8}-[\da-f]{4}-)(?=[\w-]*\d|\w{40})[\w-]{20,}/g, '[redacted]'],
]

/** One of these is in every text that one of the patterns above matches. */
const SUSPECT = /[\d@:=]|\S{20}|eyJ|(bearer|basic|dpop|req_?id)\s/i

const redacted = (text: string) =>
  SUSPECT.test(text)
    ? SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
    : text

/** What the sign-ins of this page know in secret: who signs in, a code, a key. No error says one of them again. */
export const hiddenWords = new Set<string>()

/** A text without them, `[redacted]` in their place. */
export function hideWords(text: string): string {
  let clean = text
  for (const word of hiddenWords) clean = clean.replaceAll(word, '[redacted]')
  return clean
}

/** Nothing in it is a secret, or looks like one. */
export const isPlain = (text: string) => hideWords(redacted(text)) === text

/** A name of a member or a field that holds nothing secret itself. */
export const isPlainName = (name: string) => /^[\p{L}\w.[\]$ -]{1,100}$/u.test(name) && isPlain(name)

/** A text without tokens, codes, addresses and the like, of 500 characters at most; empty where there is none. */
export const redactForms = (text: unknown) =>
  redacted((textOf(text) ?? '').replace(/\s+/g, ' ')).replace(/^([^]{499})[^]{2,}/, '$1…')

/** {@link redactForms}, and without what the sign-ins know: the other is for what is still to be understood. */
export const redactText = (text: unknown) => hideWords(redactForms(text))

/** An id that may be shown and quoted; what looks like a token, a key, a phone number, an address or prose is none. */
export const redactId = (value: unknown) =>
  hiddenWords.has(scalarOf(value))
    ? undefined
    : matching(/^(?!.*(eyJ|\+\d{6}|AKIA|\bsk_))[\w.:+/-]{1,126}={0,2}$/, value)

/** A copy of further members of an answer: texts redacted, secrets by name left out, 60 values and 3 levels at most. */
export function redactDetails(value: unknown, depth = 3, left = { values: 60 }): unknown {
  if (left.values-- <= 0) return undefined
  const text = redactText(scalarOf(value)).slice(0, 200)
  if (text) return text === `${value}` ? value : text
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null
  if (depth === 0) return undefined
  const inside = (item: unknown) => redactDetails(item, depth - 1, left)
  if (Array.isArray(value)) return listOf(value).map(inside)
  const copy: Record<string, unknown> = {}
  for (const [name, item] of entriesOf(value))
    if (!SECRET_NAMES.test(name) && isPlainName(name)) copy[name] = inside(item)
  return copy
}
