import { redactEndpoint } from '../errors/redact-endpoint.js'
import type { AuthEvent } from '../events/auth-event.js'
import type { CircuitChange, CircuitHealth } from './health.js'

const MOST_CIRCUITS = 20
const MOST_CHANGES = 200

interface Circuit {
  origin: string
  changes: CircuitChange[]
}

/**
 * What became of each circuit; two fetches to one origin have one each. Of more than 20 the one longest unchanged goes: of
 * those that are closed, as long as there are any.
 */
export function createCircuits() {
  const circuits = new Map<string, Circuit>()
  const isClosed = ({ changes }: Circuit) => changes.at(-1)?.to === 'closed'
  function leastOfAll() {
    const all = [...circuits]
    const [key] = all.find(([, circuit]) => isClosed(circuit)) ?? all[0] ?? ['']
    return key
  }

  return {
    changed(event: AuthEvent & { type: 'circuit_changed' }, at: number) {
      const key = `${event.flowId} ${event.origin}`
      const circuit = circuits.get(key) ?? { origin: redactEndpoint(event.origin), changes: [] }
      circuit.changes.push({ at, to: event.to })
      if (circuit.changes.length > MOST_CHANGES) circuit.changes.shift()
      // To the end of the line.
      circuits.delete(key)
      circuits.set(key, circuit)
      if (circuits.size > MOST_CIRCUITS) circuits.delete(leastOfAll())
    },
    /** @param from Epoch ms; of the changes before it only the last says something. */
    health(from: number): CircuitHealth[] {
      return [...circuits.values()].flatMap(({ origin, changes }) => {
        while (changes.length > 1 && (changes[1]?.at ?? 0) <= from) changes.shift()
        const last = changes.at(-1)
        return last ? [{ origin, state: last.to, since: last.at, changes: [...changes] }] : []
      })
    },
  }
}
