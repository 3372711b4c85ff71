import { helpSlugOf } from '../errors/codes/help-slug.js'
import { NEXLA_CODES } from '../errors/codes/nexla.js'
import type { ApiSystem, SystemLinks } from '../session/api-system.js'
import type { RecoveryAction } from '../session/recovery-actions.js'
import { refreshByCookie, type RefreshOptions } from '../session/refreshers.js'
import { commonActions, type CommonHandlers } from './common-handlers.js'
import { helpPages } from './help-pages.js'
import { keyRefused } from './key-refused.js'

export interface NexlaOptions extends CommonHandlers, SystemLinks, RefreshOptions {
  /**
   * Where the app's own back end gives the page a token; `/api/nexla/token` by default. The service key that it is had
   * with stays there, and the cookie of the app's own sign-in says for whom it is.
   */
  tokenUrl?: string
  /** Where the help pages are, an address with a host: `<helpBaseUrl>/sessions`, `/rate-limits` and so on. */
  helpBaseUrl?: string
  /**
   * The service key is wrong or revoked: for whoever runs the app. Without it a call that says so asks `onSignInNeeded`,
   * and the back end that gets no token `onSupportNeeded`.
   */
  onServiceKeyRefused?: RecoveryAction
}

/** The help pages that there are; about all else there is `support`. */
const PAGES = ['authentication', 'service-keys', 'sessions', 'rate-limits']

/**
 * Nexla: its errors, its help pages, tokens by way of the app's back end, and what is done about what. Make one for the
 * page, outside of components.
 */
export function nexla(options: NexlaOptions = {}): ApiSystem {
  const { tokenUrl = '/api/nexla/token', helpBaseUrl, statusPageUrl, supportUrl } = options
  const { refine, refineRefresh } = helpPages((error) => {
    const slug = helpSlugOf(error)
    return helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${PAGES.includes(slug) ? slug : 'support'}`
  })
  return {
    name: 'nexla',
    codes: NEXLA_CODES,
    // The key is the app's own: whoever is signed in stays so.
    refresh: refineRefresh(refreshByCookie(tokenUrl, options), (error) =>
      error.code === 'AUTH_002' ? keyRefused(error) : error,
    ),
    actions: {
      ...commonActions(options),
      'invalid_credentials re_authenticate': options.onServiceKeyRefused,
      'misconfigured contact_support': options.onServiceKeyRefused,
    },
    links: { statusPageUrl, supportUrl },
    refine,
  }
}
