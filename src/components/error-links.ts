'use client'
import type { AuthError } from '../errors/auth-error.js'
import { helpSlugOf } from '../errors/codes/help-slug.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'
import type { ErrorText } from '../messages/messages.js'
import type { Wording } from '../react/messages-context.js'

/** Of whom the advice for a kind speaks, whatever else helps; support knows of the service, too. */
const SPEAKS_OF: Partial<Record<AuthErrorKind, 'service' | 'support'>> = {
  server_error: 'service',
  bad_gateway: 'service',
  unavailable: 'service',
  process_failed: 'support',
  misconfigured: 'support',
}

/** Where to read more: about the error, the state of the service, and the way to support. */
export function errorLinks(
  error: AuthError,
  text: ErrorText,
  { messages, helpBaseUrl, statusPageUrl, supportUrl }: Wording,
) {
  const spokenOf = SPEAKS_OF[error.kind]
  // An error can be made by hand: only what leads to a page is followed.
  const given = /^https?:/i.test(error.helpUrl ?? '') && error.helpUrl
  const targets = {
    help: given || (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${helpSlugOf(error)}`),
    statusPage: spokenOf === 'service' && statusPageUrl,
    contactSupport: (spokenOf || error.recovery === 'contact_support') && supportUrl,
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
