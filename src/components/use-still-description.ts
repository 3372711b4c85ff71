'use client'
import { useState } from 'react'

/** Props that describe what can have the focus. */
export interface StillDescription {
  'aria-description': string | undefined
  onFocus: (event: { currentTarget: Element }) => void
  onBlur: () => void
}

/**
 * Describes an element by a text that counts down to `until`, epoch ms. Screen readers speak each change of what describes
 * the element in focus, so there it stands still until another time is waited for; elsewhere it goes on.
 */
export function useStillDescription(text: string | undefined, until = 0): StillDescription {
  const now = { text, until }
  const [held, setHeld] = useState<(typeof now & { element: Element }) | null>(null)
  // One that goes while it has the focus tells nobody of a blur.
  const still = held?.element.matches(':focus') ? held : null
  if (still && still.until !== until) setHeld({ ...still, ...now })
  return {
    'aria-description': still && text ? still.text : text,
    onFocus: ({ currentTarget }) => setHeld({ element: currentTarget, ...now }),
    onBlur: () => setHeld(null),
  }
}
