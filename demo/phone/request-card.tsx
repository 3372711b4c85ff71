import { useId } from 'react'
import type { Answer, PhoneRequest } from './phone-state.js'

interface RequestCardProps {
  request: PhoneRequest
  /** Epoch ms. */
  now: number
  busy: boolean
  onAnswer: (answer: Answer) => void
}

/** One sign-in request with its code, to be compared with the code on the app's page. */
export function RequestCard({ request, now, busy, onAnswer }: RequestCardProps) {
  const id = useId()
  return (
    <li className="card request" data-part="request">
      <h3 id={`${id}-title`}>Sign in to Acme?</h3>
      <p className="request-who">
        {request.user}, <span className="nowrap">asked {ago(now - request.createdAt)}</span>
      </p>
      <p className="label" id={`${id}-label`}>
        Same code on the page?
      </p>
      <p className="code" data-part="binding-code" id={`${id}-code`}>
        {request.code}
      </p>
      <div className="answers">
        {(['deny', 'approve'] as const).map((answer) => (
          <button
            key={answer}
            type="button"
            className={answer === 'approve' ? 'button primary' : 'button'}
            aria-describedby={`${id}-title ${id}-code`}
            disabled={busy}
            onClick={() => onAnswer(answer)}
          >
            {answer === 'approve' ? 'Approve' : 'Deny'}
          </button>
        ))}
      </div>
      <p className="quiet request-left">Ends in {clock(request.expiresAt - now)}</p>
    </li>
  )
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  return `${Math.floor(seconds / 60)} min ago`
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
