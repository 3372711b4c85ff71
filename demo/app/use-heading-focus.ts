import { useEffect, useRef } from 'react'

/**
 * Puts the focus on the heading when `state` changes, since the button that had it goes away with the change.
 * Not at first: `undefined` is "not known yet".
 */
export function useHeadingFocus(state: boolean | undefined) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef<boolean | undefined>(undefined)
  useEffect(() => {
    if (before.current !== undefined && before.current !== state) heading.current?.focus()
    before.current = state
  }, [state])
  return heading
}
