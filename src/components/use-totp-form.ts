'use client'
import { type ChangeEvent, type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { errorText } from '../messages/error-text.js'
import { useClock } from '../react/clock-context.js'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { useMessages } from '../react/use-messages.js'
import { press } from './button.js'

const LENGTH = 6
/** Long enough to see the last digit, and for a click on the button to come first, in ms. */
const SETTLE_MS = 350

/** Digits of any script become 0–9, all else goes: "123 456", "123-456" and "１２３４５６" are the same code. */
export function normalizeCode(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, LENGTH)
}

/** The ways out of the code form, as button props; null where the push cannot be gone back to. */
export function useOtherWays() {
  const { can, backToPush, cancel } = useCibaAuth()
  const { ui } = useMessages()
  return {
    backToPushProps: can.backToPush ? press({ onClick: backToPush, children: ui.backToPush }) : null,
    cancelProps: press({ onClick: cancel, children: ui.cancel }),
  }
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
  const ref = useRef<HTMLInputElement>(null)
  const timer = useRef<unknown>(undefined)
  const sent = useRef('')
  const [incomplete, setIncomplete] = useState(false)
  const { error } = auth
  const verifying = !auth.can.submitTotp

  const wrong = error?.kind === 'invalid_code'
  const refusal = wrong
    ? `${errorText(error, messages).advice} ${ui.attemptsLeft(auth.attemptsRemaining)}`
    : null
  const problem = incomplete ? ui.totpIncomplete : refusal

  useEffect(() => {
    if (refusal === null) return
    ref.current?.focus()
    ref.current?.select()
    // Each refusal is another error, also where the words are the same.
  }, [error, refusal])
  useEffect(() => () => clock.clearTimeout(timer.current), [clock])

  function submit(code: string) {
    const complete = code.length === LENGTH
    setIncomplete(!complete)
    if (!complete) return ref.current?.focus()
    sent.current = code
    auth.submitTotp(code)
  }
  // Asked by the timer for what is true then, not when it was set.
  const latest = useRef({ submit, verifying })
  useEffect(() => {
    latest.current = { submit, verifying }
  })

  function change({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const code = normalizeCode(currentTarget.value)
    if (currentTarget.value !== code) currentTarget.value = code
    clock.clearTimeout(timer.current)
    if (code.length < LENGTH) return
    timer.current = clock.setTimeout(() => {
      // By itself a value goes out once; again only by Enter or the button.
      if (!latest.current.verifying && code !== sent.current) latest.current.submit(code)
    }, SETTLE_MS)
  }

  return {
    title: ui.totpTitle,
    /** What to do, and for whom. */
    text: ui.totpText(auth.maskedHint ?? ''),
    verifying,
    /** A failure that is not the code's, for a banner; null where there is none. */
    error: wrong ? null : error,
    formProps: {
      noValidate: true,
      onSubmit(event: FormEvent) {
        event.preventDefault()
        if (!verifying) submit(normalizeCode(ref.current?.value ?? ''))
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
      readOnly: verifying,
      'aria-invalid': problem === null ? undefined : true,
      'aria-describedby': problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`,
      onChange: change,
    },
    /** Null where nothing is wrong. */
    problemProps: problem === null ? null : { role: 'alert', id: `${id}-problem`, children: problem },
    hintProps: { id: `${id}-hint`, children: verifying ? ui.verifying : ui.totpHint },
    submitProps: press({ submits: true, blocked: verifying, children: ui.verify }),
    ...useOtherWays(),
  } as const
}
