'use client'
import { useCallback, useId } from 'react'
import { useAuthError } from './use-auth-error.js'

/** What an input and its error text need. */
export interface FieldErrors {
  /** Texts for this field, meant for people; none where it is in order. Show them as plain text. */
  messages: readonly string[]
  /** The id for the element that shows the messages. */
  errorId: string
  /** For the input: `<input {...field('email').inputProps} />`. */
  inputProps: { 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }
}

/**
 * The field errors of anything that was thrown or answered, for inputs of the app's own:
 * `const field = useFieldErrors(error)`, then `field('email')`. A field that is described by a hint already passes the
 * hint's id too: `field('email', hintId)`.
 */
export function useFieldErrors(error: unknown): (name: string, hintId?: string) => FieldErrors {
  const fields = useAuthError(error)?.fieldErrors
  const id = useId()
  return useCallback(
    (name, hintId) => {
      const messages = fields !== undefined && Object.hasOwn(fields, name) ? (fields[name] ?? []) : []
      const wrong = messages.length > 0
      // Ids are listed with spaces between them, and a field's name may have some.
      const errorId = `${id}-${name.replace(/\s/g, '-')}`
      const describedBy = [wrong && errorId, hintId].filter(Boolean).join(' ')
      return {
        messages,
        errorId,
        inputProps: { 'aria-invalid': wrong || undefined, 'aria-describedby': describedBy || undefined },
      }
    },
    [fields, id],
  )
}
