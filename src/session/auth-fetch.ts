import type { AuthError } from '../errors/auth-error.js'
import type { SystemErrors } from '../errors/codes/code-row.js'
import { normalizeError } from '../errors/normalize.js'
import { readError } from '../errors/read-error.js'
import { redactId } from '../errors/redact.js'
import { redactPath } from '../errors/redact-endpoint.js'
import type { AuthEvent, AuthEventListener } from '../events/auth-event.js'
import { guarded } from '../events/guarded.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { retryDelayMs } from '../http/retry-delay.js'
import { sleep } from '../http/sleep.js'
import { tellOfRequest } from '../http/tell-of-request.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { ApiSystem } from './api-system.js'
import type { AuthSession } from './auth-session.js'
import { type Caller, callerOf } from './caller.js'
import { createGates, type GateOptions } from './gates.js'
import { type OutgoingCall, outgoingCall } from './outgoing-call.js'
import { repeated } from './repeated.js'

export interface AuthFetchOptions extends GateOptions {
  /** Whose token goes along, and who renews it. */
  session?: AuthSession
  /** Origins that get the token, and `X-Request-ID` where they are not the page's. The page's own by default. */
  origins?: readonly string[]
  /** Sends `X-Request-ID` to the page's origin and to `origins`. True by default; other origins must allow the header. */
  requestId?: boolean
  /** Longest wait for the head of an answer, for all of one that is a failure, and for a token, in ms each. 30 000. */
  timeoutMs?: number
  /**
   * Repeats what may be sent twice, where the failure is of a kind that waiting cures: at most `tries` times in all (3),
   * never before `Retry-After`. It is over after `totalMs` (60 000), a token's renewal apart: a try has what is left of it,
   * and none begins with less than 1 s. Off by default: with TanStack Query leave that to the query.
   */
  retry?: { tries?: number; totalMs?: number } | false
  /** What this API is, or the codes that mean something else at it. */
  system?: SystemErrors & Pick<Partial<ApiSystem>, 'refine'>
  /** `globalThis.fetch` by default. */
  fetch?: typeof fetch
  clock?: Clock
  /** Every request, each call that was held back, and each change of a circuit, for logs. */
  onEvent?: AuthEventListener
}

const DEFAULT_RETRY = { tries: 3, totalMs: 60_000 }
/** With less than that a repeat is not worth its while. */
const SHORTEST_TRY_MS = 1_000

/** A token that is too old, or a plain 401 that the system knows nothing better of: with a new one the call may succeed. */
const mayRenew = ({ status, recovery, code }: AuthError) =>
  status === 401 &&
  (recovery === 'refresh_token' ||
    (recovery === 're_authenticate' && (code === 'HTTP_401' || code === 'invalid_token')))

/** One call of the app, and how much longer it may take with all its repeats, in ms. */
interface Sending extends OutgoingCall {
  leftMs(): number
}

/**
 * `fetch` for an app's own API. Adds the token and a request id, renews a token that has expired and repeats the call
 * once with the new one, ends calls that take too long, and holds calls back that would fail anyway. Resolves with
 * answers that are successes; whatever else happens is thrown, as an `AuthError`.
 */
