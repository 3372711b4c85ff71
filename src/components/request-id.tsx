'use client'
import { useWording } from '../react/messages-context.js'
import { CopyButton } from './copy-button.js'
import { isoTime } from './error-report.js'
import { slotted } from './slots.js'

/** What to quote to support: the id, whole and selectable, with a button that copies it, and the time. */
export const RequestId = /* @__PURE__ */ slotted('RequestId', ({ id, at }) => {
  const { ui } = useWording().messages
  const iso = isoTime(at)
  return (
    <dl className="rc-support">
      <div>
        <dt>{ui.requestId}</dt>
        <dd>
          <bdi className="rc-mono" data-part="request-id" dir="ltr" translate="no">
            {id}
          </bdi>
          <CopyButton text={() => id}>{ui.copy}</CopyButton>
        </dd>
      </div>
      {iso !== undefined && (
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
