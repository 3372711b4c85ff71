import { json } from './faults.js'
import { newId } from '../http/ids.js'
import type { ScriptedAnswer, ScriptedFailure } from './scripted-api.js'

/** A failure as Nexla says it, in a flat body. */
export const nexlaSays =
  (
    status: number,
    error_code: string,
    error: string,
    error_description: string,
    details: (now: number) => object = () => ({}),
  ): ScriptedAnswer =>
  (now) =>
    json(status, {
      error,
      error_description,
      error_code,
      timestamp: new Date(now).toISOString(),
      request_id: `req-${newId().slice(0, 8)}`,
      details: details(now),
    })

const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

export const KEY_REFUSED = nexlaSays(
  401,
  'AUTH_002',
  'invalid_credentials',
  'The service key is wrong or was revoked',
)
export const TOKEN_EXPIRED = nexlaSays(
  401,
  'AUTH_003',
  'token_expired',
  'The access token has expired',
  (now) => ({
    token_expires_at: iso(now - 1_000),
    current_time: iso(now),
  }),
)

/** @param retryAfterS What a limit asks for, in seconds. */
export function nexlaFailures(retryAfterS: number) {
  const row = (about: string, ...says: Parameters<typeof nexlaSays>): ScriptedFailure => ({
    about,
    answers: { api: nexlaSays(...says) },
  })
  const plain = (about: string, status: number, body = '', type = 'text/plain'): ScriptedFailure => ({
    about,
    answers: { api: () => new Response(body, { status, headers: { 'content-type': type } }) },
  })
  const LIMIT = { limit: 100, window: '1 minute' }

  return {
    AUTH_001: row('the token is not accepted', 401, 'AUTH_001', 'unauthorized', 'The token is invalid'),
    AUTH_002: { about: 'the service key was revoked', answers: { api: KEY_REFUSED } },
    AUTH_003: { about: 'the token has expired', answers: { api: TOKEN_EXPIRED } },
    KEY_REVOKED: {
      about: 'the token has expired, and the key that renews it was revoked',
      answers: { api: TOKEN_EXPIRED, refresh: KEY_REFUSED },
    },
    AUTH_004: row('a right is missing', 403, 'AUTH_004', 'insufficient_permissions', 'Not in this org'),
    RATE_001: row(
      'a limit, with its time',
      429,
      'RATE_001',
      'rate_limit_exceeded',
      'Rate limit exceeded',
      (now) => ({ ...LIMIT, retry_after: iso(now + retryAfterS * 1000) }),
    ),
    RATE_001_SILENT: row(
      'a limit that names no time',
      429,
      'RATE_001',
      'rate_limit_exceeded',
      'Rate limit exceeded',
      () => LIMIT,
    ),
    VAL_001: row('a field is wrong', 400, 'VAL_001', 'validation_failed', 'Validation failed', () => ({
      field: 'email',
      message: 'Enter a complete e-mail address.',
      value: 'dana@',
    })),
    AUTH_UNKNOWN: row(
      'nobody knows what, signing in',
      401,
      'AUTH_UNKNOWN',
      'unknown',
      'Authentication error',
    ),
    UNKNOWN: row('nobody knows what', 400, 'UNKNOWN', 'unknown', 'Error'),
    AUTH_CRITICAL: row(
      'signing in is broken',
      500,
      'AUTH_CRITICAL',
      'critical',
      'The identity store is gone',
    ),
    SYSTEM_FAILURE: row('all of it is broken', 500, 'SYSTEM_FAILURE', 'critical', 'System failure'),
    SECURITY_VIOLATION: row(
      'a key that is used from two places',
      403,
      'SECURITY_VIOLATION',
      'security_violation',
      'Security violation',
    ),
    NOT_FOUND: row('there is no such flow', 404, 'FLOW_404', 'flow_gone', 'The flow was deleted'),
    REQUEST_TIMEOUT: plain('the server waited in vain', 408),
    TOO_EARLY: plain('too early', 425),
    SERVER_ERROR: plain('the server fails, in plain text', 500, 'Something broke'),
    BAD_GATEWAY: plain('a proxy fails, in plain text', 502, 'upstream hiccup'),
    UNAVAILABLE: plain('maintenance, as a page', 503, '<!doctype html><h1>Back soon</h1>', 'text/html'),
    GATEWAY_TIMEOUT: plain('a proxy waited in vain', 504),
    NETWORK: { about: 'the connection breaks', answers: { api: () => 'drop' } },
  } satisfies Record<string, ScriptedFailure>
}

export type NexlaFailure = keyof ReturnType<typeof nexlaFailures>
