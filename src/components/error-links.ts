'use client'
import type { AuthError } from '../errors/auth-error.js'
import { helpSlugOf } from '../errors/codes/help-slug.js'
import type { AuthErrorKind, Recovery } from '../errors/vocabulary.js'
import type { ErrorText } from '../messages/messages.js'
import type { Wording } from '../react/messages-context.js'

/** Kinds, recoveries and help pages whose advice speaks of support. */
const SUPPORT_HELPS: readonly (AuthErrorKind | Recovery | 'service-keys')[] = [
  'denied',
  'misconfigured',
  'process_failed',
  'retry_later',
  'contact_support',
  'service-keys',
]

/** Where to read more: about the error, the state of the service, and the way to support. */
export function errorLinks(
  error: AuthError,
  text: ErrorText,
  { messages, helpBaseUrl, statusPageUrl, supportUrl }: Wording,
) {
  const { kind, recovery } = error
  const slug = helpSlugOf(error)
  // An error can be made by hand: only what leads to a page is followed.
  const given = /^https?:/i.test(error.helpUrl ?? '') && error.helpUrl
  const targets = {
    help: given || (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${slug}`),
    statusPage: recovery === 'retry_later' && statusPageUrl,
    contactSupport: SUPPORT_HELPS.some((word) => [kind, recovery, slug].includes(word)) && supportUrl,
  }
  return (Object.keys(targets) as (keyof typeof targets)[]).flatMap((name) => {
    const href = targets[name]
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
