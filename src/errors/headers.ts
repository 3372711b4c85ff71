import { redactId } from './redact.js'

/** Headers as fetch gives them, or as a plain object with names in any case. */
export type HeadersLike = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>

/** Name in lower case to value. */
export type HeaderMap = ReadonlyMap<string, string>

const MOST_HEADERS = 100

export function headerMap(headers: unknown): HeaderMap {
  const map = new Map<string, string>()
  if (typeof headers !== 'object' || headers === null) return map
  const entries = Symbol.iterator in headers ? (headers as Iterable<unknown>) : Object.entries(headers)
  for (const entry of entries) {
    if (map.size >= MOST_HEADERS) break
    const [name, value] = entry as [unknown, unknown]
    if (typeof name === 'string' && (typeof value === 'string' || typeof value === 'number'))
      map.set(name.toLowerCase(), `${value}`.slice(0, 2_000))
  }
  return map
}

/** Best first: what a server calls the request, then what it calls a trace of it, then what a proxy calls it. */
const ID_HEADERS = [/(^|[a-z]-)req(uest)?-?id$/, /correlation-?id$/, /trace-?id$/, /^cf-ray$/]

/** The id by which the server knows the request. */
export function requestIdOf(headers: HeaderMap): string | undefined {
  for (const pattern of ID_HEADERS)
    for (const [name, value] of headers) if (pattern.test(name)) return redactId(value)
  // W3C Trace Context: version, trace id, parent id, flags.
  return redactId(headers.get('traceparent')?.split('-')[1])
}
