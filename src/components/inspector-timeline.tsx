'use client'
import type { useFlowInspector } from '../react/use-flow-inspector.js'
import { DECISIONS, REASONS } from './inspector-texts.js'

type Entry = ReturnType<typeof useFlowInspector>['entries'][number]

const TIME = /* @__PURE__ */ new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** @param at Epoch ms. What a server says may lie past what a date can be. */
export function Time({ at }: { at: number }) {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return `no date: ${at}`
  return <time dateTime={date.toISOString()}>{TIME.format(date)}</time>
}

function headlineOf({ record }: Entry): string {
  if (record.event === 'transition') return `${record.from} → ${record.to}`
  if (record.event === 'request_started') return `${record.operation}: under way`
  if (record.event === 'request_finished') return `${record.operation}: ${record.outcome}`
  return record.message
}

/** What is known of it besides, in the order in which one looks for it. */
function factsOf({ record }: Entry): string[] {
  const { durationMs, requestId, status, kind, code, recovery } = record
  return [
    durationMs === undefined ? '' : `${durationMs} ms`,
    requestId ?? '',
    status === undefined ? '' : `HTTP ${status}`,
    kind ?? '',
    code === undefined || code === record.outcome ? '' : code,
    recovery === undefined ? '' : `recovery: ${recovery}`,
  ].filter((fact) => fact !== '')
}

function Decided({ entry }: { entry: Entry }) {
  const { record, decision, reason, dueAt, notBefore } = entry
  if (!decision) return null
  const goesOn = !['ended', 'over', 'runs_out', 'dropped'].includes(decision)
  return (
    <p className="rc-inspector-decision" data-decision={decision}>
      <span aria-hidden="true">⇒ </span>
      {DECISIONS[decision]}
      {dueAt !== undefined && (
        <>
          , at <Time at={dueAt} />
        </>
      )}
      {goesOn &&
        notBefore !== undefined &&
        (notBefore === dueAt ? (
          ', as the server asked'
        ) : (
          <>
            , not before <Time at={notBefore} />
          </>
        ))}
      {reason && `: ${REASONS[reason](record.kind)}`}
    </p>
  )
}

function TimelineEntry({ entry }: { entry: Entry }) {
  const { at, record } = entry
  const facts = factsOf(entry)
  return (
    <li data-event={record.event} data-level={record.level}>
      <Time at={at} />
      <div>
        <p className="rc-inspector-headline">{headlineOf(entry)}</p>
        {facts.length > 0 && <p className="rc-note">{facts.join(' · ')}</p>}
        {record.description !== undefined && <p className="rc-note">“{record.description}”</p>}
        <Decided entry={entry} />
      </div>
    </li>
  )
}

interface TimelineProps {
  entries: readonly Entry[]
  dropped: number
  labelledBy: string
}

/** Newest first. A log that announces nothing by itself; it is scrolled, and so takes the focus. */
export function InspectorTimeline({ entries, dropped, labelledBy }: TimelineProps) {
  if (entries.length === 0) return <p className="rc-text">Nothing has happened since this was opened.</p>
  return (
    <>
      <div
        className="rc-inspector-log"
        data-part="inspector-timeline"
        role="log"
        aria-live="off"
        aria-labelledby={labelledBy}
        tabIndex={0}
      >
        <ol reversed>
          {[...entries].reverse().map((entry) => (
            <TimelineEntry key={entry.id} entry={entry} />
          ))}
        </ol>
      </div>
      {dropped > 0 && <p className="rc-note">{`${dropped} older ones were let go.`}</p>}
    </>
  )
}
