import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { AuthErrorBanner, CibaProvider, CibaSignIn } from 'react-ciba'
import type { FlowDecision, InspectedEntry } from 'react-ciba/core'
import { CallsTable } from '../calls-table.js'
import { stateKey, useSystemState } from './control.js'
import type { SignInAttempt } from './sign-in-attempt.js'
import { LINKS } from './system-app.js'

const DECISIONS: Record<FlowDecision, string> = {
  waits: 'Waits for the phone.',
  asks_again: 'Asks again.',
  asks_slower: 'Asks again, less often from now on.',
  rests: 'Asks no more until somebody goes on waiting.',
  runs_out: 'Asks no more; the request is about to end.',
  approved: 'Is approved.',
  ended: 'Ends.',
  over: 'Gives the request up; a code may still be entered.',
  repeated: 'Starts again by itself.',
  person: 'Leaves it to the person.',
  locked: 'Takes no code for a while.',
  dropped: 'Takes no notice.',
  undecided: 'Starts again by itself, or ends.',
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

const ENDINGS: readonly FlowDecision[] = ['ended', 'over', 'runs_out', 'dropped']

function thenOf({ decision, notBefore }: InspectedEntry): string | undefined {
  if (decision === undefined) return undefined
  const words = DECISIONS[decision]
  const waits = notBefore !== undefined && !ENDINGS.includes(decision)
  return waits ? `${words} Not before ${clock.format(notBefore)}.` : words
}

/** Where a code is entered, polls go on: of many calls the ones in the middle say nothing new. */
const FIRST = 2
const LAST = 12

interface SignInOutcomeProps {
  attempt: SignInAttempt
  /** Why it could not even begin. */
  error: unknown
}

/** What a person sees of a sign-in, and may go on with; what reached the server, and what was made of each answer. */
export function SignInOutcome({ attempt, error }: SignInOutcomeProps) {
  const { row, controller, inspector } = attempt
  const { present, entries } = useSyncExternalStore(inspector.subscribe, inspector.getSnapshot)
  const calls = useSystemState('authsec').data?.calls ?? []
  const queries = useQueryClient()
  const answered = entries.filter(({ record }) => record.event === 'request_finished')
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: stateKey('authsec') })
  }, [queries, answered.length])
  const place = useRef<HTMLDivElement>(null)
  // Below the list, where there is no room beside it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [present.status])

  const thenById = new Map(answered.map((entry) => [entry.record.requestId, thenOf(entry)]))
  const told = calls.map((call) => ({ ...call, then: thenById.get(call.sentRequestId ?? undefined) }))
  const isLong = told.length > FIRST + LAST
  const listed = isLong ? [...told.slice(0, FIRST), ...told.slice(-LAST)] : told
  return (
    <div ref={place} className="outcome" data-part="outcome" data-row={row.name} data-state={present.status}>
      <AuthErrorBanner error={error} headingLevel={3} />
      <CibaProvider controller={controller} {...LINKS}>
        <div className="card">
          <CibaSignIn defaultLoginHint="dana@example.com" appName="Acme" headingLevel={3} />
        </div>
      </CibaProvider>
      {told.length > 0 && (
        <CallsTable
          data-part="seen"
          data-calls={told.length}
          caption={`What the server saw: ${told.length} ${told.length === 1 ? 'call' : 'calls'}${isLong ? `, the first ${FIRST} and the last ${LAST} of which are listed` : ''}, and what the sign-in did then`}
          calls={listed}
        />
      )}
    </div>
  )
}
