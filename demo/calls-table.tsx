import type { ComponentProps, ReactNode } from 'react'
import './calls-table.css'

interface Call {
  /** Epoch ms. */
  at: number
  method: string
  path: string
  /** Null where the connection broke instead. */
  status: number | null
  /** What came of it, where somebody says so. */
  then?: string | undefined
}

interface CallsTableProps extends ComponentProps<'table'> {
  caption: ReactNode
  /** As they are to be listed. */
  calls: readonly Call[]
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What reached a server. */
export function CallsTable({ caption, calls, ...attributes }: CallsTableProps) {
  return (
    <table className="seen" {...attributes}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Call</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ at, method, path, status, then }, index) => (
          <tr key={index}>
            <td>{clock.format(at)}</td>
            <td>
              <b>{method}</b> {path}
              {then !== undefined && <span className="seen-then">{then}</span>}
            </td>
            <td>{status ?? 'dropped'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
