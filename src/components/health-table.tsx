'use client'
import { Fragment, type ReactNode } from 'react'

interface HealthTableProps {
  caption: string
  /** Read to those who do not see what is above the table. */
  isCaptionHidden?: boolean
  head: readonly string[]
  /** The first of each names its row. */
  rows: readonly (readonly ReactNode[])[]
}

/** A long name may be broken behind its marks. */
export function Name({ children }: { children: string }) {
  return children.split(/(?<=[_./-])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

export function HealthTable({ caption, isCaptionHidden = false, head, rows }: HealthTableProps) {
  return (
    <table className="rc-health-table">
      <caption className={isCaptionHidden ? 'rc-visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells], index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
