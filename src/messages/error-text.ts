import type { AuthError } from '../errors/auth-error.js'
import type { ErrorText, Messages } from './messages.js'

/** The words for an error: those of its code where it has some, else those of its kind. */
export function errorText(error: Pick<AuthError, 'kind' | 'code'>, messages: Messages): ErrorText {
  const own = Object.hasOwn(messages.codes, error.code) ? messages.codes[error.code] : undefined
  return { ...messages.errors[error.kind], ...own }
}
