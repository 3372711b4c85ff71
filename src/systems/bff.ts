import type { Approval, SessionSource } from '../ciba/approval.js'
import {
  BFF_PATHS,
  type BffFlowRequest,
  type BffStartAnswer,
  type BffStartRequest,
  type BffTotpRequest,
  IDEMPOTENCY_KEY,
  REQUEST_ID,
} from '../ciba/bff-wire.js'
import type { Acknowledgement, CallContext, CibaClient } from '../ciba/contract.js'
import { parseCancel, parsePending, parsePoll, parseSession, parseStart } from '../ciba/parse-wire.js'
import { normalizeError } from '../errors/normalize.js'
import type { Phase } from '../errors/vocabulary.js'
import { systemClock } from '../http/clock.js'
import { sendRequest } from '../http/send-request.js'
import { withTimeLimit } from '../http/time-limit.js'

export interface BffOptions {
  /** Where the back end is mounted; `/auth` by default. Same origin as the page. */
  baseUrl?: string
  /** `globalThis.fetch` by default. */
  fetch?: typeof fetch
}

export type BffSystem = CibaClient &
  Required<Pick<CibaClient, 'verifyTotp' | 'cancel' | 'resume'>> &
  SessionSource

const SESSION_LIMIT_MS = 15_000

type Call = Pick<CallContext, 'signal' | 'now'> & { requestId?: string | undefined }

/**
 * Any standard CIBA server, through the back end that `react-ciba/server` makes. Tokens and `auth_req_id` stay there;
 * the page gets a handle and an HttpOnly cookie, so it must be on the back end's origin.
 */
export function bff({ baseUrl = '/auth', fetch }: BffOptions = {}): BffSystem {
  const base = baseUrl.replace(/\/+$/, '')

  async function send(path: string, phase: Phase, call: Call, json?: object, key?: string): Promise<unknown> {
    const { signal, requestId } = call
    const headers = { [REQUEST_ID]: requestId, [IDEMPOTENCY_KEY]: key }
    const method = json === undefined ? 'GET' : 'POST'
    const answer = await sendRequest(base + path, { method, json, headers, signal, fetch })
    if (answer.ok) return answer.body
    throw normalizeError(answer, { phase, requestId, now: call.now?.() })
  }

  const inTime = <T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>) =>
    withTimeLimit({ limitMs: SESSION_LIMIT_MS, clock: systemClock, signal }, run)

  const approval = (body: unknown): Approval => {
    const session = parseSession(body)
    return session === null ? {} : { session }
  }

  const acknowledged = (answer: BffStartAnswer): Acknowledgement => ({
    authReqId: answer.flow,
    expiresIn: answer.expires_in,
    interval: answer.interval,
    requestId: answer.request_id,
  })

  return {
    name: 'bff',
    honoursKeys: true,

    async initiate({ loginHint, bindingMessage }, call) {
      const request: BffStartRequest = { login_hint: loginHint, binding_message: bindingMessage }
      return acknowledged(
        parseStart(await send(BFF_PATHS.start, 'initiate', call, request, call.idempotencyKey)),
      )
    },

    async resume(call) {
      const answer = parsePending(await send(BFF_PATHS.pending, 'poll', call))
      return (
        answer && {
          ...acknowledged(answer),
          loginHint: answer.login_hint,
          bindingMessage: answer.binding_message,
        }
      )
    },

    async poll(authReqId, call) {
      const request: BffFlowRequest = { flow: authReqId }
      const body = await send(BFF_PATHS.poll, 'poll', call, request)
      const answer = parsePoll(body)
      return answer.type === 'approved' ? { type: answer.type, approval: approval(body) } : answer
    },

    async verifyTotp({ loginHint, code }, call) {
      const request: BffTotpRequest = { login_hint: loginHint, totp_code: code }
      return approval(await send(BFF_PATHS.totp, 'totp', call, request))
    },

    async cancel(authReqId, call) {
      const request: BffFlowRequest = { flow: authReqId }
      return parseCancel(await send(BFF_PATHS.cancel, 'poll', call, request))
    },

    getSession: (call) =>
      inTime(call.signal, async (signal) => parseSession(await send(BFF_PATHS.session, 'api', { signal }))),

    async signOut(call) {
      await inTime(call.signal, (signal) => send(BFF_PATHS.signOut, 'api', { signal }, {}))
    },
  }
}
