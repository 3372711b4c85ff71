import { type FormEvent, useEffect, useId, useRef } from 'react'
import { AuthErrorBanner, AuthErrorProvider } from 'react-ciba'
import { CallsTable } from '../calls-table.js'
import type { SystemState } from './systems-state.js'
import type { Question, Shown, Stage } from './use-attempt.js'

const WORDS: Record<Stage, string> = {
  calling: 'The call is on its way.',
  worked: 'It worked. Nobody had to do anything.',
  failed: 'The call failed. This is what a person sees.',
  recovering: 'Doing what helps…',
  worked_again: 'It worked, once what helps was done.',
  told: 'The call is not made again by itself.',
}

type Calls = SystemState['calls']

const count = (calls: Calls, operation: Calls[number]['operation']) =>
  calls.filter((call) => call.operation === operation).length

interface OutcomeProps {
  shown: Shown
  question: Question | null
  onRecover(): void
}

/** What a person sees and is asked, what the app was asked to do, and what reached the server. */
export function Outcome({ shown, question, onRecover }: OutcomeProps) {
  const { row, stage, error, told, calls, links } = shown
  const place = useRef<HTMLDivElement>(null)
  // Below the list, where there is no room beside it.
  useEffect(() => {
    if (stage !== 'calling') place.current?.scrollIntoView({ block: 'nearest' })
  }, [row, stage])
  return (
    <div ref={place} className="outcome" data-part="outcome" data-row={row.name} data-state={stage}>
      <p role="status">{WORDS[stage]}</p>
      <AuthErrorProvider {...links}>
        <AuthErrorBanner
          error={error}
          headingLevel={3}
          actions={
            stage !== 'told' && (
              <button
                type="button"
                className="button primary"
                aria-disabled={stage === 'recovering'}
                onClick={onRecover}
              >
                Do what helps
              </button>
            )
          }
        />
      </AuthErrorProvider>
      {question && <Asked {...question} />}
      {told.length > 0 && (
        <div className="card told">
          <h3>What the app shows now</h3>
          <ul data-part="told">
            {told.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </div>
      )}
      {calls.length > 0 && <Seen calls={calls} />}
    </div>
  )
}

/** What has to be answered before the call goes out. */
function Asked({ text, answer }: Question) {
  const id = useId()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    answer(String(new FormData(event.currentTarget).get('answer')))
  }
  return (
    <form className="card asked" data-part="question" onSubmit={submit}>
      <label htmlFor={id}>{text}</label>
      <input id={id} name="answer" required autoComplete="off" />
      <button type="submit" className="button primary">
        Answer
      </button>
    </form>
  )
}

function Seen({ calls }: { calls: Calls }) {
  const [made, renewed] = [count(calls, 'api'), count(calls, 'refresh')]
  return (
    <CallsTable
      data-part="seen"
      data-calls={made}
      data-refreshes={renewed}
      caption={`What the server saw: ${made} ${made === 1 ? 'call' : 'calls'}, ${renewed} ${renewed === 1 ? 'refresh' : 'refreshes'}`}
      calls={calls}
    />
  )
}
