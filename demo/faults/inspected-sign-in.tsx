import { useState } from 'react'
import { authsec, bff, type CibaClient, CibaProvider, CibaSignIn, useCibaAuth } from 'react-ciba'
import { createCibaController } from 'react-ciba/core'
import { FlowInspector, type FlowInspectorProps } from 'react-ciba/devtools'
import { createScriptedClient } from 'react-ciba/testing'

const ACCEPTED = { authReqId: 'scripted-request', expiresIn: 300, interval: 2, requestId: 'scripted-1' }

const SYSTEMS = {
  authsec: 'AuthSec',
  provider: 'The OpenID provider',
  scripted: 'A scripted client in this page',
} as const
type SystemName = keyof typeof SYSTEMS

const openFlow = (client: CibaClient) => ({ controller: createCibaController({ client }) })

function openScripted() {
  const client = createScriptedClient({ initiate: [ACCEPTED] })
  // It alone can be told what to answer next.
  return { ...openFlow(client), client }
}

const OPEN: Record<SystemName, () => ReturnType<typeof openFlow> & Pick<FlowInspectorProps, 'client'>> = {
  authsec: () => openFlow(authsec({ clientId: 'acme', baseUrl: '/authsec/api' })),
  provider: () => openFlow(bff({ baseUrl: '/auth' })),
  scripted: openScripted,
}

/** A sign-in on this very page, and what goes on inside it. */
export function InspectedSignIn() {
  const [system, setSystem] = useState<SystemName>('authsec')
  return (
    <div className="inspected">
      <fieldset>
        <legend>Who is asked</legend>
        {Object.entries(SYSTEMS).map(([name, label]) => (
          <label key={name}>
            <input
              type="radio"
              name="inspected"
              checked={name === system}
              onChange={() => setSystem(name as SystemName)}
            />{' '}
            {label}
          </label>
        ))}
      </fieldset>
      <Inspected key={system} system={system} />
    </div>
  )
}

function Inspected({ system }: { system: SystemName }) {
  const [{ controller, ...scripted }] = useState(OPEN[system])
  return (
    <CibaProvider controller={controller}>
      <div className="inspected-flow">
        <div className="card">
          <CibaSignIn defaultLoginHint="dana@example.com" appName="Acme" headingLevel={3} />
        </div>
        <Anew />
      </div>
      <FlowInspector headingLevel={3} {...scripted} />
    </CibaProvider>
  )
}

/** An app goes on from here; this page begins again. */
function Anew() {
  const { status, reset } = useCibaAuth()
  return (
    status === 'approved' && (
      <button type="button" className="button" onClick={reset}>
        Begin anew
      </button>
    )
  )
}