export function createAuthFetch(options: AuthFetchOptions = {}): typeof globalThis.fetch {
  const { session, timeoutMs = 30_000, retry = false, clock = systemClock } = options
  // Asked for anew each time: tests and tools put their own in its place.
  const fetch = (request: Request) => (options.fetch ?? globalThis.fetch)(request)
  const flowId = newId()
  const own = globalThis.location?.origin
  const origins = new Set([...(options.origins ?? []), ...(own === undefined ? [] : [own])])
  const limits = { ...DEFAULT_RETRY, ...(retry === false ? { tries: 1, totalMs: Infinity } : retry) }
  const steadily = () => clock.monotonic?.() ?? clock.now()

  const emit = (event: AuthEvent) => guarded('onEvent', () => options.onEvent?.(event))
  const gates = createGates(options, clock, (origin, to) =>
    emit({ type: 'circuit_changed', at: clock.now(), flowId, origin, to }),
  )

  /** One request and its answer. @throws AuthError */
  async function sendOnce(call: Sending, token: string | null, turn = call.signal): Promise<Response> {
    const { url, method, signal } = call
    const names = {
      flowId,
      operation: 'api',
      method,
      endpoint: url.origin + redactPath(url.pathname),
    } as const
    const passed = await gates
      .enter(url.origin, turn, call.leftMs() - SHORTEST_TRY_MS)
      .catch((error: AuthError) => {
        emit({ type: 'request_held_back', at: clock.now(), ...names, error })
        throw error
      })
    const given = call.headers.get('x-request-id')
    const made = given === null && options.requestId !== false && origins.has(url.origin) ? newId() : null
    const headers = {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(made !== null && { 'x-request-id': made }),
    }
    const requestId = redactId(given ?? made)
    let answer: Response | undefined
    const tell = (event: AuthEvent) => emit({ ...event, ...(answer && { status: answer.status }) })
    const finished = tellOfRequest(tell, clock, { ...names, requestId: requestId ?? `local-${newId()}` })
    const context = { phase: 'api', requestId, system: options.system } as const
    let error: AuthError | null = null
    try {
      const limit = { limitMs: Math.max(0, Math.min(timeoutMs, call.leftMs())), clock, signal }
      await withTimeLimit(limit, async (inner) => {
        answer = await fetch(call.request(headers, inner))
        passed.heard(answer.headers)
        // The body of a failure must come in time as well; that of a success is the caller's.
        if (!answer.ok) error = await readError(answer, { ...context, now: clock.now() })
      })
    } catch (thrown) {
      error = normalizeError(thrown, { ...context, now: clock.now() })
    }
    const failed = error as AuthError | null
    if (failed !== null) error = guarded('refine', () => options.system?.refine?.(failed, call)) ?? failed
    error = passed.ended(error)
    finished(error)
    if (error !== null || answer === undefined) throw error
    return answer
  }

  /** With the token, and once more with a new one where the API says that this one is too old. */
  async function sendSigned(call: Sending, caller: Caller): Promise<Response> {
    const { token, turn, done } = await caller.sign()
    try {
      return await sendOnce(call, token, turn).catch(async (thrown: AuthError) => {
        if (token === null || !call.replayable || !mayRenew(thrown)) throw thrown
        const next = await caller.renew(token)
        if (!(await caller.isSame())) throw thrown
        return sendOnce(call, next, turn)
      })
    } finally {
      done()
    }
  }

  return async (input, init) => {
    const startedAt = steadily()
    let call: Sending
    try {
      call = {
        ...outgoingCall(input, init),
        leftMs: () => startedAt + limits.totalMs - steadily(),
      }
    } catch (thrown) {
      throw normalizeError(thrown, { phase: 'api', now: clock.now() })
    }
    const isSigned = session !== undefined && !call.signed && origins.has(call.url.origin)
    const limit = { limitMs: timeoutMs, clock, signal: call.signal }
    const caller = isSigned ? callerOf(session, limit) : null
    for (let sent = 1; ; sent++) {
      try {
        return await (caller === null ? sendOnce(call, null) : sendSigned(call, caller))
      } catch (thrown) {
        const error = thrown as AuthError
        const repeats = sent < limits.tries && call.idempotent && call.replayable
        if (sent > 1) repeated.add(error)
        const waitMs = repeats ? retryDelayMs(error, sent, clock.now()) : null
        if (waitMs === null || waitMs + SHORTEST_TRY_MS > call.leftMs()) throw error
        await sleep(waitMs, clock, call.signal).catch((reason: unknown) => {
          throw normalizeError(reason, { phase: 'api', now: clock.now() })
        })
        if (caller !== null && !(await caller.isSame())) throw error
      }
    }
  }
}
