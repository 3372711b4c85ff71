import type { PhoneState } from './phone-state.js'

const STEP_S = 30
/** Of the ring below: 2πr with r = 10. */
const ROUND = 62.83

/** The six digits for when no push arrives. The space in the middle is drawn, so that a copy is six digits. */
export function AuthenticatorCard({ code, secondsLeft }: PhoneState['totp']) {
  return (
    <section className="card authenticator" aria-labelledby="authenticator">
      <div>
        <h2 id="authenticator" className="label">
          Authenticator code
        </h2>
        <p className="totp" data-part="totp-code">
          <span>{code.slice(0, 3)}</span>
          <span>{code.slice(3)}</span>
        </p>
      </div>
      <div className="ring">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle className="ring-track" cx="12" cy="12" r="10" />
          <circle
            className="ring-left"
            cx="12"
            cy="12"
            r="10"
            strokeDasharray={`${(ROUND * secondsLeft) / STEP_S} ${ROUND}`}
          />
        </svg>
        <p>
          <span className="visually-hidden">New code in </span>
          {secondsLeft}
          <span className="visually-hidden"> seconds</span>
        </p>
      </div>
    </section>
  )
}
