'use client'
import { useEffect, useRef, useState } from 'react'
import { type Announce, useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { press } from './button.js'
import type { ElementRef } from './element-ref.js'

const COPIED_MS = 4_000

/**
 * A button that copies `text()`, by its props. It says "Copied" only where that is true. Where the browser refuses, `byHand`
 * is what to show: a note, and the props of the element with the text, which is selected. Said aloud once: a live region
 * in the button would say its old name, too, when that comes back. `region` is the live region for that where no provider
 * has one.
 */
export function useCopy(label: string, text: () => string) {
  const { announce, region } = useAnnouncer()
  return { ...useCopyProps(announce, label, text), region }
}

/** {@link useCopy} with a live region that is there already. */
export function useCopyProps(announce: Announce, label: string, text: () => string) {
  const { ui } = useWording().messages
  const ref: ElementRef<HTMLPreElement> = useRef<HTMLPreElement>(null)
  /** Another object for each press; null again a while after it was copied. */
  const [last, setLast] = useState<{ copied: boolean; children: string } | null>(null)
  useEffect(() => {
    if (last?.copied) {
      const timer = setTimeout(() => setLast(null), COPIED_MS)
      return () => clearTimeout(timer)
    }
    if (ref.current) getSelection()?.selectAllChildren(ref.current)
  }, [last])

  async function copy() {
    const children = text()
    let copied = true
    try {
      await navigator.clipboard.writeText(children)
    } catch {
      copied = false
    }
    setLast({ copied, children })
    announce(copied ? ui.copied : ui.copyByHand)
  }

  return {
    buttonProps: press({ onClick: () => void copy(), children: last?.copied ? ui.copied : label }),
    /** Null unless the browser refused, and no longer once there is another text. */
    byHand:
      last?.copied === false && last.children === text()
        ? {
            note: ui.copyByHand,
            textProps: { ref, dir: 'ltr', translate: 'no', children: last.children } as const,
          }
        : null,
  }
}
