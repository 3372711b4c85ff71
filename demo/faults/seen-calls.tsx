import type { SeenCall } from '../api/api-state.js'

const MOST_SHOWN = 12
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What reached the API: one refresh, nothing before it was allowed, and no move twice. */
export function SeenCalls({ seen }: { seen: readonly SeenCall[] }) {
  if (seen.length === 0) return <p className="quiet">The API has seen nothing yet.</p>
  return (
    <table className="seen">
      <caption>What the API saw lately</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Call</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {seen.slice(0, MOST_SHOWN).map(({ at, method, path, status }, index) => (
          <tr key={seen.length - index}>
            <td>{clock.format(at)}</td>
            <td>
              <b>{method}</b> {path}
            </td>
            <td>{status ?? 'dropped'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
