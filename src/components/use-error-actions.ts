'use client'
import type { AuthError } from '../errors/auth-error.js'
import { dueAt } from '../errors/retry-at.js'
import type { ErrorUiText } from '../messages/messages.js'
import { useWording } from '../react/messages-context.js'
import { useNow } from '../react/use-now.js'
import type { ErrorHandlers } from './banner-props.js'
import { press, type PressProps } from './button.js'
import { actionsFor, type RecoveryAction } from './recovery-actions.js'
import { useStillDescription } from './use-still-description.js'

type Action = RecoveryAction | 'onStartOver' | 'onDismiss'

export interface ErrorAction {
  action: Action
  /** The first that helps is the primary one; what leads away is quiet. */
  look: 'primary' | 'secondary' | 'quiet'
  buttonProps: PressProps
  /** Whether the wait that is due holds this one up. */
  waits: boolean
}

const LABELS = {
  onRetry: 'tryAgain',
  onUseTotp: 'useCode',
  onKeepWaiting: 'keepWaiting',
  onSignIn: 'signIn',
  onStartOver: 'startOver',
  onDismiss: 'dismiss',
} as const satisfies Record<Action, keyof ErrorUiText>

/** What can be done about an error, and the wait that is due before trying again. */
export function useErrorActions(error: AuthError | null, { retryAt, ...on }: ErrorHandlers) {
  const { ui } = useWording().messages
  const until = Math.max(dueAt(error), retryAt ?? 0)
  const now = useNow(until)
  const wait = until > now && error && actionsFor(error)[0] ? ui.tryAgainIn(until - now) : undefined
  const description = useStillDescription(wait, until)
  const helping = error ? actionsFor(error).filter((action) => on[action]) : []
  const leading = (['onStartOver', 'onDismiss'] as const).filter((action) => on[action])
  const actions = [...helping, ...leading].map((action, index): ErrorAction => {
    const waits = action === 'onRetry' && until > now
    return {
      action,
      look: index >= helping.length ? 'quiet' : index > 0 ? 'secondary' : 'primary',
      waits,
      buttonProps: {
        ...press({ onClick: on[action], blocked: waits, children: ui[LABELS[action]] }),
        ...(action === 'onRetry' && description),
      },
    }
  })
  return {
    actions,
    /** The text beside the button that waits; null where nothing is due, or trying again cannot help. */
    waitProps: wait ? { children: wait } : null,
    /** When it is over, epoch ms; 0 where nothing is due. */
    until,
  }
}
