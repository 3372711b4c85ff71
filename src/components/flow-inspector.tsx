'use client'
import { type ReactNode, useId } from 'react'
import { useFlowInspector } from '../react/use-flow-inspector.js'
import { Button, press } from './button.js'
import type { HeadingLevel } from './heading-level.js'
import { InspectorChart } from './inspector-chart.js'
import type { FaultySystem } from './inspector-fault-list.js'
import { InspectorFaults } from './inspector-faults.js'
import { TIMES } from './inspector-texts.js'
import { InspectorTimeline, Time } from './inspector-timeline.js'
import { Title } from './pieces.js'

export interface FlowInspectorProps {
  /** The flow to look at. The provider's around it by default. */
  controller?: Parameters<typeof useFlowInspector>[0]
  /** A scripted client, from `react-ciba/testing`: there are buttons for what it answers next. */
  client?: FaultySystem
  /** Of the title; the parts are one below. 2. */
  headingLevel?: 1 | 2 | 3 | 4 | 5
}

type Present = ReturnType<typeof useFlowInspector>['present']

function Figures({ present }: { present: Present }) {
  const { error } = present
  const figures: [name: string, value: ReactNode][] = [
    ['status', present.status],
    ['activity', present.activity ?? '–'],
    ['error', error ? [error.kind, error.code, error.recovery].join(' · ') : '–'],
    ['requestId', present.requestId ?? '–'],
    ...TIMES.map((name): [string, ReactNode] => {
      const at = present[name]
      return [name, at === null ? '–' : <Time key={name} at={at} />]
    }),
    ['attemptsRemaining', present.attemptsRemaining],
    ['promptMayRemain', String(present.promptMayRemain)],
    ['can', present.can.join(', ') || '–'],
  ]
  return (
    <dl className="rc-inspector-figures" data-part="inspector-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * For whoever develops the app: where a sign-in is, what happened to it and what was decided, without secrets. Needs
 * `react-ciba/styles.css` and `react-ciba/devtools.css`. Import it on demand, and a production bundle has nothing of it.
 */
export function FlowInspector({ controller, client, headingLevel = 2 }: FlowInspectorProps) {
  const id = useId()
  const { present, entries, dropped, clear } = useFlowInspector(controller)
  const level = (headingLevel + 1) as HeadingLevel
  const lastMove = entries.findLast(({ record }) => record.event === 'transition')?.record
  const part = (name: string, title: string, children: ReactNode) => (
    <section className="rc-inspector-part" data-part={name} aria-labelledby={`${id}${name}`}>
      <Title level={level} id={`${id}${name}`}>
        {title}
      </Title>
      {children}
    </section>
  )
  return (
    <section
      className="rc-panel rc-inspector"
      data-part="flow-inspector"
      lang="en"
      dir="ltr"
      translate="no"
      aria-labelledby={id}
    >
      <Title level={headingLevel} id={id}>
        Flow inspector
      </Title>
      <div className="rc-inspector-parts">
        {part(
          'inspector-state',
          'State',
          <>
            <InspectorChart status={present.status} activity={present.activity} from={lastMove?.from} />
            <p className="rc-note">A solid line: may come next.</p>
            <Figures present={present} />
          </>,
        )}
        {part(
          'inspector-happened',
          'Timeline',
          <>
            <InspectorTimeline {...{ entries, dropped }} labelledBy={`${id}inspector-happened`} />
            <div className="rc-actions">
              <Button
                look="secondary"
                {...press({ children: 'Clear', onClick: clear, blocked: entries.length === 0 })}
              />
            </div>
          </>,
        )}
      </div>
      {client &&
        part('inspector-script', 'Answers of the scripted client', <InspectorFaults client={client} />)}
    </section>
  )
}
