'use client'
import { type FormEvent, useId, useRef, useState } from 'react'
import { errorText } from '../messages/error-text.js'
import { useMessages } from '../react/use-messages.js'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { useNow } from '../react/use-now.js'
import { AuthErrorBanner } from './auth-error-banner.js'
import { Button } from './button.js'
import { CodeField, normalizeCode } from './code-field.js'
import { type HeadingLevel, Panel } from './panel.js'
import { RequestId } from './request-id.js'
import { useRefusal } from './use-refusal.js'

export interface TotpFormProps {
  headingLevel?: HeadingLevel | undefined
}

/** A code from the authenticator instead of the push, and the pause after too many wrong ones. */
export function TotpForm({ headingLevel }: TotpFormProps) {
  const auth = useCibaAuth()
  const messages = useMessages()
  const { ui } = messages
  return auth.status === 'locked' ? (
    <Locked headingLevel={headingLevel} />
  ) : (
    <Panel part="totp-form" title={ui.totpTitle} {...(headingLevel && { headingLevel })}>
      <Entry />
    </Panel>
  )
}

function Locked({ headingLevel }: TotpFormProps) {
  const auth = useCibaAuth()
  const messages = useMessages()
  const now = useNow(auth.lockedUntil)
  const id = useId()
  const text = errorText({ kind: 'locked', code: auth.error?.code ?? '' }, messages)
  return (
    <Panel
      part="totp-locked"
      title={text.title}
      describedBy={`${id}-why ${id}-until`}
      {...(headingLevel && { headingLevel })}
    >
      <p className="rc-text" id={`${id}-why`}>
        {text.explanation}
      </p>
      <p className="rc-text" role="timer" aria-live="off" data-part="locked-for" id={`${id}-until`}>
        {messages.ui.lockedFor(Math.max(0, (auth.lockedUntil ?? now) - now))}
      </p>
      <div className="rc-actions">
        <OtherWays />
      </div>
      {auth.error?.requestId !== undefined && (
        <RequestId id={auth.error.requestId} at={auth.error.occurredAt} />
      )}
    </Panel>
  )
}

function Entry() {
  const auth = useCibaAuth()
  const messages = useMessages()
  const { ui } = messages
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(new Set<string>())
  const [incomplete, setIncomplete] = useState<object | null>(null)

  const { error } = auth
  const wrong = error?.kind === 'invalid_code'
  const refused = wrong
    ? `${errorText(error, messages).advice} ${ui.attemptsLeft(auth.attemptsRemaining)}`
    : null
  const problem = incomplete ? ui.totpIncomplete : refused
  const region = useRefusal(input, incomplete ?? (wrong ? error : null), problem, incomplete === null)

  function submit(code: string) {
    const complete = code.length === 6
    setIncomplete(complete ? null : {})
    if (!complete) return
    sent.current.add(code)
    auth.submitTotp(code)
  }

  return (
    <form
      className="rc-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (auth.can.submitTotp) submit(normalizeCode(input.current?.value ?? ''))
      }}
    >
      <p className="rc-text">{ui.totpText(auth.maskedHint ?? '')}</p>
      {error !== null && !wrong && <AuthErrorBanner error={error} headingLevel={3} />}
      <CodeField
        inputRef={input}
        problem={problem}
        readOnly={!auth.can.submitTotp}
        onComplete={(code) => {
          // By itself a value goes out once; again only by Enter or the button.
          if (auth.can.submitTotp && !sent.current.has(code)) submit(code)
        }}
      />
      <div className="rc-actions">
        <Button look="primary" type="submit" blocked={!auth.can.submitTotp}>
          {ui.verify}
        </Button>
        <OtherWays />
      </div>
      {region}
    </form>
  )
}

function OtherWays() {
  const auth = useCibaAuth()
  const { ui } = useMessages()
  return (
    <>
      {auth.can.backToPush && (
        <Button look="quiet" onClick={auth.backToPush}>
          {ui.backToPush}
        </Button>
      )}
      <Button look="quiet" onClick={auth.cancel}>
        {ui.cancel}
      </Button>
    </>
  )
}
