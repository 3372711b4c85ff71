import { type FormEvent, useEffect, useRef } from 'react'
import { useEnterCode } from './use-phone.js'

/** For a code that another screen shows. An address with the code in it, from a link or a QR code, enters it by itself. */
export function CodeCard() {
  const { mutate, isPending, isError, isSuccess } = useEnterCode()
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const code = new URLSearchParams(location.search).get('user_code')
    if (code === null) return
    // A reload must not enter it again.
    history.replaceState(null, '', location.pathname)
    mutate(code)
  }, [mutate])

  function submit(event: FormEvent) {
    event.preventDefault()
    mutate(field.current?.value ?? '')
  }

  return (
    <section className="card enter-code" aria-labelledby="enter-code">
      <h2 id="enter-code">Enter a code</h2>
      <form onSubmit={submit}>
        <label className="label" htmlFor="user-code">
          Code on the other screen
        </label>
        <input
          id="user-code"
          ref={field}
          className="code-input"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={12}
        />
        <button type="submit" className="button" disabled={isPending}>
          Continue
        </button>
      </form>
      <p className="quiet" role="status">
        {isError && 'No sign-in waits for this code. Check it and try again.'}
        {isSuccess && 'Found. Answer it below.'}
      </p>
    </section>
  )
}
