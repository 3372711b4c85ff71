import type { AuthError } from '../errors/auth-error.js'
import type { AuthEvent } from '../events/auth-event.js'
import { cleaned } from './cleaned.js'
import { levelOf, severityOf } from './log-level.js'
import type { AuthLogContext, AuthLogRecord } from './log-record.js'

const DEEPEST_CAUSE = 3

/** The errors behind an error, nearest first. */
function causeOf({ cause }: Error): string {
  const said: string[] = []
  for (let inner = cause; inner instanceof Error && said.length < DEEPEST_CAUSE; inner = inner.cause)
    said.push(`${inner.name}: ${inner.message}`)
  return said.join('; ')
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

const aboutError = (error: AuthError | undefined) =>
  error && {
    requestId: error.requestId,
    status: error.status,
    kind: error.kind,
    code: error.code,
    description: error.technicalDetail,
    cause: safely(() => causeOf(error)),
    recovery: error.recovery,
  }

type Said = { [K in keyof AuthLogRecord]?: unknown }

/**
 * What an event and its error say. The id that a server gave goes before ours: it is the one to look for. A recovery alone
 * names a code besides: of what was to be recovered from, while its error says why it could not be.
 */
function aboutEvent(event: AuthEvent): Said {
  const {
    error,
    origin,
    requestId,
    code: afterCode,
    ...rest
  }: Said & { error?: AuthError; origin?: string } = event
  const about = aboutError(error)
  return { endpoint: origin, ...about, ...rest, afterCode, requestId: about?.requestId ?? requestId }
}

const call = ({ operation, method, endpoint }: Said, how: unknown) =>
  `${endpoint ? `${method} ${endpoint}` : operation}: ${how}`

const MESSAGES: Record<AuthLogRecord['event'], (said: Said) => string> = {
  transition: ({ from, to }) => `${from} to ${to}`,
  request_started: (said) => call(said, 'sent'),
  request_held_back: (said) => call(said, `not sent: ${said.code}`),
  request_finished: (said) =>
    said.operation === 'initiate' && said.outcome === 'ok' ? 'initiated' : call(said, said.outcome),
  circuit_changed: ({ endpoint, to }) => `circuit of ${endpoint}: ${to}`,
  recovery_finished: ({ recovery, helped, afterCode }) =>
    `${recovery} after ${afterCode}: ${helped ? 'helped' : 'no help'}`,
  repeat_planned: ({ operation }) => `${operation} again`,
  callback_failed: ({ callback, code }) => `${callback} threw: ${code}`,
  error: ({ kind, code }) => `${kind}: ${code}`,
}

function recordOf(
  event: AuthLogRecord['event'],
  at: number,
  level: AuthLogRecord['level'],
  said: Said,
  context: AuthLogContext | undefined,
): AuthLogRecord {
  const { userId, organisationId, ipAddress, userAgent } = context ?? {}
  const clean = cleaned({ ...said, userId, organisationId, ipAddress, userAgent })
  const date = new Date(at)
  return {
    timestamp: (Number.isFinite(date.getTime()) ? date : new Date(0)).toISOString(),
    level,
    event,
    message: MESSAGES[event](clean),
    ...clean,
  } as AuthLogRecord
}

export const recordOfEvent = (event: AuthEvent, context?: AuthLogContext) =>
  recordOf(event.type, event.at, levelOf(event), aboutEvent(event), context)

export const recordOfError = (error: AuthError, context?: AuthLogContext) =>
  recordOf('error', error.occurredAt, severityOf(error), aboutError(error) ?? {}, context)
