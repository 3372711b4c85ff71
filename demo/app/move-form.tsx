import { type FormEvent, useId } from 'react'
import { useFieldErrors } from 'react-ciba'
import { money } from './money.js'
import { useMove } from './use-accounts.js'

/** Money to the savings. Pressed once it is sent once, whatever comes of it. */
export function MoveForm({ authFetch }: { authFetch: typeof fetch }) {
  const id = useId()
  const { mutate, isPending, error, data } = useMove(authFetch)
  const { messages, errorId, inputProps } = useFieldErrors(error)('cents')

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const amount = Number(new FormData(event.currentTarget).get('cents'))
    if (!isPending) mutate(Math.round(amount * 100))
  }

  return (
    <form className="card move" onSubmit={submit}>
      <h2>Move to Savings</h2>
      <label htmlFor={id}>Amount in euros</label>
      <div className="move-fields">
        <input
          id={id}
          name="cents"
          type="number"
          inputMode="decimal"
          min={0.01}
          step={0.01}
          defaultValue="10.00"
          required
          {...inputProps}
        />
        <button type="submit" className="button primary" aria-disabled={isPending}>
          Move
        </button>
      </div>
      <p id={errorId} className="field-problem">
        {messages.join(' ')}
      </p>
      <p className="quiet" role="status">
        {data && `${money(data.cents)} moved.`}
      </p>
    </form>
  )
}
