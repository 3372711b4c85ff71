'use client'
import type { AuthError } from '../errors/auth-error.js'
import { helpSlugOf } from '../errors/codes/help-slug.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'
import type { ErrorText } from '../messages/messages.js'
import { useWording } from '../react/messages-context.js'

/** Kinds whose advice names support, whatever else helps. */
const NAMES_SUPPORT: ReadonlySet<AuthErrorKind> = /* @__PURE__ */ new Set(['process_failed', 'misconfigured'])
const OF_THE_SERVICE: ReadonlySet<AuthErrorKind> = /* @__PURE__ */ new Set([
  'server_error',
  'bad_gateway',
  'unavailable',
])

/** Where to read more: about the error, the state of the service, and the way to support. */
export function useErrorLinks(error: AuthError | null, text: ErrorText | null) {
  const { messages, helpBaseUrl, statusPageUrl, supportUrl } = useWording()
  if (error === null || text === null) return []
  const failed = OF_THE_SERVICE.has(error.kind)
  // An error can be made by hand: only what leads to a page is followed.
  const given = /^https?:/i.test(error.helpUrl ?? '') && error.helpUrl
  const targets = {
    help: given || (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${helpSlugOf(error)}`),
    statusPage: failed && statusPageUrl,
    contactSupport:
      (failed || error.recovery === 'contact_support' || NAMES_SUPPORT.has(error.kind)) && supportUrl,
  }
  return (Object.keys(targets) as (keyof typeof targets)[]).flatMap((name) => {
    const href = targets[name]
    if (!href) return []
    const own = name === 'help' ? text.help : undefined
    const children = own ?? messages.ui[name]
    const linkProps = {
      href,
      // A mail program is no page.
      target: /^mailto:/i.test(href) ? undefined : '_blank',
      rel: 'noopener noreferrer',
      children,
      // In a list of links "Read more about this" says nothing.
      'aria-label': name === 'help' && own === undefined ? `${children}: ${text.title}` : undefined,
    }
    return { name, linkProps }
  })
}
