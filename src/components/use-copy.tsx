'use client'
import { useEffect, useState } from 'react'
import { useWording } from '../react/messages-context.js'
import { press } from './button.js'

const COPIED_MS = 4_000

/**
 * The props of a button that copies `text()`. It says "Copied" only where that is true: the browser may refuse, and then
 * what is shown stays selectable.
 */
export function useCopy(label: string, text: () => string) {
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
  }

  return press({
    onClick: () => void copy(),
    children: <span aria-live="polite">{copied === null ? label : ui.copied}</span>,
  })
}
