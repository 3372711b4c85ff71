import type { SignInRequest } from '../ciba/contract.js'
import { Refusal } from './refusal.js'

const MAX_LOGIN_HINT = 256

function loginHintFault(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return 'Enter who signs in.'
  if (value.length > MAX_LOGIN_HINT) return `Enter at most ${MAX_LOGIN_HINT} characters.`
  return /\p{Cc}/u.test(value) ? 'Enter one line of text.' : undefined
}

/** @throws {@link Refusal} `invalid_login_hint`, with a text for the field. */
export function parseLoginHint(value: unknown): string {
  const fault = loginHintFault(value)
  if (fault !== undefined)
    throw new Refusal(400, 'invalid_login_hint', { fieldErrors: { loginHint: [fault] } })
  return value as string
}

/** The binding message is what every known server takes: see `newBindingMessage`. */
export function parseStart(body: Record<string, unknown>): SignInRequest {
  const loginHint = parseLoginHint(body.login_hint)
  const bindingMessage = body.binding_message
  if (typeof bindingMessage !== 'string' || !/^[A-Z0-9-]{5,8}$/.test(bindingMessage))
    throw new Refusal(400, 'invalid_request', {
      description: '"binding_message" must be 5 to 8 of A-Z, 0-9 and "-".',
    })
  return { loginHint, bindingMessage }
}

/**
 * The Idempotency-Key. Whoever repeats it gets the same flow and the same cookie, so it is the browser's secret: to be
 * made of 128 random bits or more, for each start anew.
 */
export function parseKey(value: string | null): string | undefined {
  if (value === null) return undefined
  if (/^[\w-]{22,128}$/.test(value)) return value
  throw new Refusal(400, 'invalid_request', {
    description: 'The Idempotency-Key must be 22 to 128 of A-Z, a-z, 0-9, "_" and "-".',
  })
}
