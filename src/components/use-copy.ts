'use client'
import { useEffect, useState } from 'react'
import { type Announce, useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { press, type PressProps } from './button.js'

const COPIED_MS = 4_000

/**
 * A button that copies `text()`, by its props. It says "Copied" only where that is true: the browser may refuse, and then
 * what is shown stays selectable. Said aloud once: a live region in the button would say its old name, too, when that
 * comes back. `region` is the live region for that where no provider has one.
 */
export function useCopy(label: string, text: () => string) {
  const { announce, region } = useAnnouncer()
  return { buttonProps: useCopyProps(announce, label, text), region }
}

/** {@link useCopy} with a live region that is there already. */
export function useCopyProps(announce: Announce, label: string, text: () => string): PressProps {
  const { ui } = useWording().messages
  /** Another object for each time it was copied; null again after a while. */
  const [copied, setCopied] = useState<object | null>(null)
  useEffect(() => {
    if (copied === null) return
    const timer = setTimeout(() => setCopied(null), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
    } catch {
      return
    }
    setCopied({})
    announce(ui.copied)
  }

  return press({ onClick: () => void copy(), children: copied === null ? label : ui.copied })
}
