import { type ComponentProps, type FormEvent, useId } from 'react'
import type { ApiState, Stop } from '../api/api-state.js'
import { useApiSwitch } from './use-faults.js'

const STOPS: Record<Stop, string> = {
  overloaded: 'answers 503',
  dropped: 'drops the connection',
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

const numberIn = (form: FormData, name: string) => Number(form.get(name)) || null

function howItIs({ refusals, limitedUntil, stopped }: ApiState): string[] {
  return [
    stopped && `Stopped: it ${STOPS[stopped.how]}, ${forHowLong(stopped.times)}.`,
    limitedUntil && `Limited: it answers 429 until ${clock.format(limitedUntil)}.`,
    refusals > 0 && 'The next refresh is refused, and ends the session.',
  ].filter((line) => typeof line === 'string')
}

const forHowLong = (times: number | null) =>
  times === null ? 'until it is started again' : times === 1 ? 'once more' : `${times} times more`

/** Everything that one can do to the API, and how it is now. */
export function ApiCard({ state }: { state: ApiState }) {
  const id = useId()
  const { mutate, isError } = useApiSwitch()
  const lines = howItIs(state)

  function limit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    mutate({ turn: 'limit', seconds: Number(new FormData(event.currentTarget).get('seconds')) })
  }
  function stop(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ turn: 'stop', how: form.get('how') as Stop, times: numberIn(form, 'times') })
  }

  return (
    <div className="card api-card">
      <div className="api-part">
        <h3>Tokens</h3>
        <button type="button" className="button" onClick={() => mutate({ turn: 'expire' })}>
          Expire all of them
        </button>
        <button type="button" className="button" onClick={() => mutate({ turn: 'refuse' })}>
          Refuse the next refresh
        </button>
      </div>
      <form className="api-part" onSubmit={limit}>
        <h3>Too many calls</h3>
        <div className="api-row">
          <Count name="seconds" label="429, for how many seconds" most={60} defaultValue={20} required />
          <button type="submit" className="button">
            Limit it
          </button>
        </div>
      </form>
      <form className="api-part" onSubmit={stop}>
        <h3>An outage</h3>
        <div className="fault-fields">
          <label htmlFor={id}>How it fails</label>
          <select id={id} name="how">
            {Object.entries(STOPS).map(([how, name]) => (
              <option key={how} value={how}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="api-row">
          <Count name="times" label="For how many calls; empty: all" most={100} />
          <button type="submit" className="button">
            Stop it
          </button>
        </div>
      </form>
      <div className="api-part">
        <p role="status" data-part="api-now">
          {lines.length > 0 ? lines.join(' ') : 'The API works.'}
        </p>
        <button
          type="button"
          className="button"
          disabled={lines.length === 0}
          onClick={() => mutate({ turn: 'mend' })}
        >
          Start it again
        </button>
      </div>
      <p role="alert">{isError && 'That could not be done.'}</p>
    </div>
  )
}

interface CountProps extends Pick<ComponentProps<'input'>, 'defaultValue' | 'required'> {
  name: string
  label: string
  most: number
}

function Count({ name, label, most, ...props }: CountProps) {
  const id = useId()
  return (
    <div className="fault-fields">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type="number" min={1} max={most} {...props} />
    </div>
  )
}
