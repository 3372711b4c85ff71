'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useAnnouncer } from '../react/announcer.js'
import type { ElementRef } from './element-ref.js'
import { focusIsFree } from './focus-is-free.js'

/**
 * Tells of a refused input, once for each refusal. The focus goes to the field, which reads the problem with it; where
 * it is there already, or somebody is elsewhere on the page, the problem is announced instead. What is to be typed over is
 * selected.
 */
export function useRefusal(
  input: ElementRef<HTMLInputElement>,
  refusal: object | null,
  problem: string | null,
  isTypedOver = false,
): ReactNode {
  const { announce, region } = useAnnouncer()
  const told = useRef<object>(null)
  useEffect(() => {
    // Each refusal is another one, also where the words are the same; other words for it are no new one.
    if (told.current === refusal) return
    told.current = refusal
    const field = input.current
    if (refusal === null || field === null) return
    const isNear = focusIsFree(field.form)
    if (isNear && document.activeElement !== field) field.focus()
    else announce(problem ?? '')
    if (isNear && isTypedOver) field.select()
  }, [input, refusal, problem, isTypedOver, announce])
  return region
}
