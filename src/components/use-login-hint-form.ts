'use client'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useMessages } from '../react/use-messages.js'
import { press } from './button.js'
import type { ElementRef } from './element-ref.js'
import type { LoginHintFormProps } from './slots.js'
import { useRefusal } from './use-refusal.js'

export type LoginHintFormOptions = Pick<LoginHintFormProps, 'onSubmit' | 'defaultValue' | 'appName'>

/** Something on each side of one @, and a dot in the domain: what a typing slip breaks, not what RFC 5322 allows. */
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

/**
 * The form that asks who signs in, for elements of your own: each member is spread on its element. A missing or malformed
 * address is refused with a text at the field; nothing is sent.
 */
export function useLoginHintForm({ onSubmit, defaultValue = '', appName }: LoginHintFormOptions) {
  const { ui } = useMessages()
  const id = useId()
  const ref: ElementRef<HTMLInputElement> = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState<{ problem: 'emailMissing' | 'emailMalformed' } | null>(null)
  const problem = refusal && ui[refusal.problem]
  const region = useRefusal(ref, refusal, problem)

  function submit(event: FormEvent) {
    event.preventDefault()
    const value = ref.current?.value.trim() ?? ''
    const isAddress = EMAIL.test(value)
    setRefusal(isAddress ? null : { problem: value === '' ? 'emailMissing' : 'emailMalformed' })
    if (isAddress) onSubmit(value)
  }

  return {
    formProps: { noValidate: true, onSubmit: submit },
    titleProps: { children: ui.signInTitle(appName) },
    hintProps: { id: `${id}-hint`, children: ui.emailHint },
    labelProps: { htmlFor: `${id}-email`, children: ui.emailLabel },
    inputProps: {
      ref,
      id: `${id}-email`,
      type: 'email',
      dir: 'ltr',
      name: 'email',
      autoComplete: 'username',
      autoCapitalize: 'none',
      spellCheck: false,
      defaultValue,
      required: true,
      'aria-invalid': problem === null ? undefined : true,
      'aria-describedby': problem === null ? `${id}-hint` : `${id}-problem`,
    },
    /** Null where nothing is wrong. */
    problemProps: problem === null ? null : { id: `${id}-problem`, children: problem },
    submitProps: press({ submits: true, children: ui.signIn }),
    /** The live region for what is refused, where no provider has one: render it from the first render on. */
    region,
  } as const
}
