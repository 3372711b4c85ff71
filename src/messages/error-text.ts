import type { AuthError } from '../errors/auth-error.js'
import type { ErrorMessages, ErrorText } from './messages.js'

/** The app's own words for one part of an error's text; undefined leaves the catalogue's. */
export type Translate = (error: AuthError, part: keyof ErrorText) => string | undefined

/** In the order in which they are read. */
export const PARTS = ['title', 'explanation', 'advice', 'help'] as const

/** The words for an error: those of its code or of the account's state where these have some, else those of its kind. */
export function errorText(
  error: Pick<AuthError, 'kind' | 'code' | 'userState'> & Partial<Pick<AuthError, 'recovery'>>,
  { codes, errors }: ErrorMessages,
): ErrorText {
  const key = [error.code, error.userState ?? ''].find((name) => Object.hasOwn(codes, name))
  // One that was renewed meanwhile had to be renewed; nobody has to sign in.
  const renewed = error.kind === 'invalid_token' && error.recovery === 'retry'
  return { ...errors[renewed ? 'token_expired' : error.kind], ...(key !== undefined && codes[key]) }
}

/** {@link errorText} with the app's own words before all others; a `translate` that throws has none. */
export function translatedText(
  error: AuthError,
  messages: ErrorMessages,
  translate: Translate | undefined,
): ErrorText {
  const text = errorText(error, messages)
  if (translate === undefined) return text
  for (const part of PARTS)
    try {
      const own = translate(error, part)
      if (own !== undefined) text[part] = own
    } catch {
      // The catalogue's words stay.
    }
  return text
}
