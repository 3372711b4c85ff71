import type { AuthErrorKind, Recovery } from '../../../src/core.js'

/** What an app gets of one failure of a scripted server, and what is done about it. The tests of each system check it. */
export interface SystemRow {
  /** The kind of what is thrown and what it asks for; null where the call succeeds. */
  thrown: `${AuthErrorKind} ${Recovery}` | null
  /** How often the app's call reached the server; 1. */
  calls?: number
  /** 0. */
  refreshes?: number
  /** What the app's handlers do, or how long is waited. Nothing by default. */
  does?: string
  /** Whether it works once that is done. */
  works?: true
  /** Where people read more. */
  helpUrl?: string
}
