import type { ErrorResponse } from '../errors/normalize.js'

export interface RequestOptions {
  /** Those without a value are not sent. */
  headers?: Record<string, string | undefined> | undefined
  /** Sent as JSON. */
  json?: unknown
  /** Sent as `application/x-www-form-urlencoded`, in the place of `json`. */
  form?: URLSearchParams | undefined
  /** `same-origin` by default. */
  credentials?: RequestCredentials
  signal: AbortSignal
  fetch?: typeof fetch | undefined
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
 * One HTTP request: POST with a body, else GET. Resolves for any status; throws the signal's reason when aborted, and
 * whatever fetch throws.
 */
export async function sendRequest(url: string, options: RequestOptions): Promise<HttpAnswer> {
  const { json, form, signal, credentials = 'same-origin', fetch = globalThis.fetch } = options
  const headers = new Headers({ accept: 'application/json' })
  const body = form ?? (json === undefined ? null : JSON.stringify(json))
  if (json !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (value !== undefined) headers.set(name, value)
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers,
    body,
    credentials,
    cache: 'no-store',
    redirect: 'error',
    signal,
  })
  const { status, ok } = response
  return { status, ok, headers: response.headers, body: parse(await response.text()) }
}
