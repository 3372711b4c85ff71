'use client'
import type { AuthError } from '../errors/auth-error.js'
import { helpSlugOf } from '../errors/codes/help-slug.js'
import type { ErrorText } from '../messages/messages.js'
import type { Wording } from '../react/messages-context.js'

/** Where to read more: about the error, the state of the service, and the way to support. */
export function errorLinks(
  error: AuthError,
  text: ErrorText,
  { messages, helpBaseUrl, statusPageUrl, supportUrl }: Wording,
) {
  const slug = helpSlugOf(error)
  const words = `${error.kind} ${error.recovery} ${slug} ${error.status}`
  // An error can be made by hand: only what leads to a page is followed.
  const given = /^https?:/i.test(error.helpUrl ?? '') && error.helpUrl
  const targets = {
    help: given || (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${slug}`),
    // A service that failed, or whose gateway waited in vain, and an organisation that is suspended.
    statusPage:
      /retry_later|network_timeout.* 504|account_state contact_support/.test(words) && statusPageUrl,
    // What has advice that speaks of support.
    contactSupport:
      /denied|misconfigured|process_failed|retry_later|contact_support|service-keys/.test(words) &&
      supportUrl,
  }
  const named = Object.entries(targets) as [keyof typeof targets, string | false | undefined][]
  return named.flatMap(([name, href]) => {
    if (!href) return []
    const isHelp = name === 'help'
    const children = (isHelp && text.help) || messages.ui[name]
    const linkProps = {
      href,
      // A mail program is no page.
      target: /^mailto:/i.test(href) ? undefined : '_blank',
      rel: 'noopener noreferrer',
      children,
      // In a list of links "Read more about this" says nothing.
      'aria-label': isHelp && !text.help ? `${children}: ${text.title}` : undefined,
    }
    return { name, linkProps }
  })
}
