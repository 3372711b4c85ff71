'use client'
import { BindingCode } from './binding-code.js'
import { Button } from './button.js'
import { Countdown } from './countdown.js'
import { Panel } from './panel.js'
import { Actions, Link, Text } from './pieces.js'
import { type ApprovalPendingProps, slotted } from './slots.js'
import { useApprovalPending } from './use-approval-pending.js'

const QrCode = /* @__PURE__ */ slotted('QrCode', () => null)

function Pending({ appName, headingLevel }: ApprovalPendingProps) {
  const pending = useApprovalPending(appName)
  const { pushing, activity, verification, code, waitUntil, sendAgain } = pending
  return (
    // Another heading for each of the two: only a focus that moves is read aloud.
    <Panel
      key={pushing ? 'pushing' : 'waiting'}
      part="approval-pending"
      state={pushing ? 'pushing' : (activity ?? 'waiting')}
      titleProps={pending.titleProps}
      headingLevel={headingLevel}
    >
      {pending.textProps && <Text look="text" {...pending.textProps} />}
      {!pushing && (
        <div className="rc-code-box" {...pending.codeBoxProps}>
          {verification && <Link {...verification.linkProps} />}
          {code !== null && <BindingCode code={code} />}
          <Text look="note">{pending.compareCode}</Text>
          {verification && <QrCode {...verification.qrCodeProps} />}
        </div>
      )}
      <p className="rc-status-line">
        <span className="rc-pulse" aria-hidden="true" />
        <span data-part="activity" {...pending.activityProps} />
        {waitUntil !== null && <Countdown until={waitUntil} />}
      </p>
      {pending.olderPrompt !== null && <Text look="note">{pending.olderPrompt}</Text>}
      {sendAgain !== null && (
        <div className="rc-resend" data-part="send-again">
          <span>{sendAgain.question}</span>
          <Button look="quiet" {...sendAgain.sendProps} />
          {sendAgain.waitProps && <Text look="note" inline {...sendAgain.waitProps} />}
        </div>
      )}
      <Actions>
        {pending.useCodeProps && <Button look="secondary" {...pending.useCodeProps} />}
        <Button look={pushing ? 'secondary' : 'quiet'} {...pending.cancelProps} />
      </Actions>
    </Panel>
  )
}

/** While the push is sent and while it waits on the phone. */
export const ApprovalPending = /* @__PURE__ */ slotted('ApprovalPending', Pending)
