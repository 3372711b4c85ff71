'use client'
import type { ReactNode } from 'react'
import type { RecoveryAction } from './recovery-actions.js'
import type { HeadingLevel } from './heading-level.js'

type Handlers = { [K in RecoveryAction]?: (() => void) | undefined }

/** A button is shown for a handler that is given and helps with the error at hand. */
export interface ErrorHandlers extends Handlers {
  /** Epoch ms before which the app does not want a retry; what the error says counts too. */
  retryAt?: number | null | undefined
  /** Begins anew, from wherever that is in the app. Always offered. */
  onStartOver?: (() => void) | undefined
  /** Dismissing is the app's to store, by error: a new error is another one. Always offered. */
  onDismiss?: (() => void) | undefined
}

export interface AuthErrorBannerOptions extends ErrorHandlers {
  /**
   * The title takes the focus when an error appears, and so nothing is announced. Where somebody types in a field
   * elsewhere it is the other way round. A function says so itself, for the error that has just appeared.
   */
  takesFocus?: boolean | (() => boolean) | undefined
  /** The ids of the inputs that field errors belong to, by field; without it they are found by name or id. */
  fieldIds?: Readonly<Record<string, string>> | undefined
  /** The provider's by default, and off without one. */
  showTechnicalDetail?: boolean | undefined
}

export interface AuthErrorBannerProps extends AuthErrorBannerOptions {
  /** Anything that was thrown; nothing shows nothing. */
  error: unknown
  /** Of its heading, in the page's order: 1 to 6, 2 by default. */
  headingLevel?: HeadingLevel | undefined
  /** Further actions of the app: upgrading, completing a step. */
  actions?: ReactNode
}
