import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AuthErrorBanner } from 'react-ciba'
import { stateOf } from './attempt.js'
import { Outcome } from './outcome.js'
import { SYSTEM_NAMES, type SystemName } from './systems-state.js'
import { useAttempt } from './use-attempt.js'

const TITLES: Record<SystemName, string> = {
  authos: 'AuthOS',
  chordian: 'Chordian',
  nexla: 'Nexla',
  biid: 'biid',
}

/** Every row of a system's guide as a button, and what the library makes of it. */
export function SystemsPage({ name }: { name: SystemName }) {
  const state = useQuery({
    queryKey: ['system', name],
    queryFn: () => stateOf(name),
    retry: false,
    networkMode: 'always',
  })
  const { shown, meet, recover } = useAttempt(name)
  const [repeats, setRepeats] = useState(false)
  return (
    <main className="systems">
      <header>
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
          <a className="quiet-link" href="/authsec">
            AuthSec
          </a>
          <a className="quiet-link" href="/">
            The demo
          </a>
        </nav>
        <h1>What {TITLES[name]} can answer</h1>
        <p className="quiet">
          Each button makes one call to a scripted server, which answers it with one failure. This page knows
          none of them: the list comes from the server.
        </p>
      </header>
      <section aria-labelledby="rows">
        <h2 id="rows">What goes wrong</h2>
        <AuthErrorBanner error={state.error} onRetry={() => void state.refetch()} />
        <label className="repeats">
          <input
            type="checkbox"
            checked={repeats}
            onChange={(event) => setRepeats(event.currentTarget.checked)}
          />{' '}
          Repeat by itself what may be sent twice
        </label>
        <ul className="rows">
          {state.data?.rows.map((row) => (
            <li key={row.name}>
              <button
                type="button"
                className="button row"
                aria-pressed={shown?.row.name === row.name}
                onClick={() => void meet(row, repeats)}
              >
                <span className="row-about">{row.about}</span>
                <code>{row.name}</code>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="outcome" className="outcome-part">
        <h2 id="outcome">What comes of it</h2>
        {shown ? (
          <Outcome shown={shown} onRecover={() => void recover()} />
        ) : (
          <p className="quiet">Choose what goes wrong.</p>
        )}
      </section>
    </main>
  )
}
