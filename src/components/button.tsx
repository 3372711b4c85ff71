'use client'
import type { ReactNode } from 'react'
import { slotted } from './slots.js'

export interface Press {
  children: ReactNode
  onClick?: (() => void) | undefined
  /** Not possible now: stays focusable and says so, but does nothing. */
  blocked?: boolean | undefined
  describedBy?: string | undefined
  submits?: boolean | undefined
}

/** What a `<button>` is given. */
export interface PressProps {
  type: 'button' | 'submit'
  children: ReactNode
  'aria-disabled': true | undefined
  'aria-describedby': string | undefined
  onClick: (event: { preventDefault(): void }) => void
}

/** The props of a button; one that is blocked keeps its place and its focus. */
export function press({ children, onClick, blocked, describedBy, submits }: Press): PressProps {
  return {
    type: submits ? 'submit' : 'button',
    children,
    'aria-disabled': blocked || undefined,
    'aria-describedby': describedBy,
    onClick(event) {
      if (blocked) event.preventDefault()
      else onClick?.()
    },
  }
}

export const Button = /* @__PURE__ */ slotted('Button', ({ look, ...props }) => (
  <button className="rc-button" data-look={look} {...props} />
))
