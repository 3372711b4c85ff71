import type { AuthError } from '../errors/auth-error.js'
import { BIID_CODES } from '../errors/codes/biid.js'
import { authError } from '../errors/normalize.js'
import { isRecord } from '../errors/wire.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { type Clock, systemClock } from '../http/clock.js'
import type { ApiSystem, SystemLinks } from '../session/api-system.js'
import type { RecoveryAction, UserSteps } from '../session/recovery-actions.js'
import { refreshByCookie, type RefreshOptions } from '../session/refreshers.js'
import { createSystemCalls } from './ask-system.js'

type Call = Parameters<RecoveryAction>[1]
type Result = ReturnType<RecoveryAction>

export interface BiidOptions extends SystemLinks, RefreshOptions {
  /** Where the app's own back end for biid is: `/token` and `/user-state` below it. `/api/biid` by default. */
  baseUrl?: string
  /** Nothing was reached. Without it the call is made again after a wait. */
  onNoConnection?: RecoveryAction
  /** A step is missing, by what the server says now: registration, verification, accreditation or certification. */
  onUserStep?: UserSteps['onStep']
  /** What was entered is wrong; `error.fieldErrors` says where. */
  onValidation?: RecoveryAction
  /** `retry`: the token has been renewed, and the call will be made again. `login`: somebody has to sign in. */
  onInvalidToken?: (next: 'retry' | 'login', error: AuthError, call: Call) => Result
  /** This version of the app is too old for the platform. */
  onClientTooOld?: RecoveryAction
  /** Nobody knows what it is: show `error.requestId`, the trace id, for support. */
  onUnknownError?: RecoveryAction
  /** A verification, a certification or a security check did not get to its end. */
  onProcessFailed?: (process: string | undefined, error: AuthError, call: Call) => Result
  /** Each time that the state of the account is asked for, for logs. Refreshes are told of by `session.observe`. */
  onEvent?: AuthEventListener
  /** For the time limit of what is asked; the machine's by default. */
  clock?: Clock
}

/**
 * biid, by way of the app's back end: its errors, tokens that are renewed where they expired or their scope changed, the
 * step that an account lacks, and what is done about what. Make one for the page, outside of components.
 */
export function biid(options: BiidOptions = {}): ApiSystem {
  const { helpBaseUrl, statusPageUrl, supportUrl, onInvalidToken, onProcessFailed } = options
  const { clock = systemClock } = options
  const calls = createSystemCalls(options)
  const url = (path: string) => `${(options.baseUrl ?? '/api/biid').replace(/\/+$/, '')}/${path}`
  return {
    name: 'biid',
    codes: BIID_CODES,
    refresh: refreshByCookie(url('token'), options),
    getUserState({ signal, accessToken }) {
      const headers = { authorization: accessToken === null ? undefined : `Bearer ${accessToken}` }
      return calls.ask(url('user-state'), { headers, signal }, (body) => {
        if (isRecord(body) && typeof body.state === 'string') return body.state
        throw authError('unreadable_answer', { now: clock.now() })
      })
    },
    onStep: options.onUserStep,
    actions: {
      'network retry': options.onNoConnection,
      fix_input: options.onValidation,
      'invalid_token retry':
        onInvalidToken && (async (error, call) => (await onInvalidToken('retry', error, call)) ?? true),
      re_authenticate: onInvalidToken && ((error, call) => onInvalidToken('login', error, call)),
      update_app: options.onClientTooOld,
      contact_support: options.onUnknownError,
      'process_failed start_over':
        onProcessFailed && ((error, call) => onProcessFailed(error.process, error, call)),
    },
    links: { helpBaseUrl, statusPageUrl, supportUrl },
  }
}
