import { type FormEvent, useId } from 'react'
import type { Fault } from 'react-ciba/testing'
import type { FaultsState, PlannedFault } from './faults-state.js'
import { usePlanFault } from './use-faults.js'

const SERVERS: Record<PlannedFault['server'], string> = {
  provider: 'The OpenID provider behind /',
  authsec: 'AuthSec behind /authsec',
}

/** Plans what goes wrong with the next polls. */
export function FaultForm({ faults }: Pick<FaultsState, 'faults'>) {
  const id = useId()
  const { mutate, isError } = usePlanFault()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({
      server: form.get('server') as PlannedFault['server'],
      fault: form.get('fault') as Fault,
      times: Number(form.get('times')),
    })
  }

  return (
    <form className="card fault-form" onSubmit={submit}>
      <fieldset>
        <legend>Which server</legend>
        {Object.entries(SERVERS).map(([server, name], index) => (
          <label key={server}>
            <input type="radio" name="server" value={server} defaultChecked={index === 0} /> {name}
          </label>
        ))}
      </fieldset>
      <div className="fault-fields">
        <label htmlFor={`${id}-fault`}>What it does</label>
        <select id={`${id}-fault`} name="fault">
          {Object.entries(faults).map(([fault, name]) => (
            <option key={fault} value={fault}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-times`}>For how many polls</label>
        <input id={`${id}-times`} name="times" type="number" min={1} max={100} defaultValue={3} required />
      </div>
      <button type="submit" className="button primary">
        Plan it
      </button>
      <p role="alert">{isError && 'That could not be planned.'}</p>
    </form>
  )
}

/** What is still to come. */
export function Planned({ state }: { state: FaultsState }) {
  const { mutate } = usePlanFault()
  const rows = (Object.keys(SERVERS) as PlannedFault['server'][]).map((server) => ({
    server,
    name: SERVERS[server],
    next: state[server],
  }))
  const some = rows.some(({ next }) => next.length > 0)
  return (
    <div className="planned" role="group" aria-labelledby="planned">
      <h3 id="planned">Still to come</h3>
      <dl>
        {rows.map(({ server, name, next }) => (
          <div key={server} data-part={`planned-${server}`}>
            <dt>{name}</dt>
            <dd>
              <span data-part="left">{next.length}</span> {next.length === 1 ? 'poll' : 'polls'}
              {next[0] && `, the next one ${state.faults[next[0]]}`}
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button" disabled={!some} onClick={() => mutate(null)}>
        Take them back
      </button>
    </div>
  )
}
