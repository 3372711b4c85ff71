'use client'
import { type RefObject, useEffect, useId, useRef } from 'react'
import { useClock } from '../react/clock-context.js'
import { useMessages } from '../react/use-messages.js'

export interface CodeFieldProps {
  inputRef: RefObject<HTMLInputElement | null>
  /** Called a moment after the value became complete. */
  onComplete: (code: string) => void
  problem: string | null
  readOnly?: boolean
}

const LENGTH = 6
/** Long enough to see the last digit, and for a click on the button to come first, in ms. */
const SETTLE_MS = 350
/** React hears of no change where a script of the page, such as a password manager's, set the value: the field itself does. */
const CHANGES = ['input', 'change', 'compositionend']

/** Digits of any script become 0–9, all else goes: "123 456", "123-456" and "１２３４５６" are the same code. */
export function normalizeCode(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, LENGTH)
}

/** One real input for a time-based code; the six boxes are drawn by CSS. */
export function CodeField({ inputRef, onComplete, problem, readOnly = false }: CodeFieldProps) {
  const { ui } = useMessages()
  const clock = useClock()
  const id = useId()
  const latest = useRef(onComplete)
  useEffect(() => {
    latest.current = onComplete
  })
  useEffect(() => {
    const input = inputRef.current
    if (input === null) return
    const listening = new AbortController()
    let timer: unknown
    const read = (event: Event) => {
      // Writing into a composition would break it off; its text comes with its end.
      if ('isComposing' in event && event.isComposing) return
      const code = normalizeCode(input.value)
      if (input.value !== code) input.value = code
      clock.clearTimeout(timer)
      if (code.length === LENGTH) timer = clock.setTimeout(() => latest.current(code), SETTLE_MS)
    }
    for (const type of CHANGES) input.addEventListener(type, read, { signal: listening.signal })
    return () => {
      listening.abort()
      clock.clearTimeout(timer)
    }
  }, [clock, inputRef])

  return (
    <div className="rc-field">
      <label className="rc-label" htmlFor={id}>
        {ui.totpLabel}
      </label>
      <span className="rc-code-frame">
        <input
          ref={inputRef}
          id={id}
          className="rc-input rc-code-input"
          data-part="code-field"
          data-step-focus=""
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          name="totp"
          required
          readOnly={readOnly}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
        />
      </span>
      {problem !== null && (
        <p className="rc-problem" data-part="field-error" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <p className="rc-note" id={`${id}-hint`}>
        {!readOnly && ui.totpHint}
        <span role="status">{readOnly && ui.verifying}</span>
      </p>
    </div>
  )
}
