'use client'
import { useEffect, useRef, useState } from 'react'
import { useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'

export interface CopyButtonProps {
  children: string
  /** What is copied, asked for when the button is pressed. */
  text: () => string
}

const COPIED_MS = 4_000

/**
 * Copies, and says "Copied" only where that is true: the browser may refuse, and then what is shown stays selectable.
 * Said aloud once: a live region in the button would say its old name, too, when that comes back.
 */
export function CopyButton({ children, text }: CopyButtonProps) {
  const { ui } = useWording().messages
  const { announce, region } = useAnnouncer()
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
    } catch {
      return
    }
    setCopied(true)
    announce(ui.copied)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(false), COPIED_MS)
  }

  return (
    <>
      <button className="rc-button" data-look="quiet" type="button" onClick={() => void copy()}>
        {copied ? ui.copied : children}
      </button>
      {region}
    </>
  )
}
