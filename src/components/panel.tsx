'use client'
import { type ReactNode, useId } from 'react'
import type { HeadingLevel } from './heading-level.js'
import { keepFocus } from './keep-focus.js'
import { Title } from './pieces.js'
import { slotted } from './slots.js'

const Frame = /* @__PURE__ */ slotted('Panel', (props) => <section className="rc-panel" {...props} />)

export interface PanelProps {
  part: string
  state?: string
  /** The text, and the ids of what is read with it when it takes the focus. */
  titleProps: { children: string; 'aria-describedby'?: string }
  headingLevel?: HeadingLevel | undefined
  children: ReactNode
}

/** A step of the sign-in: a section named by its heading, which takes the focus when the step begins. */
export function Panel({ part, state, titleProps, headingLevel = 2, children }: PanelProps) {
  const id = useId()
  return (
    <Frame data-part={part} data-state={state} aria-labelledby={id} onFocus={keepFocus}>
      <Title level={headingLevel} id={id} data-step-focus="" tabIndex={-1} {...titleProps} />
      {children}
    </Frame>
  )
}
