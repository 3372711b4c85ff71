const MAX_LENGTH = 500

/** Members whose value is a secret, or names a person. */
const SECRET_NAMES =
  /token|secret|pass|code|otp|pin|cookie|auth|hint|mail|phone|credential|key|value|session|user/i

/** What must not leave a sentence, and what stands there instead. Order matters: the specific ones come first. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic|dpop)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [
    /\b(auth_?req_?id|(?:access|refresh|id|hint)_?token|login_?hint(?:_token)?|client_?secret|password|passwd|otp|totp(?:_?code)?|user_?code|cookie|api_?key)(["']?\s*[:=]\s*["']?)[^\s"'&,;)}]+/gi,
    '$1$2[redacted]',
  ],
  // A code by itself: an authorization code is long, a one-time code has 6 to 8 digits; a short one is an error's.
  [/\b(code["']?\s*[:=]\s*["']?)(?:\d{6,8}\b|[\w.~/+-]{16,})/gi, '$1[redacted]'],
  // The same in a sentence: what follows the word is a value if it has digits or the length of one.
  [/\b(auth_?req_?id\s+)(?=\S*\d|\S{16})[^\s"']{8,}/gi, '$1[redacted]'],
  [/\b((?:code|otp|totp|pin)\s+(?:is\s+)?)\d{6,8}\b/gi, '$1[redacted]'],
  [/[^\s@<>"(),;:]+@[^\s@<>"(),;:.]+(?:\.[^\s@<>"(),;:.]+)+/g, '[email]'],
  [/(?<![\w.-])(?:\+\d[\d ()-]{6,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\d{9,15})(?![\w-])/g, '[phone]'],
  // What a query carries is anybody's guess.
  [/([?&][\w.-]+=)[^\s&"'#]+/g, '$1[redacted]'],
  // Opaque and long: a token or a key. A UUID is a name.
  [
    /(?<![\w-])(?![\da-f]{8}-[\da-f]{4}-)(?:(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}|[\w-]{40,})(?![\w-])/g,
    '[redacted]',
  ],
]

function withoutSecrets(text: string): string {
  return SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
}

/** A name of a member or a field that holds nothing secret itself. */
export const isPlainName = (name: string) => name.length <= 100 && withoutSecrets(name) === name

/** An id that may be shown and quoted; what looks like a token, an address or prose is none. */
export function redactId(value: unknown): string | undefined {
  const id = typeof value === 'number' ? `${value}` : value
  return typeof id === 'string' && /^[\w.:=+/-]{1,128}$/.test(id) && !/^(eyJ|\+)/.test(id) ? id : undefined
}

const MOST_MEMBERS = 20

/** A copy of further members of an answer: texts redacted, secrets by name left out, bounded in size and depth. */
export function redactDetails(value: unknown, depth = 3): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || typeof value === 'boolean' ? value : null
  if (depth === 0) return undefined
  if (Array.isArray(value)) return value.slice(0, MOST_MEMBERS).map((item) => redactDetails(item, depth - 1))
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value).slice(0, MOST_MEMBERS))
    if (!SECRET_NAMES.test(name) && isPlainName(name))
      copy[name] = redactDetails((value as Record<string, unknown>)[name], depth - 1)
  return copy
}

/** Removes tokens, codes, addresses and the like from a sentence and bounds its length (500 characters). */
export function redactText(text: string): string {
  let clean = withoutSecrets(text.slice(0, MAX_LENGTH * 4))
  clean = clean.replace(/\s+/g, ' ').trim()
  // One word with digits in it says nothing, and may be a code.
  if (/^(?=.*\d)\S{6,}$/.test(clean)) return '[redacted]'
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean
}
