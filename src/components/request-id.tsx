'use client'
import { useWording } from '../react/messages-context.js'
import { Button } from './button.js'
import { isoTime } from './error-report.js'
import { Text } from './pieces.js'
import { slotted } from './slots.js'
import { useCopy } from './use-copy.js'

/** What to quote to support: the id, where there is one, whole and selectable with a button that copies it, and the time. */
export const RequestId = /* @__PURE__ */ slotted('RequestId', ({ id, at }) => {
  const { ui } = useWording().messages
  const { buttonProps, byHand, region } = useCopy(ui.copy, () => id ?? '')
  const iso = isoTime(at)
  return (
    <dl className="rc-support">
      {id !== undefined && (
        <div>
          <dt>{ui.requestId}</dt>
          <dd>
            <bdi
              className="rc-mono"
              data-part="request-id"
              dir="ltr"
              translate="no"
              ref={byHand?.textProps.ref}
            >
              {id}
            </bdi>
            <Button look="quiet" {...buttonProps} />
            {byHand && <Text look="note">{byHand.note}</Text>}
            {region}
          </dd>
        </div>
      )}
      {iso && (
        <div>
          <dt>{ui.time}</dt>
          <dd>
            {/* Quoted alike in every language: 2026-01-15 10:30:00. A server does not know the time zone. */}
            <time dateTime={iso} dir="ltr" translate="no" suppressHydrationWarning>
              {new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' }).format(at)}
            </time>
          </dd>
        </div>
      )}
    </dl>
  )
})
