import type { StateValue } from 'xstate'
import { type FlowStatus, viewOf } from '../../src/machine/view.js'
import en from '../../src/messages/locales/en.js'
import { FactTable } from './fact-table.js'
import { CatalogueLink } from './links.js'
import { chartOf, RESTING, snapshotIn, VERBS } from './machine-chart.js'

const { ui, errors } = en

/** The heading that people read in a status. */
const HEADINGS: Record<FlowStatus, string> = {
  idle: ui.signInTitle(undefined),
  pushing: ui.pushingTitle,
  polling: ui.waitingTitle,
  approved: ui.approvedTitle,
  denied: errors.denied.title,
  expired: errors.expired.title,
  timeout: errors.timeout.title,
  totp: ui.totpTitle,
  locked: errors.locked.title,
  failed: 'What failed, such as: ' + errors.misconfigured.title,
  cancelled: errors.cancelled.title,
}

const asCode = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')

/** `['totp', 'locked']` as XState writes it: `{ totp: 'locked' }`. */
const valueOf = ([name = '', ...below]: readonly string[]): StateValue =>
  below.length === 0 ? name : { [name]: valueOf(below) }

/** Each state in which the flow can rest: what the hook says of it, what people read, what may be done. */
export function StatesTable() {
  const rows = RESTING.map(({ path }) => {
    const snapshot = snapshotIn(valueOf(path.slice(1)))
    const { status, activity } = viewOf(snapshot, 0, { totp: true })
    const can = VERBS.filter((verb) => snapshot.hasTag(verb as never))
    const story = `story/sign-in-states--${status}`
    return [
      `\`${path.slice(1).join('.')}\``,
      activity === 'finishing' || activity === 'checking'
        ? `\`${status}\`, activity \`${activity}\``
        : `\`${status}\``,
      <CatalogueLink key={status} to={story}>
        {activity === 'finishing' ? ui.activity.finishing : HEADINGS[status]}
      </CatalogueLink>,
      can.length > 0 ? asCode(can) : 'nothing but wait',
    ]
  })
  return (
    <FactTable
      caption="States of the flow, what people see in each and what may be done"
      head={['State', 'Status', 'People read', 'May be done']}
      rows={rows}
    />
  )
}

/** Every move of a chart in words. */
export function MovesTable({ of }: { of: string }) {
  const rows = chartOf(of).states.flatMap(({ name, moves }) =>
    moves.map(({ label, condition, target }) => [
      `\`${name}\``,
      `\`${label}\``,
      condition === ''
        ? 'always'
        : / /.test(condition) || condition === 'otherwise'
          ? condition
          : asCode([condition]),
      `\`${target}\``,
    ]),
  )
  return (
    <details className="sb-unstyled docs-block">
      <summary>
        The {rows.length} moves of <code>{of}</code> in words
      </summary>
      <FactTable caption={`Moves of ${of}`} head={['From', 'When', 'If', 'To']} rows={rows} />
    </details>
  )
}
