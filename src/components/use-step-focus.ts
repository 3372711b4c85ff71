'use client'
import { useEffect, useRef } from 'react'
import { useAnnouncer } from '../react/announcer.js'
import type { ElementRef } from './element-ref.js'
import { focusIsFree } from './focus-is-free.js'

/**
 * Moves the focus to the new step when the old one held it (its button has gone, and so the focus would be lost);
 * for somebody who is elsewhere on the page the step is announced instead, and the focus left alone. Of the elements with
 * `data-step-focus` the last takes the focus, a field before its heading, and the first is what is announced. A step that is an
 * error has nothing marked for it: the banner takes the focus, or announces, itself.
 */
export function useStepFocus(root: ElementRef<HTMLElement>, step: string): void {
  const { announce } = useAnnouncer()
  const lastStep = useRef(step)
  useEffect(() => {
    if (lastStep.current === step) return
    lastStep.current = step
    const target = root.current?.querySelectorAll<HTMLElement>('[data-step-focus]')
    const [first] = target ?? []
    const last = target?.[target.length - 1]
    if (!first || !last) return
    if (focusIsFree(root.current)) last.focus()
    else announce(first.textContent ?? '')
  }, [step, root, announce])
}
