'use client'
import { useId } from 'react'
import { useMessages } from '../react/use-messages.js'
import { type CibaAuth, useCibaAuth } from '../react/use-ciba-auth.js'
import { useNow } from '../react/use-now.js'
import { BindingCode } from './binding-code.js'
import { Button } from './button.js'
import { Countdown } from './countdown.js'
import { type HeadingLevel, Panel } from './panel.js'
import { useQuietLine } from './use-quiet-line.js'

export interface ApprovalPendingProps {
  appName?: string | undefined
  headingLevel?: HeadingLevel | undefined
}

/** When people begin to wonder whether the request arrived, in ms after the push. */
const DID_NOT_GET_IT_MS = 15_000

/** While the push is sent and while it waits on the phone. */
export function ApprovalPending({ appName, headingLevel }: ApprovalPendingProps) {
  const auth = useCibaAuth()
  const { ui } = useMessages()
  const id = useId()
  const level = headingLevel && { headingLevel }
  const hint = auth.maskedHint ?? ''
  const line = useQuietLine(auth.activity) ?? 'waiting'

  if (auth.status === 'pushing')
    return (
      <Panel key="pushing" part="approval-pending" state="pushing" title={ui.pushingTitle} {...level}>
        <p className="rc-status-line">
          <span className="rc-pulse" aria-hidden="true" />
          <span role="status" data-part="activity">
            {auth.activity ? ui.activity[auth.activity] : ui.pushingText(hint)}
          </span>
        </p>
        <div className="rc-actions">
          <Button onClick={auth.cancel}>{ui.cancel}</Button>
        </div>
      </Panel>
    )

  return (
    // Another heading than the one above: only a focus that moves is read aloud.
    <Panel
      key="waiting"
      part="approval-pending"
      state={auth.activity ?? 'waiting'}
      title={ui.waitingTitle}
      describedBy={`${id}-where ${id}-code`}
      {...level}
    >
      <p className="rc-text" id={`${id}-where`}>
        {ui.waitingText(hint, appName)}
      </p>
      <div className="rc-code-box" id={`${id}-code`}>
        {auth.bindingMessage !== null && <BindingCode code={auth.bindingMessage} />}
        <p className="rc-note">{ui.compareCode}</p>
      </div>
      <p className="rc-status-line">
        <span className="rc-pulse" aria-hidden="true" />
        <span role="status" data-part="activity">
          {line === 'was_away' ? ui.wasAway : ui.activity[line]}
        </span>
        {auth.waitUntil !== null && <Countdown until={auth.waitUntil} />}
      </p>
      {auth.promptMayRemain && <p className="rc-note">{ui.olderPrompt}</p>}
      <SendAgain auth={auth} />
      <div className="rc-actions">
        {auth.can.useTotp && <Button onClick={auth.useTotp}>{ui.useCode}</Button>}
        <Button look="quiet" onClick={auth.cancel}>
          {ui.cancel}
        </Button>
      </div>
    </Panel>
  )
}

function SendAgain({ auth }: { auth: CibaAuth }) {
  const { ui } = useMessages()
  const id = useId()
  const wondersAt = (auth.startedAt ?? 0) + DID_NOT_GET_IT_MS
  const now = useNow(auth.resendAt === null ? null : Math.max(wondersAt, auth.resendAt))
  if (auth.resendAt === null || now < Math.min(wondersAt, auth.resendAt)) return null
  const wait = auth.resendAt - now
  return (
    <div className="rc-resend" data-part="send-again">
      <span>{ui.didNotGetIt}</span>
      <Button look="quiet" blocked={wait > 0} describedBy={wait > 0 ? id : undefined} onClick={auth.resend}>
        {ui.sendAgain}
      </Button>
      {wait > 0 && (
        <span className="rc-note" id={id}>
          {ui.sendAgainIn(wait)}
        </span>
      )}
    </div>
  )
}
