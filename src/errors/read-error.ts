import type { AuthError } from './auth-error.js'
import { type ErrorContext, normalizeError } from './normalize.js'
import { isRecord, parseBody } from './wire.js'

/** Whether a body says that something failed, whatever its status said. */
export function saysFailure(body: unknown): boolean {
  const json = parseBody(body)
  if (!isRecord(json)) return false
  const { error, errors, ok, success } = json
  const some = isRecord(errors) || Array.isArray(errors) ? Object.keys(errors).length > 0 : false
  return Boolean(error) || some || ok === false || success === false
}

/**
 * Reads an answer once and says what failed; null where nothing did. Looks inside 200 answers too (`error`, `errors`,
 * `ok: false`, `success: false`). The caller's response stays readable. Never throws.
 */
export async function readError(response: Response, context: ErrorContext = {}): Promise<AuthError | null> {
  const { status, headers, url } = response
  let body: string | undefined
  try {
    body = response.bodyUsed ? undefined : await response.clone().text()
  } catch (thrown) {
    return normalizeError(thrown, context)
  }
  if (response.ok && !saysFailure(body)) return null
  return normalizeError({ status, headers, body, url }, context)
}
