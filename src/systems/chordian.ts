import { CHORDIAN_CODES } from '../errors/codes/chordian.js'
import { normalizeError } from '../errors/normalize.js'
import { systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { sendRequest } from '../http/send-request.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { ApiSystem, SystemLinks } from '../session/api-system.js'
import type { RecoveryAction } from '../session/recovery-actions.js'
import { readTokens, refreshByCookie, type RefreshOptions, type TokenGrant } from '../session/refreshers.js'
import { createSignInThrottle, type SignInThrottleOptions } from '../session/sign-in-throttle.js'
import { commonActions, type CommonHandlers } from './common-handlers.js'
import { helpPages } from './help-pages.js'

export interface ChordianOptions
  extends CommonHandlers,
    Omit<SystemLinks, 'helpBaseUrl'>,
    RefreshOptions,
    SignInThrottleOptions {
  /** Where Chordian is, without a path; the page's own origin by default. */
  baseUrl?: string
  /** Where its documentation is, for the errors whose body has no link: `<docsUrl>/authentication/errors#token-expired`. */
  docsUrl?: string
  /** The session has ended: say so, and offer to sign in. Without it `onSignInNeeded` is asked. */
  onSessionExpired?: RecoveryAction
}

export interface ChordianCredentials {
  email: string
  password: string
}

export interface ChordianSystem extends ApiSystem {
  /**
   * Signs in, for `session.signIn(await system.signIn(…))`; the refresh token stays in an HttpOnly cookie. Wrong attempts
   * are slowed down, then a CAPTCHA is asked for; its proof is sent as `captcha`.
   * @throws AuthError `invalid_credentials`, which does not say which of the two was wrong; `too_many_attempts` where it
   * comes too soon.
   */
  signIn(credentials: ChordianCredentials, call?: { signal?: AbortSignal }): Promise<TokenGrant>
}

const LIMIT_MS = 15_000

/**
 * Chordian: its errors, its sign-in, its refresh by cookie, and what is done about what. Make one for the page, outside of
 * components.
 */
export function chordian(options: ChordianOptions = {}): ChordianSystem {
  const { baseUrl = '', docsUrl, statusPageUrl, supportUrl, clock = systemClock, fetch } = options
  const { credentials = 'same-origin' } = options
  const url = (path: string) => `${baseUrl.replace(/\/+$/, '')}/api/auth/${path}`
  const throttle = createSignInThrottle(options)
  const { refine, refineRefresh } = helpPages(({ code }) =>
    docsUrl !== undefined && Object.hasOwn(CHORDIAN_CODES, code)
      ? `${docsUrl.replace(/\/+$/, '')}/authentication/errors#${code.toLowerCase().replaceAll('_', '-')}`
      : undefined,
  )

  async function send(json: object, signal: AbortSignal): Promise<TokenGrant> {
    const requestId = newId()
    const headers = { 'x-request-id': requestId }
    const request = { method: 'POST', json, headers, signal, credentials, fetch } as const
    const answer = await sendRequest(url('login'), request)
    if (answer.ok) return readTokens(answer.body)
    throw refine(normalizeError(answer, { phase: 'api', requestId, now: clock.now() }))
  }

  return {
    name: 'chordian',
    codes: CHORDIAN_CODES,
    refresh: refineRefresh(refreshByCookie(url('refresh'), options)),
    signIn: (credentials, { signal = new AbortController().signal } = {}) =>
      throttle.attempt((captcha) =>
        withTimeLimit({ limitMs: LIMIT_MS, clock, signal }, (inner) =>
          send({ ...credentials, captcha }, inner),
        ),
      ),
    actions: { ...commonActions(options), 'session_expired re_authenticate': options.onSessionExpired },
    links: { statusPageUrl, supportUrl },
    refine,
  }
}
