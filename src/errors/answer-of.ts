import { isRecord, textOf } from './wire.js'

/** An answer of a server, however it was handed over. */
export interface Answer {
  status?: number | undefined
  headers?: unknown
  body?: unknown
  /** Where it came from. */
  url?: string | undefined
}

export const isStatus = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599

/**
 * The answer inside what was thrown: `response` as axios, ky and others have it, or the error's own members. A
 * `Response` cannot be read here: its status and headers speak, and its body where the thrower has kept it.
 */
export function answerIn(thrown: Readonly<Record<string, unknown>>): Answer | undefined {
  const { response, data, body, error, url } = thrown
  if (typeof response === 'object' && response !== null) {
    const answer = response as Record<string, unknown>
    const status = answer.status ?? answer.statusCode ?? thrown.status
    const read = answer.data ?? (answer.bodyUsed === undefined ? answer.body : undefined) ?? data
    if (isStatus(status)) return { status, headers: answer.headers, body: read, url: textOf(answer.url) }
  }
  const status = thrown.status ?? thrown.statusCode
  if (!isStatus(status)) return undefined
  // openid-client and others put the members of the body on the error itself.
  const own = typeof error === 'string' || isRecord(error) ? thrown : undefined
  return { status, headers: thrown.headers, body: data ?? body ?? own, url: textOf(url) }
}
