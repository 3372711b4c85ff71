import type { AuthErrorKind, Recovery, Severity } from '../errors/vocabulary.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'

/** What only the app knows of who is at work. */
export interface AuthLogContext {
  /** An id, as in `u-42`; one that looks like an address, a phone number or a token is left out. */
  userId?: string
  organisationId?: string
  /** IPv4 or IPv6. */
  ipAddress?: string
  userAgent?: string
}

/**
 * One line of a log. Members that say nothing are left out. Texts are redacted and at most 500 characters long: no token,
 * code, `auth_req_id`, address or phone number is in them.
 */
export interface AuthLogRecord extends AuthLogContext {
  /** ISO 8601, UTC. */
  timestamp: string
  level: Severity
  /** The type of the event; `error` for one that was handed over by itself. */
  event: AuthEvent['type'] | 'error'
  /** For people who read logs. */
  message: string
  /** Made by the library, as `requestId` may be; neither opens anything. */
  flowId?: string
  requestId?: string
  operation?: Operation
  /** Of a transition. */
  from?: string
  to?: string
  /** `ok`, a poll's answer, or the error's code. */
  outcome?: string
  /** When a call goes out again, epoch ms. */
  dueAt?: number
  /** Of an app's own call: without its query. Of a circuit: the origin. */
  endpoint?: string
  method?: string
  durationMs?: number
  /** HTTP status. */
  status?: number
  kind?: AuthErrorKind
  /** As on the wire. */
  code?: string
  /** Of a recovery: the code of what was to be recovered from. All else is of the error for which it could not be. */
  afterCode?: string
  /** The server's own sentence. */
  description?: string
  /** What lay behind the error, at most three deep. */
  cause?: string
  /** What helps against the error; of a recovery, what was tried. */
  recovery?: Recovery
  /** Whether the recovery did. */
  helped?: boolean
  /** Which function of the app threw. */
  callback?: string
}
