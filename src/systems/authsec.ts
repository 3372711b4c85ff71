import { REQUEST_ID } from '../ciba/bff-wire.js'
import type { CallContext, CibaClient } from '../ciba/contract.js'
import { parseAcknowledgement } from '../ciba/oauth-wire.js'
import type { CodeTable } from '../errors/codes/code-row.js'
import { type Clock, systemClock } from '../http/clock.js'
import { sendRequest } from '../http/send-request.js'
import { createRequestKeeper } from './kept-request.js'
import { readAnswer, stillOpen } from './read-answer.js'

type Route = 'initiate' | 'poll' | 'totp'

export interface AuthSecOptions {
  /** Names the tenant. With it the routes below `tenant/` are used, without it those for AuthSec's own users. */
  clientId?: string
  /** All that stands before the paths, as it differs between releases; `/uflow/auth` by default. */
  baseUrl?: string
  /**
   * Paths below `baseUrl`; by default `ciba/initiate`, `ciba/token` and `totp/login`, with a client id below `tenant/`.
   */
  paths?: Partial<Record<Route, string>>
  /** `globalThis.fetch` by default. */
  fetch?: typeof fetch
  /**
   * Sends our request id as `X-Request-ID`. Off by default: AuthSec's CORS rules do not allow the header, so a browser on
   * another origin would send nothing at all.
   */
  sendRequestId?: boolean
  /**
   * `session` lets a reload go on with the pending request. It is kept in `sessionStorage` until it ends: who signs in,
   * and the `auth_req_id`, with which a script on this page could fetch the tokens. Needs Web Locks (https or localhost).
   * Off by default: nothing is stored.
   */
  resume?: 'session'
  /** By which a kept request ages; the machine's by default. */
  clock?: Clock
}

export type AuthSecSystem = CibaClient & Required<Pick<CibaClient, 'verifyTotp' | 'cancel'>>

const PATHS: Record<Route, string> = { initiate: 'ciba/initiate', poll: 'ciba/token', totp: 'totp/login' }

/** A poll that gave up waiting, and a 202 whatever its body: the request is still open. */
const STILL_OPEN: CodeTable = { timeout: 'pending', pending: 'pending', HTTP_202: 'pending' }

/** `{success: false}` with 401 is a wrong code, whatever its sentence: "User not found", also with 404, must read the same. */
const WRONG_CODE: CodeTable = {
  HTTP_401: { kind: 'invalid_code', orAsSaid: ['account_state'] },
  HTTP_404: 'invalid_code',
}

/** Too many wrong codes; a mere rate limit has the same status. */
const LOCKED_OUT: CodeTable = { HTTP_429: 'locked' }

function codesOf(phase: Route, { success, error }: Record<string, unknown>): CodeTable {
  if (phase === 'poll') return STILL_OPEN
  if (phase !== 'totp') return {}
  if (success === false || /user not found/i.test(`${error}`)) return WRONG_CODE
  return /locked/i.test(`${error}`) ? LOCKED_OUT : {}
}

/**
 * AuthSec, whose API is made for browsers: public, JSON, and it hands the tokens to the page. Answers are read by the
 * body's `error`, then by a token, then by the status, since refusals also come with 200. Sent without cookies: the API
 * is usually on another origin and takes none. It has no way to take a prompt back, so {@link CibaClient.cancel} asks
 * nobody and says that the prompt may remain.
 *
 * Make one for the page, outside of components. Its calls throw `AuthError`, or what `fetch` throws.
 */
export function authsec(options: AuthSecOptions = {}): AuthSecSystem {
  const {
    clientId,
    baseUrl = '/uflow/auth',
    paths,
    fetch,
    sendRequestId = false,
    clock = systemClock,
  } = options
  const client = clientId ? { client_id: clientId } : {}
  const keeper =
    options.resume === 'session'
      ? createRequestKeeper(`react-ciba.authsec.${clientId ?? ''}`, clock)
      : undefined

  async function send(route: Route, json: object, call: CallContext) {
    const { signal, requestId } = call
    const path = paths?.[route] ?? (clientId ? 'tenant/' : '') + PATHS[route]
    const answer = await sendRequest(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`, {
      json: { ...client, ...json },
      headers: { [REQUEST_ID]: sendRequestId ? requestId : undefined },
      credentials: 'omit',
      signal,
      fetch,
    })
    return readAnswer(answer, {
      phase: route,
      call,
      systemOf: (body) => ({ name: 'authsec', codes: codesOf(route, body) }),
    })
  }

  return {
    name: 'authsec',

    async initiate({ loginHint, bindingMessage }, call) {
      keeper?.forget()
      const hint = clientId ? { email: loginHint } : { login_hint: loginHint }
      const { ok, body, requestId, failure } = await send(
        'initiate',
        { ...hint, binding_message: bindingMessage },
        call,
      )
      if (!ok) throw failure()
      const request = { interval: 5, ...parseAcknowledgement(body), requestId }
      if (!call.signal.aborted) keeper?.keep({ ...request, loginHint, bindingMessage })
      return request
    },

    async poll(authReqId, call) {
      const { tokens, failure } = await send('poll', { auth_req_id: authReqId }, call)
      if (tokens) {
        keeper?.forget(authReqId)
        return { type: 'approved', approval: { tokens } }
      }
      const error = failure()
      if (!error.retryable) keeper?.forget(authReqId)
      return stillOpen(error)
    },

    async verifyTotp({ loginHint, code }, call) {
      const { tokens, failure } = await send('totp', { email: loginHint, totp_code: code }, call)
      if (!tokens) throw failure()
      keeper?.forget()
      return { tokens }
    },

    cancel(authReqId) {
      keeper?.forget(authReqId)
      return Promise.resolve({ promptMayRemain: true })
    },

    ...(keeper && { resume: () => keeper.resume() }),
  }
}
