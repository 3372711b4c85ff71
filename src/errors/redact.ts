const MAX_LENGTH = 500

/** What must not leave a sentence, and what stands there instead. Order matters: the specific ones come first. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic|dpop)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [
    /\b(auth_?req_?id|(?:access|refresh|id|hint)_?token|login_?hint(?:_token)?|client_?secret|password|passwd|otp|totp(?:_?code)?|user_?code|code|cookie|api_?key)(["']?\s*[:=]\s*["']?)[^\s"'&,;)}]+/gi,
    '$1$2[redacted]',
  ],
  // The same in a sentence: what follows the word is a value if it has digits or the length of one.
  [/\b(auth_?req_?id\s+)(?=\S*\d|\S{16})[^\s"']{8,}/gi, '$1[redacted]'],
  [/\b((?:code|otp|totp|pin)\s+(?:is\s+)?)\d{6,8}\b/gi, '$1[redacted]'],
  [/[^\s@<>"(),;:]+@[^\s@<>"(),;:.]+(?:\.[^\s@<>"(),;:.]+)+/g, '[email]'],
  [/(?<![\w.-])\+\d[\d ()-]{6,}\d/g, '[phone]'],
  [/(?<![\w-])[A-Za-z0-9_-]{40,}(?![\w-])/g, '[redacted]'],
]

/** Removes tokens, codes, addresses and the like from a sentence and bounds its length (500 characters). */
export function redactText(text: string): string {
  let clean = text.slice(0, MAX_LENGTH * 4)
  for (const [pattern, replacement] of SECRETS) clean = clean.replace(pattern, replacement)
  clean = clean.replace(/\s+/g, ' ').trim()
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean
}
