import { ApiCard } from './api-card.js'
import { InspectedSignIn } from './inspected-sign-in.js'
import { FaultForm, Planned } from './polls.js'
import { SeenCalls } from './seen-calls.js'
import { useFaults } from './use-faults.js'

/** Makes a server stumble, to see that a sign-in and a session go on. */
export function FaultsPage() {
  const { data, isError } = useFaults()
  return (
    <main className="faults">
      <header>
        <h1>Make something fail</h1>
        <p className="quiet">Keep this page beside the app, make something fail here, and watch it go on.</p>
        <p role="status" className="quiet">
          {isError && 'The demo server does not answer. This page comes back by itself.'}
        </p>
      </header>
      <section className="faults-part" aria-labelledby="sign-in">
        <h2 id="sign-in">While somebody signs in</h2>
        <p className="quiet">
          Start a sign-in on <a href="/">/</a>, <a href="/authsec">/authsec</a> or below, then plan a fault.
          Approve on the <a href="/phone">phone</a> whenever you like.
        </p>
        {data && <FaultForm faults={data.faults} />}
        {data && <Planned state={data} />}
      </section>
      <section className="faults-part" aria-labelledby="api">
        <h2 id="api">Once somebody is signed in</h2>
        <p className="quiet">
          The accounts on <a href="/">/</a> come from an API with tokens that last for 30 seconds. Reload them
          or move money after each of these.
        </p>
        {data && <ApiCard state={data.api} />}
        {data && <SeenCalls seen={data.api.seen} />}
      </section>
      <section className="faults-part inside-part" aria-labelledby="inside">
        <h2 id="inside">Inside a sign-in</h2>
        <p className="quiet">
          Every move and request of it, and what was decided. Faults that are planned above are met here too;
          the scripted client has its own.
        </p>
        <InspectedSignIn />
      </section>
    </main>
  )
}
