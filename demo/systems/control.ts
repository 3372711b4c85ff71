import { useQuery } from '@tanstack/react-query'
import type { SystemName, SystemState, WantedRow } from './systems-state.js'

async function control(name: SystemName, init: RequestInit = {}): Promise<SystemState> {
  const answer = await fetch(`/systems/${name}/control`, init)
  if (!answer.ok) throw answer
  return (await answer.json()) as SystemState
}

export const stateOf = (name: SystemName) => control(name)

/** Has the next calls meet this row. */
export const plan = (name: SystemName, wanted: WantedRow) =>
  control(name, { method: 'POST', body: JSON.stringify(wanted) })

export const stateKey = (name: SystemName) => ['system', name]

/** What a system can answer, and what has reached it. */
export const useSystemState = (name: SystemName) =>
  useQuery({
    queryKey: stateKey(name),
    queryFn: () => stateOf(name),
    retry: false,
    networkMode: 'always',
  })
