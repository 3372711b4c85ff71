'use client'
import { useEffect, useRef, useState } from 'react'
import { useWording } from '../react/messages-context.js'

export interface RequestIdProps {
  id: string
  /** Epoch ms. */
  at: number
}

const COPIED_MS = 4_000

/** What to quote to support: the id, whole and selectable, with a button that copies it, and the time. */
export function RequestId({ id, at }: RequestIdProps) {
  const { tag, ui } = useWording().messages
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function copy() {
    try {
      await navigator.clipboard.writeText(id)
    } catch {
      return // The id stays selectable; claiming "Copied" would be untrue.
    }
    setCopied(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(false), COPIED_MS)
  }

  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
  return (
    <dl className="rc-support" aria-label={ui.support}>
      <div>
        <dt>{ui.requestId}</dt>
        <dd>
          <bdi className="rc-mono" data-part="request-id" dir="ltr" translate="no">
            {id}
          </bdi>
          <button className="rc-button" data-look="quiet" type="button" onClick={() => void copy()}>
            <span aria-live="polite">{copied ? ui.copied : ui.copy}</span>
          </button>
        </dd>
      </div>
      <div>
        <dt>{ui.time}</dt>
        <dd>
          <time dateTime={new Date(at).toISOString()}>{time}</time>
        </dd>
      </div>
    </dl>
  )
}
