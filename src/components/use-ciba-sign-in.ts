'use client'
import { useRef, useState } from 'react'
import { type CibaAuth, useCibaAuth } from '../react/use-ciba-auth.js'
import { useMessages } from '../react/use-messages.js'
import type { AuthErrorBannerOptions } from './banner-props.js'
import { press } from './button.js'
import type { ElementRef } from './element-ref.js'
import { focusIsFree } from './focus-is-free.js'
import { keepFocusWithin } from './keep-focus.js'
import { useStepFocus } from './use-step-focus.js'
import { useStillDescription } from './use-still-description.js'

export type SignInStep = 'start' | 'login_hint' | 'pending' | 'totp' | 'error' | 'cancelled' | 'approved'

/** In any other status the step is its error. */
const STEPS: Partial<Record<CibaAuth['status'], SignInStep>> = {
  idle: 'login_hint',
  pushing: 'pending',
  polling: 'pending',
  totp: 'totp',
  cancelled: 'cancelled',
  approved: 'approved',
}

/**
 * The whole sign-in as steps, for elements of your own: which one to show, and what stands in those that have no hook of
 * their own. Spread `rootProps` on the element around the steps, and give the heading of each the attribute
 * `data-step-focus`, and its field too where it begins in one: when the old step held the focus, it goes to the last of
 * these; for somebody who is elsewhere on the page the text of the first is announced instead.
 */
export function useCibaSignIn(appName?: string) {
  const auth = useCibaAuth()
  const { ui, errors } = useMessages()
  const ref: ElementRef<HTMLDivElement> = useRef<HTMLDivElement>(null)
  // Focus moves with what happens; an error that somebody finds on arrival leaves it where it is.
  const [foundError] = useState(auth.error)
  const { can, status } = auth
  const finishing = auth.activity === 'finishing'
  useStepFocus(ref, finishing ? 'finishing' : status)

  const step = STEPS[status] ?? 'error'
  const entered = useRef('')
  const [refused, setRefused] = useState<string>()
  /** The same again would be refused again: it leads back to what was entered. */
  const isRefused = status === 'failed' && auth.needsLoginHint && auth.error?.recovery === 'fix_input'
  function correct() {
    setRefused(entered.current || undefined)
    auth.reset()
  }

  /** Whether the prompt remains, the system may say later. */
  const afterCancel = auth.promptMayRemain ? ui.promptMayRemain : errors.cancelled.explanation
  const description = useStillDescription(afterCancel)

  return {
    step: step === 'login_hint' && !auth.needsLoginHint ? 'start' : step,
    // Before the parts in it hear of the focus: the step knows best where it goes.
    rootProps: { ref, 'data-state': status, onFocusCapture: keepFocusWithin },
    /** Where nobody says who signs in: a button in the place of the form. */
    start: {
      titleProps: { children: ui.signInTitle(appName) },
      textProps: { children: ui.startText },
      startProps: press({ onClick: () => auth.start(), children: ui.signIn }),
    },
    /** `defaultValue`: an address that was refused, to be corrected; undefined where none was. */
    loginHint: {
      defaultValue: refused,
      onSubmit(loginHint: string) {
        entered.current = loginHint
        setRefused(undefined)
        auth.start({ loginHint })
      },
    },
    /** For `<AuthErrorBanner error={…} />` or `useAuthErrorBanner(error, …)`. */
    error: auth.error,
    errorOptions: {
      takesFocus: () => auth.error !== foundError && focusIsFree(ref.current),
      retryAt: auth.retryAt,
      onKeepWaiting: can.keepWaiting ? auth.keepWaiting : undefined,
      // What goes on, on the phone or after a pause, is not begun anew.
      onRetry: isRefused ? correct : can.cancel ? undefined : auth.retry,
      onUseTotp: can.useTotp && !isRefused ? auth.useTotp : undefined,
      onStartOver: can.cancel ? undefined : auth.reset,
    } satisfies AuthErrorBannerOptions,
    /** Beside the error's own actions; null where it is not possible. */
    sendAgainProps: can.cancel && can.resend ? press({ onClick: auth.resend, children: ui.sendAgain }) : null,
    backToPushProps: can.backToPush ? press({ onClick: auth.backToPush, children: ui.backToPush }) : null,
    cancelProps: can.cancel ? press({ onClick: auth.cancel, children: ui.cancel }) : null,
    cancelled: {
      titleProps: { ...description, children: errors.cancelled.title },
      textProps: { role: 'status', children: afterCancel },
      tryAgainProps: press({ onClick: auth.retry, children: ui.tryAgain }),
      startOverProps: press({ onClick: auth.reset, children: ui.startOver }),
    },
    approved: {
      finishing,
      title: finishing ? ui.activity.finishing : ui.approvedTitle,
      text: finishing ? null : ui.approvedText,
    },
  }
}
