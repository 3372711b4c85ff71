'use client'
import { useState } from 'react'
import { Button, press } from './button.js'
import { answerWith, FAULT_GROUPS, type FaultySystem } from './inspector-fault-list.js'

/** A button for each answer that a scripted system can be told to give next. */
export function InspectorFaults({ client }: { client: FaultySystem }) {
  const [said, setSaid] = useState('')
  return (
    <div className="rc-inspector-faults" data-part="inspector-faults">
      {FAULT_GROUPS.map(({ operation, title, faults }) => (
        <fieldset key={operation}>
          <legend>{title}</legend>
          <div className="rc-inspector-buttons">
            {Object.entries(faults).map(([name, answer]) => (
              <Button
                key={name}
                look="secondary"
                {...press({
                  children: name,
                  onClick() {
                    answerWith(client, operation, answer)
                    setSaid(`${title}: ${name}.`)
                  },
                })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <p className="rc-note" role="status">
        {said}
      </p>
    </div>
  )
}
