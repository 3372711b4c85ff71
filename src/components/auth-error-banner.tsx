'use client'
import { createElement, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { translatedText } from '../messages/error-text.js'
import type { ErrorText } from '../messages/messages.js'
import { AnnouncerProvider, useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { useAuthError } from '../react/use-auth-error.js'
import { ErrorActions, type ErrorActionsProps } from './error-actions.js'
import { ErrorLinks } from './error-links.js'
import { FieldErrorList, type FieldErrorListProps } from './field-error-list.js'
import type { HeadingLevel } from './panel.js'
import { SupportDetails } from './support-details.js'
import { somebodyTypes } from './somebody-types.js'

export interface AuthErrorBannerProps extends Omit<ErrorActionsProps, 'error'> {
  /** Anything that was thrown; nothing shows nothing. */
  error: unknown
  headingLevel?: HeadingLevel | undefined
  /**
   * The title takes the focus when an error appears, and so nothing is announced. Where somebody types in a field
   * elsewhere it is the other way round.
   */
  takesFocus?: boolean | undefined
  /** The ids of the inputs that field errors belong to, by field; without it they are found by name or id. */
  fieldIds?: FieldErrorListProps['ids']
  /** The provider's by default, and off without one. */
  showTechnicalDetail?: boolean | undefined
}

const RING = 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z'

/** Each of its own shape: nobody has to tell them apart by colour. */
const ICON = {
  info: `${RING}M12 8h.01M11 12h1v5h1`,
  warning: 'M12 3 22.5 21h-21ZM12 10v5M12 18h.01',
  error: `${RING}M12 7v6M12 17h.01`,
}

function toneOf(error: AuthError): keyof typeof ICON {
  if (error.severity === 'info' || error.severity === 'debug') return 'info'
  return error.severity === 'warning' ? 'warning' : 'error'
}

/** What happened, why it matters, what to do, where to read more, and what to quote. Announced once. */
export function AuthErrorBanner(props: AuthErrorBannerProps) {
  return (
    <AnnouncerProvider>
      <Announced {...props} />
    </AnnouncerProvider>
  )
}

function Announced({ error: thrown, takesFocus, ...rest }: AuthErrorBannerProps) {
  const { announce } = useAnnouncer()
  const { messages, translate } = useWording()
  const error = useAuthError(thrown)
  const text = error && translatedText(error, messages, translate)
  const title = useRef<HTMLHeadingElement>(null)
  const told = useRef<AuthError>(null)
  useEffect(() => {
    // Once for each error: not again for other words, another render or StrictMode's second effect.
    if (told.current === error) return
    told.current = error
    if (text === null) return
    if (takesFocus && !somebodyTypes()) title.current?.focus()
    else announce(`${text.title}. ${text.explanation} ${text.advice}`)
  })
  return error && text && <Shown error={error} text={text} titleRef={title} {...rest} />
}

interface ShownProps extends Omit<AuthErrorBannerProps, 'error' | 'takesFocus'> {
  error: AuthError
  text: ErrorText
  titleRef: RefObject<HTMLHeadingElement | null>
}

function Shown({ error, text, titleRef, headingLevel = 2, fieldIds, ...rest }: ShownProps): ReactNode {
  const { ui } = useWording().messages
  const id = useId()
  const tone = toneOf(error)
  const { fieldErrors, attemptsRemaining } = error
  const { limit } = (error.details ?? {}) as { limit?: unknown }
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
          <path d={ICON[tone]} />
        </svg>
        <div className="rc-banner-body">
          {createElement(
            `h${headingLevel}`,
            {
              ref: titleRef,
              id,
              className: 'rc-title',
              'data-part': 'title',
              tabIndex: -1,
              'aria-describedby': `${id}-why ${id}-what`,
            },
            text.title,
          )}
          <p className="rc-text" id={`${id}-why`}>
            {text.explanation}
            {typeof limit === 'number' && ` ${ui.limitIs(limit)}`}
          </p>
          {fieldErrors && <FieldErrorList errors={fieldErrors} ids={fieldIds} />}
          <p className="rc-text" id={`${id}-what`}>
            {text.advice}
            {attemptsRemaining !== undefined && ` ${ui.attemptsLeft(attemptsRemaining)}`}
          </p>
          <ErrorActions error={error} {...rest} />
          <ErrorLinks error={error} text={text} />
          <SupportDetails error={error} showTechnicalDetail={rest.showTechnicalDetail} />
        </div>
      </div>
    </section>
  )
}
