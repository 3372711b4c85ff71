import type { AuthError } from '../errors/auth-error.js'
import type { Severity } from '../errors/vocabulary.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import { isGivenUp } from './given-up.js'

const ORDER: Record<Severity, number> = { debug: 0, info: 1, warning: 2, error: 3, security: 4, critical: 5 }

export const isLevel = (level: unknown): level is Severity => Object.hasOwn(ORDER, level as PropertyKey)

/** An error from storage may have one that nobody knows. */
export const severityOf = (error: AuthError): Severity =>
  isGivenUp(error) ? 'debug' : isLevel(error.severity) ? error.severity : 'error'

export const isAtLeast = (level: Severity, least: Severity) => ORDER[level] >= ORDER[least]

/** A flow or a session that got there ended, or stands still, without an approval. */
const UNAPPROVED = /^(denied|expired|timeout|locked|failed|cancelled|ended)$/
const ON_THE_WAY = /^(polling|idle|unknown)$/

/** What is worth a line where it went well; an app's own calls and polls are too many. */
const NOTED: readonly Operation[] = ['initiate', 'verifyTotp', 'cancel', 'refresh', 'signOut']

/** How loudly to say it: an error's own severity, and else by the step. */
export function levelOf(event: AuthEvent): Severity {
  switch (event.type) {
    case 'transition': {
      const step = UNAPPROVED.test(event.to) ? 'warning' : ON_THE_WAY.test(event.to) ? 'debug' : 'info'
      return event.error && isAtLeast(severityOf(event.error), step) ? severityOf(event.error) : step
    }
    case 'repeat_planned':
    case 'request_started':
      return 'debug'
    case 'request_finished':
      if (event.error) return severityOf(event.error)
      return event.outcome === 'approved' || (event.outcome === 'ok' && NOTED.includes(event.operation))
        ? 'info'
        : 'debug'
    case 'circuit_changed':
      return event.to === 'open' ? 'warning' : 'info'
    case 'recovery_finished':
      return event.helped ? 'info' : event.error ? severityOf(event.error) : 'warning'
    case 'callback_failed':
      return 'error'
    case 'request_held_back':
      return severityOf(event.error)
    default:
      return event satisfies never
  }
}
