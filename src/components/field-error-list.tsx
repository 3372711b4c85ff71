'use client'
import { useSyncExternalStore } from 'react'
import { Link } from './pieces.js'

export interface FieldErrorListProps {
  errors: Record<string, string[]>
  /** The id of a field's input or group, by the field's name; without it, the control of that name or id is found. */
  ids?: Readonly<Record<string, string>> | undefined
}

const never = () => () => undefined

const CONTROL =
  ':is(input, select, textarea, button):enabled:not([type="hidden"]), [contenteditable], [tabindex="0"]'

/** What takes the focus: the element itself, or the first in it where it is a group. */
const controlOf = (found: Element | null) => (found?.matches(CONTROL) ? found : found?.querySelector(CONTROL))

/** What is wrong with what was entered, each text linked to its field where the page has one. */
export function FieldErrorList({ errors, ids = {} }: FieldErrorListProps) {
  const fields = Object.keys(errors)
  const find = (field: string) =>
    [
      document.getElementById(ids[field] ?? ''),
      ...document.getElementsByName(field),
      document.getElementById(field),
    ]
      .map(controlOf)
      .find(Boolean) as HTMLElement | undefined
  // Known only once the page is there, and so never on a server.
  const onPage = useSyncExternalStore(
    never,
    () => fields.filter(find).join('\n'),
    () => '',
  ).split('\n')
  return (
    <ul className="rc-field-errors" data-part="field-errors">
      {fields.flatMap((field) =>
        errors[field]?.map((text, index) => (
          // A server's text runs in its own direction, whatever that of the page.
          <li key={`${field} ${index}`}>
            {onPage.includes(field) ? (
              <Link
                href={`#${ids[field] ?? field}`}
                onClick={(event) => {
                  event.preventDefault()
                  find(field)?.focus()
                }}
              >
                <bdi>{text}</bdi>
              </Link>
            ) : (
              <bdi>{text}</bdi>
            )}
          </li>
        )),
      )}
    </ul>
  )
}
