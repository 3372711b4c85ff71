'use client'
import { useState } from 'react'
import { Button, press } from './button.js'
import { FAULT_GROUPS, type FaultySystem } from './inspector-fault-list.js'

/** A button for each answer that a scripted system can be told to give next. */
export function InspectorFaults({ client }: { client: FaultySystem }) {
  const [said, setSaid] = useState('')
  const groups = FAULT_GROUPS.filter(({ operation }) => operation !== 'resume' || client.resume)
  return (
    <div className="rc-inspector-faults" data-part="inspector-faults">
      {groups.map(({ operation, title, faults }) => (
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
                    client.answerNext({ [operation]: [answer] })
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
