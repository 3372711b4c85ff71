type WireRecord = Record<string, unknown>

/** Members of a record or of headers by their names in one spelling: `error_code` and `errorCode` are `errorcode`. */
export type Members = Readonly<WireRecord>

/** Longest text that is parsed; a longer one is no error answer. */
const LONGEST_JSON = 262_144
const MOST_ITEMS = 20
const MOST_MEMBERS = 60

export function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list, its first 20; anything else as a list of one. */
export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, MOST_ITEMS) : [value]

type Entries = [string, unknown][]

let listed: Map<object, Entries> | undefined

/** Engines list all names of a record to give the first of them: inside of this call each record is listed once. */
export function listingOnce<T>(read: () => T): T {
  listed = new Map()
  try {
    return read()
  } finally {
    listed = undefined
  }
}

function list(value: object): Entries {
  const entries: Entries = []
  let left = MOST_MEMBERS
  if (Symbol.iterator in value) {
    for (const entry of value as Iterable<unknown>) {
      if (Array.isArray(entry) && typeof entry[0] === 'string') entries.push(entry as [string, unknown])
      if (--left === 0) break
    }
  } else
    for (const name in value) {
      entries.push([name, (value as WireRecord)[name]])
      if (--left === 0) break
    }
  return entries
}

/** The first 60 entries of a record, of `Headers` or of pairs; none of anything else. */
export function entriesOf(value: unknown): Readonly<Entries> {
  if (typeof value !== 'object' || value === null) return []
  const entries = listed?.get(value) ?? list(value)
  listed?.set(value, entries)
  return entries
}

/**
 * The first 60 members; `@type` of JSON-LD is not `type`. Bodies are looked at by name and never walked whole, so that
 * size and depth cost nothing.
 */
export function membersOf(value: unknown): Members {
  const members: WireRecord = {}
  for (const [name, item] of entriesOf(value)) members[name.toLowerCase().replace(/[^a-z\d@]/g, '')] ??= item
  return members
}

/** Text by content, not by content type: JSON where it is JSON, markup as nothing, the rest as a sentence. */
export function parseBody(body: unknown): unknown {
  if (typeof body !== 'string') return body
  const text = body.length > LONGEST_JSON ? '' : body.trim()
  try {
    return /^[[{"]/.test(text) ? (JSON.parse(text) as unknown) : text.startsWith('<') ? undefined : text
  } catch {
    return undefined
  }
}

/** A non-empty string, trimmed and bounded. A word that is cut in two could hide from redaction. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return (value.length > 2_000 ? /^[^]{0,2000}(?!\S)/.exec(value)?.[0] : value)?.trim() || undefined
}

/** A string, as {@link textOf}, or a number as text. Nothing else is asked to become one: it may throw. */
export const scalarOf = (value: unknown): string =>
  typeof value === 'number' ? `${value}` : (textOf(value) ?? '')

/** A string or a number as text, where it is of this form. */
export function matching(pattern: RegExp, value: unknown): string | undefined {
  const text = scalarOf(value)
  return pattern.test(text) ? text : undefined
}

/** What a header says in the form `name="value", name=value; name=value`. */
export const parametersOf = (header: unknown): Members =>
  membersOf(
    [...scalarOf(header).matchAll(/\b(\w+)\s*=\s*("[^"]*|[^\s,;]+)/g)].map(([, name, value = '']) => [
      name,
      value.replace('"', ''),
    ]),
  )

/** A count that is not negative, from a number or digits. */
export function countOf(value: unknown): number | undefined {
  const digits = matching(/^\d{1,9}$/, value)
  return digits ? Number(digits) : undefined
}

/** An HTTP status of at least this number. */
export function statusOf(value: unknown, least: number): number | undefined {
  const status = Number(matching(/^[1-5]\d\d$/, value))
  return status >= least ? status : undefined
}

/** The first member of these names, record by record, of which `read` makes something. */
export function pick<T>(
  records: readonly Members[],
  names: string,
  read: (value: unknown) => T | undefined,
): T | undefined {
  const list = names.split(' ')
  for (const record of records)
    for (const name of list) {
      const value = record[name]
      const found = value === undefined || value === null ? undefined : read(value)
      if (found !== undefined) return found
    }
  return undefined
}
