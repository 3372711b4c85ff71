import type { AuthError } from '../errors/auth-error.js'
import { redactText } from '../errors/redact.js'
import type { Severity } from '../errors/vocabulary.js'
import type { AuthEvent } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { recordOfError, recordOfEvent } from './event-record.js'
import { isAtLeast, isLevel, levelOf, severityOf } from './log-level.js'
import type { AuthLogContext, AuthLogRecord } from './log-record.js'

/** Where records go. What it throws, or a promise of it rejects with, stops nothing. */
export type AuthLogSink = (record: AuthLogRecord) => void | Promise<void>

export interface AuthLoggerOptions {
  /** What is less than this is left out. `debug`, everything, by default. */
  minLevel?: Severity
  /** Asked for each record. */
  context?: () => AuthLogContext
}

/** Listens to whatever tells of events: `controller.observe`, `session.observe`, `onEvent`. Never throws. */
export interface AuthLogger {
  (event: AuthEvent): void
  /** For an error that no event told of. */
  record(error: AuthError): void
}

const words = (thrown: unknown) => (thrown instanceof Error ? redactText(thrown.message) : typeof thrown)

/**
 * Makes one record of each event: what happened, how loudly to say it, to which request, and nothing secret.
 * @throws TypeError for a `minLevel` that is none.
 */
export function createAuthLogger(
  sink: AuthLogSink,
  { minLevel = 'debug', context }: AuthLoggerOptions = {},
): AuthLogger {
  if (!isLevel(minLevel)) throw new TypeError(`react-ciba: minLevel is no level: ${String(minLevel)}`)
  const failed = (what: string) => (thrown: unknown) =>
    warnInDevelopment(() => `the ${what} of a logger threw: ${words(thrown)}`)
  function contextNow(): AuthLogContext | undefined {
    try {
      return context?.()
    } catch (thrown) {
      failed('context')(thrown)
      return undefined
    }
  }
  function write(levelNow: () => Severity, make: (context: AuthLogContext | undefined) => AuthLogRecord) {
    try {
      if (!isAtLeast(levelNow(), minLevel)) return
      // A sink may hand back any promise, or nothing.
      Promise.resolve(sink(make(contextNow()))).catch(failed('sink'))
    } catch (thrown) {
      failed('sink')(thrown)
    }
  }
  return Object.assign(
    (event: AuthEvent) =>
      write(
        () => levelOf(event),
        (known) => recordOfEvent(event, known),
      ),
    {
      record(error: AuthError) {
        write(
          () => severityOf(error),
          (known) => recordOfError(error, known),
        )
      },
    },
  )
}
