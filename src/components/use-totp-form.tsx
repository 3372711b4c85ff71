'use client'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { errorText } from '../messages/error-text.js'
import { sentences } from '../messages/sentences.js'
import { useClock } from '../react/clock-context.js'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { useMessages } from '../react/use-messages.js'
import { press } from './button.js'
import type { ElementRef } from './element-ref.js'
import { useRefusal } from './use-refusal.js'

const LENGTH = 6
/** Long enough to see the last digit, and for a click on the button to come first, in ms. */
const SETTLE_MS = 350
/** React hears of no change where a script of the page, such as a password manager's, set the value: the field itself does. */
const CHANGES = ['input', 'change', 'compositionend']

/** What a digit stands for, in any script: in Unicode those of a script follow each other, ten in a row. */
function valueOf(digit: string): number {
  const point = Number(digit.codePointAt(0))
  let value = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++
  return value % 10
}

/** Digits of any script become 0–9, all else goes: "123 456", "123-456", "１２３４５６" and "۱۲۳۴۵۶" are the same code. */
export function normalizeCode(text: string): string {
  return (text.match(/\p{Nd}/gu) ?? []).slice(0, LENGTH).map(valueOf).join('')
}

/**
 * The form for a code from the authenticator (status `totp`), for elements of your own: members that end in `Props` are
 * spread on their elements. A complete code is sent by itself a moment later, each value once at most; a code that was
 * refused is selected, with the tries left at the field.
 */
export function useTotpForm() {
  const auth = useCibaAuth()
  const messages = useMessages()
  const clock = useClock()
  const { ui } = messages
  const id = useId()
  const ref: ElementRef<HTMLInputElement> = useRef<HTMLInputElement>(null)
  const sent = useRef(new Set<string>())
  const [incomplete, setIncomplete] = useState<object | null>(null)
  const { error } = auth
  const verifying = auth.activity === 'checking'
  /** A code is checked, or codes are paused. */
  const blocked = !auth.can.submitTotp

  const wrong = error?.kind === 'invalid_code'
  const text = wrong && errorText(error, messages)
  const refused = text
    ? sentences(messages, text.title, text.advice, ui.attemptsLeft(auth.attemptsRemaining))
    : null
  const problem = incomplete ? ui.totpIncomplete : refused
  const region = useRefusal(ref, incomplete ?? (wrong ? error : null), problem, incomplete === null)

  function submit(code: string) {
    const complete = code.length === LENGTH
    setIncomplete(complete ? null : {})
    if (!complete) return
    sent.current.add(code)
    auth.submitTotp(code)
  }
  function complete(code: string) {
    // By itself a value goes out once; again only by Enter or the button.
    if (!blocked && !sent.current.has(code)) submit(code)
  }
  const latest = useRef(complete)
  useEffect(() => {
    latest.current = complete
  })
  const locked = auth.status === 'locked'
  useEffect(() => {
    // What was refused last is not to be tried again after the pause.
    if (locked && ref.current) ref.current.value = ''
  }, [locked])
  useEffect(() => {
    const input = ref.current
    if (input === null) return
    const listening = new AbortController()
    let timer: unknown
    const read = (event: Event) => {
      // Writing into a composition would break it off; its text comes with its end.
      if ('isComposing' in event && event.isComposing) return
      const { value, selectionStart } = input
      const code = normalizeCode(value)
      if (value !== code) {
        const caret = normalizeCode(value.slice(0, selectionStart ?? LENGTH)).length
        input.value = code
        // Where nobody types, some browsers would bring the focus with it.
        if (input.matches(':focus')) input.setSelectionRange(caret, caret)
      }
      clock.clearTimeout(timer)
      if (code.length === LENGTH) timer = clock.setTimeout(() => latest.current(code), SETTLE_MS)
    }
    for (const type of CHANGES) input.addEventListener(type, read, { signal: listening.signal })
    return () => {
      listening.abort()
      clock.clearTimeout(timer)
    }
  }, [clock])

  return {
    titleProps: { children: ui.totpTitle },
    /** What to do, and for whom. */
    text: ui.totpText(auth.maskedHint ?? ''),
    verifying,
    /** A failure that is not the code's, or the pause after too many wrong ones, for a banner; null where there is none. */
    error: wrong ? null : error,
    formProps: {
      noValidate: true,
      onSubmit(event: FormEvent) {
        event.preventDefault()
        if (!blocked) submit(normalizeCode(ref.current?.value ?? ''))
      },
    },
    labelProps: { htmlFor: id, children: ui.totpLabel },
    inputProps: {
      ref,
      id,
      type: 'text',
      inputMode: 'numeric',
      autoComplete: 'one-time-code',
      dir: 'ltr',
      name: 'totp',
      required: true,
      readOnly: blocked,
      'aria-invalid': problem === null ? undefined : true,
      'aria-describedby': problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`,
    },
    /** Null where nothing is wrong. */
    problemProps: problem === null ? null : { id: `${id}-problem`, children: problem },
    // The description of the field in focus stays as it is: screen readers would speak its change and the status.
    hintProps: {
      children: (
        <>
          <span id={`${id}-hint`} hidden={verifying}>
            {ui.totpHint}
          </span>
          <span role="status">{verifying && ui.verifying}</span>
        </>
      ),
    },
    submitProps: press({ submits: true, blocked, children: ui.verify }),
    /** The live region for what is refused, where no provider has one: render it from the first render on. */
    region,
    /** Null where the push cannot be gone back to. */
    backToPushProps: auth.can.backToPush
      ? press({ onClick: auth.backToPush, children: ui.backToPush })
      : null,
    cancelProps: press({ onClick: auth.cancel, children: ui.cancel }),
  } as const
}
