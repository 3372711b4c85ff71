'use client'
import { useEffect, useId, useRef } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import type { Severity } from '../errors/vocabulary.js'
import { translatedText } from '../messages/error-text.js'
import { sentences } from '../messages/sentences.js'
import { useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { useAuthError } from '../react/use-auth-error.js'
import type { AuthErrorBannerOptions } from './banner-props.js'
import type { ElementRef } from './element-ref.js'
import { errorLinks } from './error-links.js'
import { errorReport, pageOf } from './error-report.js'
import { keepFocus } from './keep-focus.js'
import { somebodyTypes } from './somebody-types.js'
import { useCopyProps } from './use-copy.js'
import { useErrorActions } from './use-error-actions.js'
import { useStillDescription } from './use-still-description.js'

type Tone = 'info' | 'warning' | 'error'

/** Of the severities that are less than an error. */
const TONES: Partial<Record<Severity, Tone>> = { debug: 'info', info: 'info', warning: 'warning' }

/**
 * What a banner for anything that was thrown says and does, for elements of your own: `banner` is null for nothing, else
 * members that end in `Props` are spread on their elements. The error is announced once; `region` is the live region for
 * that where no provider has one: render it from the first render on, also where `banner` is null.
 */
export function useAuthErrorBanner(
  thrown: unknown,
  { takesFocus, showTechnicalDetail, ...handlers }: AuthErrorBannerOptions = {},
) {
  const { announce, region } = useAnnouncer()
  const wording = useWording()
  const { messages, translate } = wording
  const { ui } = messages
  const id = useId()
  const error = useAuthError(thrown)
  const text = error && translatedText(error, messages, translate)
  const { actions, waitProps, until } = useErrorActions(error, handlers)
  const { limit } = (error?.details ?? {}) as { limit?: unknown }
  const why =
    text && typeof limit === 'number'
      ? sentences(messages, text.explanation, ui.limitIs(limit))
      : text?.explanation
  const left = error?.attemptsRemaining
  const what =
    text && left !== undefined ? sentences(messages, text.advice, ui.attemptsLeft(left)) : text?.advice
  const body = sentences(messages, why, what, waitProps?.children)
  const description = useStillDescription(body, until)
  const ref: ElementRef<HTMLHeadingElement> = useRef<HTMLHeadingElement>(null)
  const told = useRef<AuthError>(null)
  useEffect(() => {
    // Once for each error: not again for other words, another render or StrictMode's second effect.
    if (told.current === error) return
    told.current = error
    if (!text) return
    if (typeof takesFocus === 'function' ? takesFocus() : takesFocus && !somebodyTypes()) ref.current?.focus()
    else announce(sentences(messages, text.title, body))
  })

  const technical = showTechnicalDetail ?? wording.showTechnicalDetail
  const copy = useCopyProps(announce, ui.copyDetails, () =>
    error ? errorReport(error, pageOf(location), technical) : '',
  )
  if (!error || !text) return { region, banner: null }

  const { requestId, userState } = error
  return {
    region,
    banner: {
      error,
      tone: TONES[error.severity] ?? 'error',
      sectionProps: { 'aria-labelledby': id, onFocus: keepFocus },
      titleProps: {
        ref,
        id,
        tabIndex: -1,
        ...description,
        children: text.title,
      },
      /** Why it matters. */
      explanationProps: { children: why },
      /** What to do now. */
      adviceProps: { children: what },
      actions,
      waitProps,
      links: errorLinks(error, text, wording),
      /**
       * What to quote to support: the time in epoch ms, and the id, where somebody gave one and more than a step of the
       * account is missing.
       */
      request: { id: userState ? undefined : requestId, at: error.occurredAt },
      copyProps: copy.buttonProps,
      /** What to show where the browser does not copy: a note, and the text, which is selected. Else null. */
      copyByHand: copy.byHand,
      /** For developers; null where it is switched off. */
      technicalDetail: technical ? errorReport(error, undefined, true) : null,
    },
  }
}
