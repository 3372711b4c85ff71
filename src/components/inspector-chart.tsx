'use client'
import { useId } from 'react'
import { GROUPS } from './inspector-texts.js'

type Group = keyof typeof GROUPS

interface ChartState {
  group: Group
  /** Where one may get from here. */
  to: readonly string[]
}

const ENDINGS = ['approved', 'denied', 'expired', 'failed', 'cancelled']
const AGAIN = ['idle', 'pushing']
const BY_CODE = ['totp', 'locked']

/** The statuses of a flow, and all moves between them. */
export const CHART: Readonly<Record<string, ChartState>> = {
  idle: { group: 'begins', to: ['pushing', 'polling'] },
  pushing: { group: 'begins', to: ['polling', 'failed', 'cancelled'] },
  polling: { group: 'waits', to: ['timeout', 'pushing', ...BY_CODE, ...ENDINGS] },
  timeout: { group: 'waits', to: ['polling', 'pushing', ...BY_CODE, ...ENDINGS] },
  totp: { group: 'waits', to: ['locked', 'polling', 'approved', 'cancelled'] },
  locked: { group: 'waits', to: ['totp', 'polling', 'approved', 'cancelled'] },
  approved: { group: 'ends', to: AGAIN },
  denied: { group: 'ends', to: [...AGAIN, ...BY_CODE] },
  expired: { group: 'ends', to: [...AGAIN, ...BY_CODE] },
  failed: { group: 'ends', to: [...AGAIN, ...BY_CODE] },
  cancelled: { group: 'ends', to: AGAIN },
}

interface ChartProps {
  status: string
  activity: string | null
  /** Where the last move came from. */
  from: string | undefined
}

function State({ name, status, activity, from }: ChartProps & { name: string }) {
  const { to = [] } = CHART[name] ?? {}
  const isPresent = name === status
  return (
    <li
      className="rc-inspector-state"
      data-status={name}
      data-state={isPresent ? 'present' : CHART[status]?.to.includes(name) ? 'possible' : 'other'}
      aria-current={isPresent ? 'step' : undefined}
    >
      <span className="rc-inspector-name">
        {name}
        {isPresent && <span className="rc-inspector-mark">{activity ? `now, ${activity}` : 'now'}</span>}
        {name === from && <span className="rc-inspector-mark">before</span>}
      </span>
      <span className="rc-inspector-moves">
        <span aria-hidden="true">→ </span>
        <span className="rc-visually-hidden">leads to </span>
        {to.join(', ')}
      </span>
    </li>
  )
}

/** Every status with the moves out of it; the present one is marked, and the one before it. */
export function InspectorChart(props: ChartProps) {
  const id = useId()
  return (
    <div className="rc-inspector-chart" data-part="inspector-chart">
      {(Object.keys(GROUPS) as Group[]).map((group) => (
        <div key={group}>
          <p className="rc-note" id={`${id}${group}`}>
            {GROUPS[group]}
          </p>
          <ul aria-labelledby={`${id}${group}`}>
            {Object.keys(CHART)
              .filter((name) => CHART[name]?.group === group)
              .map((name) => (
                <State key={name} name={name} {...props} />
              ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
