import { type AuthError, revised } from '../errors/auth-error.js'
import { adviceFor } from '../errors/advice.js'
import { CHORDIAN_CODES } from '../errors/codes/chordian.js'
import { trustsOwnSite } from '../errors/help-url.js'
import type { AuthEventListener } from '../events/auth-event.js'
import type { ApiSystem, SystemLinks } from '../session/api-system.js'
import type { RecoveryAction } from '../session/recovery-actions.js'
import { readTokens, refreshByCookie, type RefreshOptions, type TokenGrant } from '../session/refreshers.js'
import { createSignInThrottle, type SignInThrottleOptions } from '../session/sign-in-throttle.js'
import { createSystemCalls } from './ask-system.js'
import { commonActions, type CommonHandlers } from './common-handlers.js'
import { helpPages } from './help-pages.js'

export interface ChordianOptions extends CommonHandlers, SystemLinks, RefreshOptions, SignInThrottleOptions {
  /** Where Chordian is, without a path; the page's own origin by default. */
  baseUrl?: string
  /**
   * Where its documentation is: links below it are shown, and the errors whose body has none lead to
   * `<docsUrl>/authentication/errors#token-expired`. Without it only links on the site of the API are shown, and so none
   * where Chordian is behind an address of your own.
   */
  docsUrl?: string
  /** The session has ended: say so, and offer to sign in. Without it `onSignInNeeded` is asked. */
  onSessionExpired?: RecoveryAction
  /** Each sign-in, also one that comes too soon and is not sent, for logs. Refreshes are told of by `session.observe`. */
  onEvent?: AuthEventListener
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

/** A refresh without its cookie: a session that has ended, and no form has a field for the cookie. */
function cookieMissing(error: AuthError): AuthError {
  if (error.fieldErrors?.refresh_cookie === undefined) return error
  const kind = 'session_expired'
  return revised(error, { kind, ...adviceFor(kind), code: 'cookie_missing', fieldErrors: undefined })
}

/**
 * Chordian: its errors, its sign-in, its refresh by cookie, and what is done about what. Make one for the page, outside of
 * components.
 */
export function chordian(options: ChordianOptions = {}): ChordianSystem {
  const { baseUrl = '', docsUrl, helpBaseUrl, statusPageUrl, supportUrl } = options
  const url = (path: string) => `${baseUrl.replace(/\/+$/, '')}/api/auth/${path}`
  const throttle = createSignInThrottle(options)
  const docs = docsUrl?.replace(/\/+$/, '')
  const { refine, refineRefresh } = helpPages(
    ({ code }) =>
      docs !== undefined && Object.hasOwn(CHORDIAN_CODES, code)
        ? `${docs}/authentication/errors#${code.toLowerCase().replaceAll('_', '-')}`
        : undefined,
    cookieMissing,
  )

  const calls = createSystemCalls({ ...options, refine })

  async function signIn(credentials: ChordianCredentials, signal: AbortSignal): Promise<TokenGrant> {
    let isSent = false
    try {
      return await throttle.attempt((captcha) => {
        isSent = true
        return calls.ask(url('login'), { json: { ...credentials, captcha }, signal }, readTokens)
      })
    } catch (thrown) {
      if (!isSent) calls.tellUnsent('POST', url('login'), thrown as AuthError)
      throw thrown
    }
  }

  return {
    name: 'chordian',
    codes: CHORDIAN_CODES,
    trustHelpUrl:
      docs === undefined
        ? undefined
        : (url) =>
            (url.protocol === 'https:' && url.href.startsWith(`${docs}/`)) ||
            trustsOwnSite(url, new URL(baseUrl, globalThis.location?.href).href),
    refresh: refineRefresh(refreshByCookie(url('refresh'), options)),
    signIn: (credentials, { signal = new AbortController().signal } = {}) => signIn(credentials, signal),
    actions: { ...commonActions(options), 'session_expired re_authenticate': options.onSessionExpired },
    links: { helpBaseUrl, statusPageUrl, supportUrl },
    refine,
  }
}
