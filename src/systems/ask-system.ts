import { normalizeError } from '../errors/normalize.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { type RequestOptions, sendRequest } from '../http/send-request.js'
import { withTimeLimit } from '../http/time-limit.js'

const LIMIT_MS = 15_000

/** One call of a system's own. Resolves to the body. @throws AuthError where it was refused, else what `fetch` throws. */
export function askSystem(
  url: string,
  { clock, headers, ...request }: RequestOptions & { clock: Clock },
): Promise<unknown> {
  const requestId = newId()
  return withTimeLimit({ limitMs: LIMIT_MS, clock, signal: request.signal }, async (signal) => {
    const answer = await sendRequest(url, {
      ...request,
      headers: { ...headers, 'x-request-id': requestId },
      signal,
    })
    if (answer.ok) return answer.body
    throw normalizeError(answer, { phase: 'api', requestId, now: clock.now() })
  })
}
