'use client'
import { useState } from 'react'

/** Props that describe a button. */
export interface StillDescription {
  'aria-description': string | undefined
  onFocus: () => void
  onBlur: () => void
}

/**
 * Describes a button by a text that counts down. Screen readers speak each change of what describes the element in focus,
 * so it stands still there; the same text beside the button goes on.
 */
export function useStillDescription(text: string | undefined): StillDescription {
  const [focused, setFocused] = useState(false)
  const [still, setStill] = useState(text)
  if (still !== text && !(focused && still && text)) setStill(text)
  return {
    'aria-description': still,
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  }
}
