'use client'
import type { ReactNode } from 'react'
import { Button } from './button.js'
import { Actions, Text } from './pieces.js'
import type { useErrorActions } from './use-error-actions.js'

export interface ErrorActionsProps extends Pick<ReturnType<typeof useErrorActions>, 'actions' | 'waitProps'> {
  children: ReactNode
}

/** The buttons, primary first, each with the wait that holds it up; between them the app's own. */
export function ErrorActions({ actions, waitProps, children }: ErrorActionsProps) {
  const due = waitProps && <Text look="note" inline data-part="retry-wait" {...waitProps} />
  const shown = (quiet: boolean) =>
    actions
      .filter(({ look }) => (look === 'quiet') === quiet)
      .map(({ action, look, buttonProps, waits }) => (
        <span className="rc-action" key={action}>
          <Button look={look} {...buttonProps} />
          {waits && due}
        </span>
      ))
  return (
    <Actions>
      {shown(false)}
      {!actions.some(({ waits }) => waits) && due}
      {children}
      {shown(true)}
    </Actions>
  )
}
