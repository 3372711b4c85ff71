'use client'
import { Fragment, type ReactNode, useId } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import type { UiText } from '../messages/messages.js'
import { useWording } from '../react/messages-context.js'
import { useNow } from '../react/use-now.js'
import { Button } from './button.js'
import { actionsFor, type RecoveryAction } from './recovery-actions.js'

type Handlers = { [K in RecoveryAction]?: (() => void) | undefined }

/** A button is shown for a handler that is given and helps with the error at hand. */
export interface ErrorActionsProps extends Handlers {
  error: AuthError
  /** Epoch ms before which the app does not want a retry; what the error says counts too. */
  retryAt?: number | null | undefined
  /** Begins anew, from wherever that is in the app. Always offered. */
  onStartOver?: (() => void) | undefined
  /** Dismissing is the app's to store, by error: a new error is another one. Always offered. */
  onDismiss?: (() => void) | undefined
  /** Further actions of the app: upgrading, completing a step. */
  actions?: ReactNode
}

const LABELS = {
  onRetry: 'tryAgain',
  onUseTotp: 'useCode',
  onKeepWaiting: 'keepWaiting',
  onSignIn: 'signIn',
} as const satisfies Record<RecoveryAction, keyof UiText>

/** The buttons, primary first, and the wait that is due before a retry. */
export function ErrorActions({ error, retryAt, actions, ...on }: ErrorActionsProps) {
  const { ui } = useWording().messages
  const id = useId()
  const until = Math.max(error.retryAt ?? 0, retryAt ?? 0)
  const now = useNow(until || null)
  const wait = Math.max(0, until - now)
  const offered = actionsFor(error).filter((action) => on[action])
  const due = wait > 0 && (
    <span className="rc-note" id={id} data-part="retry-wait">
      {ui.tryAgainIn(wait)}
    </span>
  )
  return (
    <div className="rc-actions">
      {offered.map((action, index) => {
        const waits = action === 'onRetry' && wait > 0
        return (
          <Fragment key={action}>
            <Button
              look={index === 0 ? 'primary' : 'secondary'}
              blocked={waits}
              describedBy={waits ? id : undefined}
              onClick={on[action]}
            >
              {ui[LABELS[action]]}
            </Button>
            {waits && due}
          </Fragment>
        )
      })}
      {!offered.includes('onRetry') && due}
      {actions}
      {on.onStartOver && (
        <Button look="quiet" onClick={on.onStartOver}>
          {ui.startOver}
        </Button>
      )}
      {on.onDismiss && (
        <Button look="quiet" onClick={on.onDismiss}>
          {ui.dismiss}
        </Button>
      )}
    </div>
  )
}
