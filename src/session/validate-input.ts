import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What Zod, Valibot, ArkType and others make (Standard Schema 1.0), as far as it is used here. */
export interface InputSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: readonly Issue[] }
      | Promise<
          { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly Issue[] }
        >
  }
}

/** For what concerns no single field. */
const WHOLE = 'form'

const invalid = (errors: Record<string, string[]>): AuthError =>
  normalizeError({ error: 'invalid_input', errors }, { phase: 'api' })

const nameOf = ({ path = [] }: Issue) =>
  path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || WHOLE

/**
 * Checks what people entered before it is sent; resolves to what the schema makes of it.
 * @throws AuthError `validation` with the schema's messages in `fieldErrors`, by the path of the field (`address.city`;
 * `form` for the whole).
 */
export async function validateInput<Output>(schema: InputSchema<Output>, value: unknown): Promise<Output> {
  let result
  try {
    result = await schema['~standard'].validate(value)
  } catch (thrown) {
    throw normalizeError(thrown, { phase: 'api' })
  }
  if (result.issues === undefined) return result.value
  const errors: Record<string, string[]> = {}
  for (const issue of result.issues) (errors[nameOf(issue)] ??= []).push(issue.message)
  throw invalid(errors)
}

/** Looks like an e-mail address: one @, a dot behind it, no spaces, at most 254 characters (RFC 5321 §4.5.3.1). */
const EMAIL = /^(?=.{6,254}$)[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/

/** Null where it looks like an e-mail address, else an error that says so at `field`. Whether it exists, only a mail tells. */
export function validateEmail(
  value: string,
  { field = 'email', message = 'Enter a complete e-mail address.' } = {},
): AuthError | null {
  return EMAIL.test(value.trim()) ? null : invalid({ [field]: [message] })
}
