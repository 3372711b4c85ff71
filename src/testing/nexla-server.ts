import { type Clock, systemClock } from '../http/clock.js'
import { json } from './faults.js'
import { KEY_REFUSED, type NexlaFailure, nexlaFailures, nexlaSays, TOKEN_EXPIRED } from './nexla-failures.js'
import { createScriptedApi, type ScriptedApi } from './scripted-api.js'
import { createScriptedTokens } from './scripted-tokens.js'

export interface NexlaServerOptions {
  /** By which tokens expire and limits end; the machine's by default. */
  clock?: Pick<Clock, 'now'>
  /** Where it is mounted; the whole origin by default. */
  prefix?: string
  /** Life of an access token, in seconds; 3600 by default. */
  expiresInS?: number
  /** What a limit asks for, in seconds; 30 by default. */
  retryAfterS?: number
  /** Keys that are good for `POST /token`; `service-key` by default. */
  serviceKeys?: readonly string[]
}

export interface NexlaServer extends ScriptedApi<NexlaFailure> {
  /** All access tokens that are out are too old from now on. */
  expireAll(): void
}

const MEDIA_TYPE = 'application/vnd.nexla.api.v1+json'

/**
 * A Nexla that lives in this process. `POST /token` with `Authorization: Basic <service key>` gives a token, to an app's
 * back end; all else wants the token. Whoever accepts `application/vnd.nexla.api.v1+json` gets its JSON by that name.
 */
export function createNexlaServer(options: NexlaServerOptions = {}): NexlaServer {
  const { clock = systemClock, prefix = '', expiresInS = 3_600, retryAfterS = 30 } = options
  const { serviceKeys = ['service-key'] } = options
  const tokens = createScriptedTokens({ clock, expiresInS })

  const api = createScriptedApi({
    clock,
    prefix,
    failures: nexlaFailures(retryAfterS),
    faulty: 'api',
    operationOf(path, method) {
      if (path === '/token') return method === 'POST' ? 'refresh' : undefined
      return path === '' ? undefined : 'api'
    },
    answers: {
      refresh(request) {
        const key = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
        if (key === undefined || !serviceKeys.includes(key)) return KEY_REFUSED(clock.now())
        const { accessToken, expiresIn } = tokens.issue()
        return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn })
      },
      api(request) {
        const worth = tokens.check(request)
        if (worth === 'good') return json(200, { ok: true })
        if (worth === 'expired') return TOKEN_EXPIRED(clock.now())
        return nexlaSays(401, 'AUTH_001', 'unauthorized', 'The token is invalid')(clock.now())
      },
    },
  })
  return {
    ...api,
    async handle(request) {
      const answer = await api.handle(request)
      const isJson = answer.headers.get('content-type') === 'application/json'
      if (isJson && request.headers.get('accept')?.includes(MEDIA_TYPE))
        answer.headers.set('content-type', MEDIA_TYPE)
      return answer
    },
    expireAll: tokens.expireAll,
  }
}
