import type { SeenCall } from '../api/api-state.js'
import { CallsTable } from '../calls-table.js'

const MOST_SHOWN = 12

/** What reached the API: one refresh, nothing before it was allowed, and no move twice. */
export function SeenCalls({ seen }: { seen: readonly SeenCall[] }) {
  if (seen.length === 0) return <p className="quiet">The API has seen nothing yet.</p>
  return <CallsTable caption="What the API saw lately" calls={seen.slice(0, MOST_SHOWN)} />
}
