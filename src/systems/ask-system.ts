import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { redactEndpoint, redactPath } from '../errors/redact-endpoint.js'
import type { AuthEvent, AuthEventListener } from '../events/auth-event.js'
import { guarded } from '../events/guarded.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { type RequestOptions, sendRequest } from '../http/send-request.js'
import { tellOfRequest } from '../http/tell-of-request.js'
import { withTimeLimit } from '../http/time-limit.js'

const LIMIT_MS = 15_000

interface SystemCallsOptions extends Pick<RequestOptions, 'fetch' | 'credentials'> {
  clock?: Clock
  onEvent?: AuthEventListener
  /** What the system adds to an error. */
  refine?(error: AuthError): AuthError
}

/** Where a call goes; a path alone is on the page's own origin. */
const endpointOf = (url: string) =>
  redactEndpoint(url) || (globalThis.location?.origin ?? '') + redactPath(url)

/** The calls that a system makes by itself, beside refreshes: observed, and limited in time. */
export function createSystemCalls(options: SystemCallsOptions) {
  const { fetch, credentials = 'same-origin', clock = systemClock, onEvent, refine } = options
  const flowId = newId()

  const emit = (event: AuthEvent) => guarded('onEvent', () => onEvent?.(event))
  const namesOf = (method: string, url: string) =>
    ({ flowId, operation: 'api', method, endpoint: endpointOf(url) }) as const

  return {
    /** One call; resolves to what `read` makes of the body. @throws AuthError */
    async ask<T>(
      url: string,
      request: Pick<RequestOptions, 'json' | 'headers' | 'signal'>,
      read: (body: unknown) => T,
    ): Promise<T> {
      const requestId = newId()
      const names = { ...namesOf(request.json === undefined ? 'GET' : 'POST', url), requestId }
      const headers = { ...request.headers, 'x-request-id': requestId }
      const finished = tellOfRequest(emit, clock, names)
      try {
        const limit = { limitMs: LIMIT_MS, clock, signal: request.signal }
        const answer = await withTimeLimit(limit, (signal) =>
          sendRequest(url, { ...request, headers, credentials, fetch, signal }),
        )
        if (!answer.ok) throw normalizeError(answer, { phase: 'api', requestId, now: clock.now() })
        const result = read(answer.body)
        finished(null)
        return result
      } catch (thrown) {
        const failed = normalizeError(thrown, { phase: 'api', requestId, now: clock.now() })
        const error = refine?.(failed) ?? failed
        finished(error)
        throw error
      }
    },

    /** Tells of a call that was not made, and why. */
    tellUnsent(method: string, url: string, error: AuthError): void {
      emit({ type: 'request_held_back', at: clock.now(), ...namesOf(method, url), error })
    },
  }
}
