import { type ReactNode, useId } from 'react'
import { AuthErrorBanner } from 'react-ciba'
import { useSystemState } from './control.js'
import { Health, HealthLine } from './health.js'
import { type Row, SYSTEM_NAMES, type SystemName } from './systems-state.js'

const TITLES: Record<SystemName, string> = {
  authsec: 'AuthSec',
  authos: 'AuthOS',
  chordian: 'Chordian',
  nexla: 'Nexla',
  biid: 'biid',
}

const STEPS: Record<NonNullable<Row['step']>, string> = {
  start: 'The start',
  wait: 'While the phone is asked',
  code: 'A code instead',
}

/** By the steps of a sign-in, where there are any. */
function groupsOf(rows: readonly Row[]) {
  const others = { title: null, rows: rows.filter(({ step }) => step === undefined) }
  const steps = Object.entries(STEPS).map(([name, title]) => ({
    title,
    rows: rows.filter(({ step }) => step === name),
  }))
  return [others, ...steps].filter(({ rows }) => rows.length > 0)
}

interface SystemFrameProps {
  name: SystemName
  intro: string
  /** What is set before a button is pressed. */
  switches: ReactNode
  /** The name of the row that was chosen last. */
  chosen: string | undefined
  onChoose(row: Row): void
  /** What comes of the row. */
  children: ReactNode
}

/** Every row of a system's guide as a button, what comes of it, and what was counted of all of them. */
export function SystemFrame({ name, intro, switches, chosen, onChoose, children }: SystemFrameProps) {
  const state = useSystemState(name)
  return (
    <main className="systems">
      <header>
        <Links name={name} />
        <h1>What {TITLES[name]} can answer</h1>
        <p className="quiet">
          {intro} This page knows no failure by its name: the list comes from the server.
        </p>
      </header>
      <div className="columns">
        <section aria-labelledby="rows">
          <h2 id="rows">What goes wrong</h2>
          <AuthErrorBanner error={state.error} onRetry={() => void state.refetch()} />
          <div className="switches">{switches}</div>
          {groupsOf(state.data?.rows ?? []).map(({ title, rows }) => (
            <Rows key={title} title={title} rows={rows} chosen={chosen} onChoose={onChoose} />
          ))}
        </section>
        <section aria-labelledby="outcome" className="outcome-part">
          <h2 id="outcome">What comes of it</h2>
          {chosen === undefined ? <p className="quiet">Choose what goes wrong.</p> : children}
          <HealthLine />
        </section>
      </div>
      <Health />
    </main>
  )
}

function Links({ name }: { name: SystemName }) {
  return (
    <nav className="page-links" aria-label="Systems">
      {SYSTEM_NAMES.map((other) => (
        <a
          key={other}
          className="quiet-link"
          href={`/systems/${other}`}
          aria-current={other === name ? 'page' : undefined}
        >
          {TITLES[other]}
        </a>
      ))}
      <a className="quiet-link" href="/">
        The demo
      </a>
    </nav>
  )
}

interface RowsProps extends Pick<SystemFrameProps, 'chosen' | 'onChoose'> {
  title: string | null
  rows: readonly Row[]
}

function Rows({ title, rows, chosen, onChoose }: RowsProps) {
  const id = useId()
  return (
    <>
      {title !== null && <h3 id={id}>{title}</h3>}
      <ul className="rows" aria-labelledby={title === null ? undefined : id}>
        {rows.map((row) => (
          <li key={row.name}>
            <button
              type="button"
              className="button row"
              aria-pressed={chosen === row.name}
              onClick={() => onChoose(row)}
            >
              <span className="row-about">{row.about}</span>
              <code>{row.name}</code>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

interface SwitchProps {
  isOn: boolean
  onSwitch(isOn: boolean): void
  children: ReactNode
}

export const Switch = ({ isOn, onSwitch, children }: SwitchProps) => (
  <label className="switch">
    <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.currentTarget.checked)} />
    <span>{children}</span>
  </label>
)
