'use client'
import { createElement, type ReactNode, useEffect, useId, useMemo } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { errorText } from '../messages/error-text.js'
import { useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { useNow } from '../react/use-now.js'
import { Button } from './button.js'
import type { HeadingLevel } from './panel.js'
import { RequestId } from './request-id.js'

export interface AuthErrorBannerProps {
  /** Anything that was thrown; nothing shows nothing. */
  error: unknown
  onRetry?: (() => void) | undefined
  onKeepWaiting?: (() => void) | undefined
  onUseTotp?: (() => void) | undefined
  onDismiss?: (() => void) | undefined
  /** Further actions, after the ones above. */
  actions?: ReactNode
  headingLevel?: HeadingLevel | undefined
  /** The title takes the focus when it is shown, and so nothing is announced. */
  takesFocus?: boolean
}

const ICON = { info: 'M12 8h.01M11 12h1v5h1', warning: 'M12 7v6M12 17h.01', error: 'M12 7v6M12 17h.01' }

function toneOf(error: AuthError): keyof typeof ICON {
  if (error.severity === 'info' || error.severity === 'debug') return 'info'
  return error.severity === 'warning' ? 'warning' : 'error'
}

/** What `isError && error` leaves where there is none. */
const isNothing = (thrown: unknown) => thrown == null || thrown === false || thrown === ''

/** What happened, why it matters, what to do, where to read more, and what to quote. Announced once. */
export function AuthErrorBanner({ error: thrown, takesFocus = false, ...rest }: AuthErrorBannerProps) {
  const { announce, region } = useAnnouncer()
  const { messages } = useWording()
  const error = useMemo(() => (isNothing(thrown) ? null : normalizeError(thrown)), [thrown])
  useEffect(() => {
    if (error === null || takesFocus) return
    const text = errorText(error, messages)
    announce(`${text.title}. ${text.explanation} ${text.advice}`)
  }, [error, takesFocus, announce, messages])
  return (
    <>
      {error !== null && <Shown error={error} takesFocus={takesFocus} {...rest} />}
      {region}
    </>
  )
}

type ShownProps = Omit<AuthErrorBannerProps, 'error'> & { error: AuthError }

function Shown({ error, headingLevel = 2, takesFocus, actions, ...on }: ShownProps) {
  const { messages, helpBaseUrl } = useWording()
  const { ui } = messages
  const id = useId()
  const now = useNow(error.retryAt ?? null)
  const text = errorText(error, messages)
  const tone = toneOf(error)
  const wait = Math.max(0, (error.retryAt ?? 0) - now)
  const help =
    error.helpUrl ?? (helpBaseUrl && `${helpBaseUrl.replace(/\/+$/, '')}/${error.kind.replaceAll('_', '-')}`)

  const heading = createElement(
    `h${headingLevel}`,
    {
      id,
      className: 'rc-title',
      'data-part': 'title',
      ...(takesFocus ? { tabIndex: -1, 'data-step-focus': '' } : {}),
    },
    text.title,
  )
  return (
    <section
      className="rc-banner"
      data-part="auth-error-banner"
      data-kind={error.kind}
      data-tone={tone}
      aria-labelledby={id}
    >
      <div className="rc-banner-grid">
        <svg className="rc-icon" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="10" />
          <path d={ICON[tone]} />
        </svg>
        <div className="rc-banner-body">
          {heading}
          <p className="rc-text">{text.explanation}</p>
          <p className="rc-text">{text.advice}</p>
          <div className="rc-actions">
            {on.onKeepWaiting && (
              <Button look="primary" onClick={on.onKeepWaiting}>
                {ui.keepWaiting}
              </Button>
            )}
            {on.onRetry && (
              <Button
                look={on.onKeepWaiting ? 'secondary' : 'primary'}
                blocked={wait > 0}
                describedBy={wait > 0 ? `${id}-wait` : undefined}
                onClick={on.onRetry}
              >
                {ui.tryAgain}
              </Button>
            )}
            {wait > 0 && (
              <span className="rc-note" id={`${id}-wait`} data-part="retry-wait">
                {ui.tryAgainIn(wait)}
              </span>
            )}
            {on.onUseTotp && <Button onClick={on.onUseTotp}>{ui.useCode}</Button>}
            {actions}
            {on.onDismiss && (
              <Button look="quiet" onClick={on.onDismiss}>
                {ui.dismiss}
              </Button>
            )}
          </div>
          {help && (
            <a
              className="rc-link"
              data-part="help-link"
              href={help}
              target="_blank"
              rel="noopener noreferrer"
            >
              {ui.help}
            </a>
          )}
          {error.requestId !== undefined && <RequestId id={error.requestId} at={error.occurredAt} />}
        </div>
      </div>
    </section>
  )
}
