import type { AuthError } from '../errors/auth-error.js'
import { AUTHOS_CODES } from '../errors/codes/authos.js'
import type { ApiSystem, SystemLinks } from '../session/api-system.js'
import type { RecoveryAction } from '../session/recovery-actions.js'
import { refreshByToken, type RefreshOptions } from '../session/refreshers.js'
import { commonActions, type CommonHandlers } from './common-handlers.js'
import { keyRefused } from './key-refused.js'

export interface AuthOsOptions extends CommonHandlers, SystemLinks, RefreshOptions {
  /** Where AuthOS is, without a path; the page's own origin by default. */
  baseUrl?: string
  /** The organisation is suspended: show its status and who can end that. */
  onOrganizationSuspended?: RecoveryAction
  /** The plan has no more services or seats: offer a larger one, or to remove some. */
  onLimitReached?: RecoveryAction
  /** An invitation is too old: say how to get another. */
  onInvitationExpired?: RecoveryAction
  /** A call with `X-API-Key` was refused: the key is wrong or revoked. For whoever runs the app; no sign-in helps. */
  onApiKeyRefused?: RecoveryAction
  /** It was done, and only the record of it failed. The same must not be sent again. */
  onNotRecorded?: RecoveryAction
  /** Nobody answered on the other device in time: begin anew. */
  onDeviceCodeExpired?: RecoveryAction
}

/** `UNAUTHORIZED`, or a 401 without a code, is about the key where there was one, and not about who is signed in. */
const refine = (error: AuthError, { headers }: { headers: Headers }) =>
  error.status === 401 && /^(UNAUTHORIZED|HTTP_401)$/.test(error.code) && headers.has('x-api-key')
    ? keyRefused(error)
    : error

/**
 * AuthOS: its errors, its refresh (`POST /api/auth/refresh`, which replaces the refresh token each time), and what is done
 * about what. Make one for the page, outside of components.
 */
export function authos(options: AuthOsOptions = {}): ApiSystem {
  const { baseUrl = '', helpBaseUrl, statusPageUrl, supportUrl } = options
  return {
    name: 'authos',
    codes: AUTHOS_CODES,
    refresh: refreshByToken(`${baseUrl.replace(/\/+$/, '')}/api/auth/refresh`, options),
    actions: {
      ...commonActions(options),
      upgrade_plan: options.onLimitReached,
      'account_state contact_support': options.onOrganizationSuspended,
      'expired contact_support': options.onInvitationExpired,
      'misconfigured contact_support': options.onApiKeyRefused,
      'server_error contact_support': options.onNotRecorded,
      'expired start_over': options.onDeviceCodeExpired,
    },
    links: { helpBaseUrl, statusPageUrl, supportUrl },
    refine,
  }
}
