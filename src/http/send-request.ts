import type { ErrorResponse } from '../errors/normalize.js'
import { type Clock, systemClock } from './clock.js'

export interface RequestOptions {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  credentials?: RequestCredentials
  signal: AbortSignal
  /** Longest time for the whole answer, body included, in ms. */
  timeLimitMs: number
  fetch?: typeof fetch
  clock?: Clock
}

/** An answer whose body was read to its end: parsed where it is JSON, else the text. */
export interface HttpAnswer extends ErrorResponse {
  headers: Headers
  ok: boolean
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/**
 * One HTTP request with its own time limit. Resolves for any status.
 * @throws `TimeoutError` past the limit, the signal's reason when aborted, and whatever fetch throws.
 */
export async function sendRequest(url: string, options: RequestOptions): Promise<HttpAnswer> {
  const { method = 'GET', json, signal, timeLimitMs, clock = systemClock } = options
  signal.throwIfAborted()
  const limit = new AbortController()
  const timer = clock.setTimeout(
    () => limit.abort(new DOMException(`No answer within ${timeLimitMs} ms`, 'TimeoutError')),
    timeLimitMs,
  )
  const onAbort = () => limit.abort(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const response = await (options.fetch ?? globalThis.fetch)(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      cache: 'no-store',
      redirect: 'error',
      signal: limit.signal,
    })
    const body = parse(await response.text())
    return { status: response.status, ok: response.ok, headers: response.headers, body }
  } catch (error) {
    throw limit.signal.aborted ? (limit.signal.reason as Error) : error
  } finally {
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
