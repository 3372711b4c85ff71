/** Bodies are looked at by name and never walked whole, so that size and depth cost nothing. */
export type WireRecord = Record<string, unknown>

/** Longest text that is parsed; a longer one is no error answer. */
const LONGEST_JSON = 262_144
const MOST_ITEMS = 20

export function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A record, or an empty one. */
export const recordOf = (value: unknown): WireRecord => (isRecord(value) ? value : {})

/** The records of a list, the first 20. */
export const recordsOf = (value: unknown): WireRecord[] =>
  Array.isArray(value) ? value.slice(0, MOST_ITEMS).filter(isRecord) : []

/** Text by content, not by content type: JSON where it is JSON, markup as nothing, the rest as a sentence. */
export function parseBody(body: unknown): unknown {
  if (typeof body !== 'string') return body
  const text = body.length > LONGEST_JSON ? '' : body.trim()
  if (text.startsWith('<')) return undefined
  if (!/^[[{"]/.test(text)) return text || undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A non-empty string, trimmed and bounded. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  // A word that is cut in two could hide from redaction.
  const text = (value.length > 2_000 ? value.slice(0, 2_000).replace(/\S{1,2000}$/, '') : value).trim()
  return text === '' ? undefined : text
}

/** The first text among these members, record by record. */
export function firstText(records: WireRecord[], keys: readonly string[]): string | undefined {
  for (const record of records)
    for (const key of keys) {
      const text = textOf(record[key])
      if (text !== undefined) return text
    }
  return undefined
}

/** A count that is not negative, from a number or digits. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && number >= 0 && Number.isFinite(number) ? number : undefined
}
