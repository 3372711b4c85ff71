import { type Clock, systemClock } from '../http/clock.js'
import {
  BIID_FAILURES,
  type BiidFailure,
  type BiidState,
  MISSING,
  scopeChanged,
  signInAgain,
  stateMissing,
  tokenExpired,
} from './biid-failures.js'
import { json } from './faults.js'
import { createScriptedApi, type ScriptedApi } from './scripted-api.js'
import { createScriptedTokens } from './scripted-tokens.js'

export interface BiidServerOptions {
  /** By which tokens expire; the machine's by default. */
  clock?: Pick<Clock, 'now'>
  /** Where the back end is mounted; `/api/biid` by default. */
  prefix?: string
  /** Life of an access token, in seconds; 900 by default. */
  expiresInS?: number
  /** The state of the account; `CERTIFIED` by default, in which nothing is missing. */
  state?: BiidState
}

export interface BiidServer extends ScriptedApi<BiidFailure> {
  /** The account is in this state from now on. */
  setState(state: BiidState): void
  /** All access tokens that are out are too old from now on. */
  expireAll(): void
  /** The tokens that are out have another scope than they should; new ones are good. */
  changeScope(): void
}

/**
 * biid behind an app's back end, in this process: `POST /token` gives a token, `GET /user-state` says how the account
 * stands (`{"state": "VERIFIED"}`), and all else wants a token and an account to which nothing is missing.
 */
export function createBiidServer(options: BiidServerOptions = {}): BiidServer {
  const { clock = systemClock, prefix = '/api/biid', expiresInS = 900 } = options
  const tokens = createScriptedTokens({ clock, expiresInS })
  let state: BiidState = options.state ?? 'CERTIFIED'
  let whyOld = tokenExpired

  const refusal = (request: Request) => {
    const worth = tokens.check(request)
    return worth === 'good' ? undefined : worth === 'expired' ? whyOld() : signInAgain()
  }
  const api = createScriptedApi({
    clock,
    prefix,
    failures: BIID_FAILURES,
    faulty: 'api',
    operationOf(path, method) {
      if (path === '/token') return method === 'POST' ? 'refresh' : undefined
      if (path === '/user-state') return method === 'GET' ? 'state' : undefined
      return path === '' ? undefined : 'api'
    },
    answers: {
      refresh() {
        const { accessToken, expiresIn } = tokens.issue()
        whyOld = tokenExpired
        return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn })
      },
      state: (request) => refusal(request) ?? json(200, { state }),
      api(request) {
        const missing = MISSING[state]
        return refusal(request) ?? (missing === null ? json(200, { ok: true }) : stateMissing(missing)())
      },
    },
  })
  return {
    ...api,
    setState(next) {
      state = next
    },
    expireAll: tokens.expireAll,
    changeScope() {
      whyOld = scopeChanged
      tokens.expireAll()
    },
  }
}
