import { redactText } from '../errors/redact.js'

const LONGEST_NAME = 100
const cut = (text: string) => text.slice(0, LONGEST_NAME) || 'unknown'

/** The name by which something is counted, told and asked for. */
export type CountedName = (given: unknown) => string

/**
 * Names come from servers: they are redacted, and 100 characters long at most.
 * @param own What the app itself has named. It is no secret, and kept as it is.
 */
export function createCountedName(own: readonly string[] = []): CountedName {
  const known = new Set(own.map(cut))
  return (given) => (typeof given === 'string' && known.has(cut(given)) ? cut(given) : cut(redactText(given)))
}
