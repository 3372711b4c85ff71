import { isRecord } from '../errors/wire.js'
import { readLimited } from './read-limited.js'
import { Refusal } from './refusal.js'

const MAX_BODY_BYTES = 4096

/**
 * Refuses a state-changing call from another origin: a cookie alone does not show that our page sent it.
 * Browsers send `Origin` with every POST; where it is missing, `Sec-Fetch-Site` must vouch.
 */
export function requireSameOrigin(headers: Headers, expected: string): void {
  const origin = headers.get('origin')
  const same = origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === expected
  if (!same) throw new Refusal(403, 'forbidden_origin')
}

/** The JSON object that a POST carries. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new Refusal(415, 'invalid_request', { description: 'The content type must be application/json.' })
  const text = await readLimited(request, MAX_BODY_BYTES)
  if (text === undefined)
    throw new Refusal(413, 'invalid_request', {
      description: `The body must be at most ${MAX_BODY_BYTES} bytes.`,
    })
  try {
    const body: unknown = JSON.parse(text)
    if (isRecord(body)) return body
  } catch {
    // Refused below, as every other body that is no JSON object.
  }
  throw new Refusal(400, 'invalid_request', { description: 'The body must be a JSON object.' })
}
