import { useState } from 'react'
import { FALLBACK_MS } from './sign-in-attempt.js'
import { SignInOutcome } from './sign-in-outcome.js'
import { Switch, SystemFrame } from './system-frame.js'
import { useSignInAttempt } from './use-sign-in-attempt.js'

/** AuthSec, with which people sign in: each failure is met on the way. */
export function SignInPage() {
  const { attempt, error, meet } = useSignInAttempt()
  const [repeats, setRepeats] = useState(false)
  const [fallsBack, setFallsBack] = useState(false)
  const [isTenant, setTenant] = useState(true)
  return (
    <SystemFrame
      name="authsec"
      intro="Each button begins one sign-in at a scripted server, which answers one of its calls so. The phone then approves by itself, unless a code is entered."
      switches={
        <>
          <Switch isOn={repeats} onSwitch={setRepeats}>
            Repeat a start by itself
          </Switch>
          <Switch isOn={fallsBack} onSwitch={setFallsBack}>
            Ask for a code by itself when nobody has answered for {FALLBACK_MS / 1000} seconds
          </Switch>
          <Switch isOn={isTenant} onSwitch={setTenant}>
            With a client id, for the users of a tenant
          </Switch>
        </>
      }
      chosen={attempt?.row.name}
      onChoose={(row) => void meet(row, { repeats, fallsBack, isTenant })}
    >
      {attempt && <SignInOutcome key={attempt.id} attempt={attempt} error={error} />}
    </SystemFrame>
  )
}
