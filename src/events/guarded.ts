import { normalizeError } from '../errors/normalize.js'
import { warnInDevelopment } from './warn-in-development.js'

/** A warning, in development, that something of the app's threw. */
export const warnThrown = (what: string, thrown: unknown): void =>
  warnInDevelopment(() => `${what} threw: ${normalizeError(thrown).message}`)

/** Calls what is the app's: what it throws ends nothing of ours. Undefined then, with a warning in development. */
export function guarded<T>(what: string, call: () => T): T | undefined {
  try {
    return call()
  } catch (thrown) {
    warnThrown(what, thrown)
    return undefined
  }
}
