'use client'
import type { ReactNode } from 'react'
import { slotted } from './slots.js'
import type { StillDescription } from './use-still-description.js'

export interface Press {
  children: ReactNode
  onClick?: (() => void) | undefined
  /** Not possible now: stays focusable and says so, but does nothing. */
  blocked?: boolean | undefined
  submits?: boolean | undefined
}

/** What a `<button>` is given. */
export interface PressProps extends Partial<StillDescription> {
  type: 'button' | 'submit'
  children: ReactNode
  'aria-disabled': true | undefined
  onClick: (event: { preventDefault(): void }) => void
}

/** The props of a button; one that is blocked keeps its place and its focus. */
export function press({ children, onClick, blocked, submits }: Press): PressProps {
  return {
    type: submits ? 'submit' : 'button',
    children,
    'aria-disabled': blocked || undefined,
    onClick(event) {
      if (blocked) event.preventDefault()
      else onClick?.()
    },
  }
}

export const Button = /* @__PURE__ */ slotted('Button', ({ look, ...props }) => (
  <button className="rc-button" data-look={look} {...props} />
))
