import { Fragment, type ReactNode } from 'react'
import './docs-blocks.css'

/** A text in which backticks mean code, or anything else as it is. */
export function Prose({ children }: { children: ReactNode }) {
  if (typeof children !== 'string') return children
  return children
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
    )
}

interface FactTableProps {
  caption: string
  head: readonly string[]
  /** The first cell of each names the row. */
  rows: readonly (readonly ReactNode[])[]
  /** The anchors of the rows, one for each. */
  ids?: readonly string[]
}

/** A table that becomes a list of cards where there is no room for columns; roles keep it a table for those who listen. */
export function FactTable({ caption, head, rows, ids = [] }: FactTableProps) {
  return (
    <div className="sb-unstyled docs-block">
      <table className="docs-table" role="table">
        <caption className="docs-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {head.map((name) => (
              <th key={name} scope="col" role="columnheader">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((cells, row) => (
            <tr key={ids[row] ?? row} id={ids[row]} role="row">
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={head[column]} scope="row" role="rowheader">
                    <Prose>{cell}</Prose>
                  </th>
                ) : (
                  <td key={head[column]} role="cell" data-label={head[column]}>
                    {/* One cell, whatever is in it: its label stands beside it on a phone. */}
                    <div>
                      <Prose>{cell}</Prose>
                    </div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
