import type { AuthError } from './auth-error.js'
import { type ErrorContext, normalizeError } from './normalize.js'
import { isRecord, parseBody } from './wire.js'

/** Says something: neither empty nor a no. */
const says = (value: unknown) =>
  Boolean(typeof value === 'object' && value ? Object.keys(value).length : value)

/** Whether a body says that something failed, whatever its status said. */
export function saysFailure(body: unknown): boolean {
  const json = parseBody(body)
  if (!isRecord(json)) return false
  const { error, errors, ok, success } = json
  return says(error) || says(errors) || ok === false || success === false
}

/**
 * Reads an answer once and says what failed; null where nothing did. Looks inside 200 answers too (`error`, `errors`,
 * `ok: false`, `success: false`). The caller's response stays readable. Never throws.
 *
 * A body that somebody else reads, and a stream by its content type (`text/event-stream`, `application/octet-stream`),
 * are not waited for: status and headers speak alone, as they do where the body of a failure breaks off.
 */
export async function readError(response: Response, context: ErrorContext = {}): Promise<AuthError | null> {
  let body: string | undefined
  try {
    const isRead = response.bodyUsed || response.body?.locked
    if (!isRead && !/stream/.test(`${response.headers.get('content-type')}`))
      body = await response.clone().text()
  } catch (thrown) {
    // It is no response, or nothing had failed before it broke off.
    if (!isRecord(response) || response.ok) return normalizeError(thrown, context)
  }
  if (response.ok && !saysFailure(body)) return null
  const { status, url, headers } = response
  return normalizeError({ status, url, headers, body }, context)
}
