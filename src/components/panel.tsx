'use client'
import { createElement, type ReactNode, useId } from 'react'

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

export interface PanelProps {
  part: string
  state?: string
  title: string
  headingLevel?: HeadingLevel
  /** Ids of what is read with the title when that takes the focus. */
  describedBy?: string
  children: ReactNode
}

/** A step of the sign-in: a section named by its heading, which takes the focus when the step begins. */
export function Panel({ part, state, title, headingLevel = 2, describedBy, children }: PanelProps) {
  const id = useId()
  const heading = createElement(
    `h${headingLevel}`,
    {
      id,
      className: 'rc-title',
      'data-part': 'title',
      'data-step-focus': '',
      tabIndex: -1,
      'aria-describedby': describedBy,
    },
    title,
  )
  return (
    <section className="rc-panel" data-part={part} data-state={state} aria-labelledby={id}>
      {heading}
      {children}
    </section>
  )
}
