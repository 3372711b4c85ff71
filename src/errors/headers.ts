/** Headers as fetch gives them, or as a plain object with names in any case. */
export type HeadersLike = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>

/** The value of a header, by its name in lower case. */
export function headerOf(headers: HeadersLike | undefined, name: string): string | undefined {
  if (headers == null) return undefined
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers)
  for (const [key, value] of entries as Iterable<readonly [string, unknown]>)
    if (key.toLowerCase() === name && (typeof value === 'string' || typeof value === 'number'))
      return `${value}`
  return undefined
}

const REQUEST_ID_HEADERS = ['x-request-id', 'request-id', 'x-correlation-id', 'x-trace-id', 'traceparent']

/** The id by which the server knows the request. */
export function requestIdOf(headers: HeadersLike | undefined): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headerOf(headers, name)
    if (value) return value
  }
  return undefined
}

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** `Retry-After` as epoch ms: seconds or an HTTP-date (RFC 9110 §10.2.3), at most a day ahead. */
export function retryAtOf(headers: HeadersLike | undefined, now: number): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (!value) return undefined
  const at = /^\d+(\.\d+)?$/.test(value) ? now + Number(value) * 1000 : Date.parse(value)
  return Number.isFinite(at) && at > now ? Math.min(at, now + LONGEST_WAIT_MS) : undefined
}
