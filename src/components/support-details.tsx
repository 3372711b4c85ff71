'use client'
import type { AuthError } from '../errors/auth-error.js'
import { useWording } from '../react/messages-context.js'
import { CopyButton } from './copy-button.js'
import { errorReport, pageOf } from './error-report.js'
import { RequestId } from './request-id.js'

export interface SupportDetailsProps {
  error: AuthError
  showTechnicalDetail?: boolean | undefined
}

/** What to quote to support, as text and to copy, and for developers the folded technical detail. */
export function SupportDetails({ error, showTechnicalDetail }: SupportDetailsProps) {
  const wording = useWording()
  const { ui } = wording.messages
  const technical = showTechnicalDetail ?? wording.showTechnicalDetail ?? false
  return (
    <div className="rc-support-details">
      {error.requestId !== undefined && <RequestId id={error.requestId} at={error.occurredAt} />}
      <CopyButton text={() => errorReport(error, pageOf(location), technical)}>{ui.copyDetails}</CopyButton>
      {technical && (
        <details className="rc-details" data-part="technical-detail">
          <summary>{ui.technicalDetail}</summary>
          <pre className="rc-mono" dir="ltr" translate="no">
            {errorReport(error, undefined, true)}
          </pre>
        </details>
      )}
    </div>
  )
}
