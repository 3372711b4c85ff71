import { useState } from 'react'
import { COOL_DOWN_MS } from './attempt.js'
import { Outcome } from './outcome.js'
import { Switch, SystemFrame } from './system-frame.js'
import type { ApiName } from './systems-state.js'
import { useAttempt } from './use-attempt.js'

/** One more than a server may fail in a row before it is left alone. */
const MANY = 6

/** An API that is called once somebody is signed in. */
export function ApiPage({ name }: { name: ApiName }) {
  const { shown, question, meet, recover } = useAttempt(name)
  const [repeats, setRepeats] = useState(false)
  const [isMany, setMany] = useState(false)
  return (
    <SystemFrame
      name={name}
      intro="Each button makes one call to a scripted server, which answers it with one failure. The same one again is another try in the same app."
      switches={
        <>
          <Switch isOn={repeats} onSwitch={setRepeats}>
            Repeat by itself what may be sent twice
          </Switch>
          <Switch isOn={isMany} onSwitch={setMany}>
            Call six times in a row: a server that fails five times is left alone for {COOL_DOWN_MS / 1000}{' '}
            seconds, then asked once
          </Switch>
        </>
      }
      chosen={shown?.row.name}
      onChoose={(row) => void meet(row, { repeats, calls: isMany ? MANY : 1 })}
    >
      {shown && <Outcome shown={shown} question={question} onRecover={() => void recover()} />}
    </SystemFrame>
  )
}
