import { type FormEvent, useId } from 'react'
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
      <div className="api-buttons">
        <button type="button" className="button" onClick={() => mutate({ turn: 'expire' })}>
          Expire the tokens
        </button>
        <button type="button" className="button" onClick={() => mutate({ turn: 'refuse' })}>
          Refuse the next refresh
        </button>
      </div>
      <form className="api-form" onSubmit={limit}>
        <div className="fault-fields">
          <label htmlFor={`${id}-seconds`}>For how many seconds</label>
          <input
            id={`${id}-seconds`}
            name="seconds"
            type="number"
            min={1}
            max={60}
            defaultValue={20}
            required
          />
        </div>
        <button type="submit" className="button">
          Limit it
        </button>
      </form>
      <form className="api-form" onSubmit={stop}>
        <div className="fault-fields">
          <label htmlFor={`${id}-how`}>What a stopped API does</label>
          <select id={`${id}-how`} name="how">
            {Object.entries(STOPS).map(([how, name]) => (
              <option key={how} value={how}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="fault-fields">
          <label htmlFor={`${id}-times`}>For how many calls</label>
          <input
            id={`${id}-times`}
            name="times"
            type="number"
            min={1}
            max={100}
            aria-describedby={`${id}-hint`}
          />
          <p id={`${id}-hint`} className="quiet">
            Empty: until it is started again
          </p>
        </div>
        <button type="submit" className="button">
          Stop it
        </button>
      </form>
      <div className="api-now">
        <p role="status" data-part="api-now">
          {lines.length > 0 ? lines.join(' ') : 'It works.'}
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
