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

/** Digits of any script become 0–9, all else goes: "123 456", "123-456" and "１２３４５６" are the same code. */
export function normalizeCode(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, LENGTH)
}

/** One real input for a time-based code; the six boxes are drawn by CSS. */
export function CodeField({ inputRef, onComplete, problem, readOnly = false }: CodeFieldProps) {
  const { ui } = useMessages()
  const clock = useClock()
  const id = useId()
  const timer = useRef<unknown>(undefined)
  useEffect(() => () => clock.clearTimeout(timer.current), [clock])

  function change(input: HTMLInputElement) {
    const code = normalizeCode(input.value)
    if (input.value !== code) input.value = code
    clock.clearTimeout(timer.current)
    if (code.length === LENGTH) timer.current = clock.setTimeout(() => onComplete(code), SETTLE_MS)
  }

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
          onChange={(event) => change(event.currentTarget)}
        />
      </span>
      {problem !== null && (
        <p className="rc-problem" data-part="field-error" role="alert" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <p className="rc-note" id={`${id}-hint`}>
        {readOnly ? ui.verifying : ui.totpHint}
      </p>
    </div>
  )
}
