import { REQUEST_ID } from '../ciba/bff-wire.js'
import type { CallContext, CibaClient } from '../ciba/contract.js'
import { parseDeviceAuthorization } from '../ciba/oauth-wire.js'
import type { SystemErrors } from '../errors/codes/code-row.js'
import type { Phase } from '../errors/vocabulary.js'
import { sendRequest } from '../http/send-request.js'
import { readAnswer, stillOpen } from './read-answer.js'

export interface DeviceFlowOptions {
  /** A public client, as a rule: a page keeps no secret. */
  clientId: string
  /** The `device_authorization_endpoint` of the server's metadata (RFC 8628 §4). */
  deviceAuthorizationUrl: string
  /** Its `token_endpoint`. */
  tokenUrl: string
  /** What the tokens may be used for, by spaces; the server's default where it is left out. */
  scope?: string
  /** More members of the first request, as some servers want them: `audience`, `resource`, `org`. */
  parameters?: Record<string, string>
  /**
   * How requests are written: `form` as the standard has it, by default; `json` for servers that read JSON alone, such as
   * AuthOS.
   */
  encoding?: 'form' | 'json'
  /**
   * More headers of each request, such as the `Authorization` of a confidential client. Nothing secret belongs into a
   * page: that is for a flow that runs on a server or a device.
   */
  headers?: Record<string, string>
  /** `globalThis.fetch` by default. */
  fetch?: typeof fetch
  /**
   * Sends our request id as `X-Request-ID`. Off by default: a server whose CORS rules do not allow the header gets nothing at
   * all from a page on another origin.
   */
  sendRequestId?: boolean
}

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'
/** The codes of RFC 8628 §3.5 in capitals, as AuthOS writes its own; small ones are known to all systems. */
const IN_CAPITALS: SystemErrors = {
  name: 'device-flow',
  codes: {
    AUTHORIZATION_PENDING: 'pending',
    SLOW_DOWN: 'slow_down',
    ACCESS_DENIED: 'denied',
    EXPIRED_TOKEN: 'expired',
  },
}
const NEEDED = ['clientId', 'deviceAuthorizationUrl', 'tokenUrl'] as const

/**
 * OAuth 2.0 Device Authorization Grant (RFC 8628): nothing is pushed to anybody, people open an address on another device
 * and enter the code that is shown here. A sign-in begins without a login hint. For public clients, whose server lets this
 * origin call both endpoints (CORS), or behind an address of this origin; cookies are not sent. The page gets the tokens.
 *
 * Make one for the page, outside of components. Its calls throw `AuthError`, or what `fetch` throws.
 * @throws TypeError naming an option that is missing.
 */
export function deviceFlow(options: DeviceFlowOptions): CibaClient {
  for (const name of NEEDED)
    if (typeof options?.[name] !== 'string' || options[name] === '')
      throw new TypeError(`react-ciba: deviceFlow needs "${name}", got ${String(options?.[name])}`)
  const { clientId, deviceAuthorizationUrl, tokenUrl, scope, parameters, encoding, headers, fetch } = options

  async function send(url: string, phase: Phase, members: Record<string, string>, call: CallContext) {
    const all = { client_id: clientId, ...members }
    const answer = await sendRequest(url, {
      ...(encoding === 'json' ? { json: all } : { form: new URLSearchParams(all) }),
      headers: options.sendRequestId ? { [REQUEST_ID]: call.requestId, ...headers } : headers,
      credentials: 'omit',
      signal: call.signal,
      fetch,
    })
    return readAnswer(answer, { phase, call, ...(phase === 'poll' && { systemOf: () => IN_CAPITALS }) })
  }

  return {
    name: 'device-flow',
    needsLoginHint: false,
    // A second request disturbs nobody: the first code lapses unused.
    honoursKeys: true,

    async initiate(_request, call) {
      const members = { ...parameters, ...(scope !== undefined && { scope }) }
      const { ok, body, requestId, failure } = await send(deviceAuthorizationUrl, 'initiate', members, call)
      if (!ok) throw failure()
      return { interval: 5, ...parseDeviceAuthorization(body), requestId }
    },

    async poll(deviceCode, call) {
      const members = { grant_type: GRANT_TYPE, device_code: deviceCode }
      const { tokens, failure } = await send(tokenUrl, 'poll', members, call)
      if (tokens) return { type: 'approved', approval: { tokens } }
      return stillOpen(failure())
    },
  }
}
