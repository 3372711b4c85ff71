'use client'
import type { AuthError } from '../errors/auth-error.js'
import { helpSlugOf } from '../errors/codes/known-codes.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'
import type { ErrorText } from '../messages/messages.js'
import { useWording } from '../react/messages-context.js'

const OF_THE_SERVICE: ReadonlySet<AuthErrorKind> = /* @__PURE__ */ new Set([
  'server_error',
  'bad_gateway',
  'unavailable',
])

export interface ErrorLinksProps {
  error: AuthError
  text: ErrorText
}

/** Where to read more: about the error, the state of the service, and the way to support. */
export function ErrorLinks({ error, text }: ErrorLinksProps) {
  const { messages, helpBaseUrl, statusPageUrl, supportUrl } = useWording()
  const { ui } = messages
  const failed = OF_THE_SERVICE.has(error.kind)
  // An error can be made by hand: only what leads to a page is followed.
  const given = /^https?:/i.test(error.helpUrl ?? '') && error.helpUrl
  const links = {
    help: given || (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${helpSlugOf(error)}`),
    statusPage: failed && statusPageUrl,
    contactSupport: (failed || error.recovery === 'contact_support') && supportUrl,
  }
  const names = (Object.keys(links) as (keyof typeof links)[]).filter((name) => links[name])
  if (names.length === 0) return null
  return (
    <div className="rc-links">
      {names.map((name) => (
        <a
          key={name}
          className="rc-link"
          data-part={name === 'help' ? 'help-link' : 'further-link'}
          href={links[name] || undefined}
          // A mail program is no page.
          target={/^mailto:/i.test(links[name] || '') ? undefined : '_blank'}
          rel="noopener noreferrer"
        >
          {(name === 'help' && text.help) || ui[name]}
          {/* In a list of links "Read more about this" says nothing. */}
          {name === 'help' && !text.help && <span className="rc-visually-hidden">: {text.title}</span>}
        </a>
      ))}
    </div>
  )
}
