'use client'
import type { ReactNode } from 'react'

export interface ButtonProps {
  children: ReactNode
  look?: 'primary' | 'secondary' | 'quiet'
  type?: 'button' | 'submit'
  /** Not possible now: stays focusable and says so, but does nothing. */
  blocked?: boolean | undefined
  describedBy?: string | undefined
  onClick?: (() => void) | undefined
}

export function Button({
  children,
  look = 'secondary',
  type = 'button',
  blocked,
  describedBy,
  onClick,
}: ButtonProps) {
  return (
    <button
      className="rc-button"
      data-look={look}
      type={type}
      aria-disabled={blocked ? true : undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (blocked) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
