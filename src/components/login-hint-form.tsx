'use client'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useMessages } from '../react/use-messages.js'
import { Button } from './button.js'
import { type HeadingLevel, Panel } from './panel.js'

export interface LoginHintFormProps {
  onSubmit: (loginHint: string) => void
  /** What stands in the field at first. */
  defaultValue?: string | undefined
  /** The app's name, for the title. */
  appName?: string | undefined
  headingLevel?: HeadingLevel | undefined
}

/** Something on each side of one @, and a dot in the domain: what a typing slip breaks, not what RFC 5322 allows. */
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

/** Asks who signs in. A missing or malformed address is refused here, with a text at the field; nothing is sent. */
export function LoginHintForm({ onSubmit, defaultValue = '', appName, headingLevel }: LoginHintFormProps) {
  const { ui } = useMessages()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    const value = input.current?.value.trim() ?? ''
    const found = value === '' ? ui.emailMissing : EMAIL.test(value) ? null : ui.emailMalformed
    setProblem(found)
    if (found === null) onSubmit(value)
    else input.current?.focus()
  }

  return (
    <Panel part="login-hint-form" title={ui.signInTitle(appName)} {...(headingLevel && { headingLevel })}>
      <p className="rc-text" id={`${id}-hint`}>
        {ui.emailHint}
      </p>
      <form className="rc-form" noValidate onSubmit={submit}>
        <div className="rc-field">
          <label className="rc-label" htmlFor={`${id}-email`}>
            {ui.emailLabel}
          </label>
          <input
            ref={input}
            id={`${id}-email`}
            className="rc-input"
            type="email"
            dir="ltr"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={defaultValue}
            required
            aria-invalid={problem === null ? undefined : true}
            aria-describedby={problem === null ? `${id}-hint` : `${id}-problem`}
          />
          {problem !== null && (
            <p className="rc-problem" data-part="field-error" id={`${id}-problem`}>
              {problem}
            </p>
          )}
        </div>
        <Button look="primary" type="submit">
          {ui.signIn}
        </Button>
      </form>
    </Panel>
  )
}
