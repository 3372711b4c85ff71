import { ADVICE, adviceFor } from './advice.js'
import { AuthError, type AuthErrorFields } from './auth-error.js'

/**
 * The error of what its `toJSON` gave, after a trip through `JSON`, `structuredClone` or storage.
 * @throws TypeError for what is no such data.
 */
export function authErrorFromJSON(json: unknown): AuthError {
  const fields = json as Partial<AuthErrorFields> | null
  if (
    typeof fields?.kind !== 'string' ||
    typeof fields.code !== 'string' ||
    !Object.hasOwn(ADVICE, fields.kind)
  )
    throw new TypeError('react-ciba: this is not the JSON of an AuthError')
  return new AuthError({ ...adviceFor(fields.kind), occurredAt: 0, ...fields } as AuthErrorFields)
}
