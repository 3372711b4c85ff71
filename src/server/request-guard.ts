import { isRecord } from '../errors/wire.js'
import { isSecure } from './loopback.js'
import { readLimited } from './read-limited.js'
import { Refusal } from './refusal.js'

const MAX_BODY_BYTES = 4096
const NOT_SECURE =
  'Sign-in needs https; http is for localhost, 127.0.0.1 and [::1] alone. Behind a proxy that ends TLS, set the option "origin".'

/**
 * Refuses a state-changing call over plain http, and one from another origin: a cookie alone does not show that our page sent it.
 * Browsers send `Origin` with every POST; where it is missing, `Sec-Fetch-Site` must vouch.
 */
export function requireSameOrigin(headers: Headers, expected: URL): void {
  if (!isSecure(expected)) throw new Refusal(403, 'forbidden_origin', { description: NOT_SECURE })
  const origin = headers.get('origin')
  const same = origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === expected.origin
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
