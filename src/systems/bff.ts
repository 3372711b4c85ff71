import type { SessionSource } from '../ciba/approval.js'
import {
  BFF_PATHS,
  type BffFlowRequest,
  type BffStartRequest,
  type BffTotpRequest,
  IDEMPOTENCY_KEY,
  REQUEST_ID,
} from '../ciba/bff-wire.js'
import type { CallContext, CibaClient } from '../ciba/contract.js'
import {
  parseApproval,
  parseCancel,
  parsePending,
  parsePoll,
  parseSession,
  parseStart,
} from '../ciba/parse-wire.js'
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
    const answer = await sendRequest(base + path, { json, headers, signal, fetch })
    if (answer.ok) return answer.body
    throw normalizeError(answer, { phase, requestId, now: call.now?.() })
  }

  const inTime = <T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>) =>
    withTimeLimit({ limitMs: SESSION_LIMIT_MS, clock: systemClock, signal }, run)

  return {
    name: 'bff',
    honoursKeys: true,

    async initiate({ loginHint, bindingMessage }, call) {
      const request: BffStartRequest = { login_hint: loginHint, binding_message: bindingMessage }
      return parseStart(await send(BFF_PATHS.start, 'initiate', call, request, call.idempotencyKey))
    },

    async resume(call) {
      return parsePending(await send(BFF_PATHS.pending, 'poll', call))
    },

    async poll(authReqId, call) {
      const request: BffFlowRequest = { flow: authReqId }
      return parsePoll(await send(BFF_PATHS.poll, 'poll', call, request))
    },

    async verifyTotp({ loginHint, code }, call) {
      const request: BffTotpRequest = { login_hint: loginHint, totp_code: code }
      return parseApproval(await send(BFF_PATHS.totp, 'totp', call, request))
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
