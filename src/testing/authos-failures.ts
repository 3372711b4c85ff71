import { json } from './faults.js'
import type { ScriptedAnswer, ScriptedFailure } from './scripted-api.js'

/** A failure as AuthOS says it: `error` is the sentence. */
export const authosSays =
  (
    status: number,
    error: string,
    error_code?: string,
    headers: (now: number) => Record<string, string> = () => ({}),
  ): ScriptedAnswer =>
  (now) =>
    json(status, { error, error_code, timestamp: new Date(now).toISOString() }, headers(now))

const TOKEN_EXPIRED = authosSays(401, 'The access token has expired', 'TOKEN_EXPIRED')
const SAID_ALREADY: Pick<ScriptedFailure, 'method'> = { method: 'POST' }

/** @param retryAfterS What a limit asks for, in seconds. */
export function authosFailures(retryAfterS: number) {
  const limit = (about: string, headers: (now: number) => Record<string, string>): ScriptedFailure => ({
    about,
    answers: { api: authosSays(429, 'Rate limit exceeded', 'RATE_LIMIT_EXCEEDED', headers) },
  })
  const resets = (now: number) => ({
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': `${Math.floor(now / 1000) + retryAfterS}`,
  })
  const row = (
    about: string,
    status: number,
    error: string,
    code?: string,
    more: Partial<ScriptedFailure> = {},
  ): ScriptedFailure => ({ about, ...more, answers: { api: authosSays(status, error, code) } })

  return {
    BAD_REQUEST: row('the request is wrong', 400, 'The slug may hold letters and digits', 'BAD_REQUEST'),
    UNAUTHORIZED: row('nobody is signed in', 401, 'Authentication required', 'UNAUTHORIZED'),
    UNAUTHORIZED_KEY: row('a call with an API key that was revoked', 401, 'No such key', 'UNAUTHORIZED', {
      headers: { 'x-api-key': 'revoked' },
    }),
    TOKEN_EXPIRED: { about: 'the token has expired', answers: { api: TOKEN_EXPIRED } },
    REFRESH_REFUSED: {
      about: 'the token has expired, and its refresh is refused',
      answers: {
        api: TOKEN_EXPIRED,
        refresh: authosSays(401, 'The refresh token is not accepted', 'UNAUTHORIZED'),
      },
    },
    JWT_ERROR: row('the token does not verify', 401, 'The signature does not match', 'JWT_ERROR'),
    FORBIDDEN: row('a right is missing', 403, 'Owners only', 'FORBIDDEN'),
    ORGANIZATION_NOT_ACTIVE: row(
      'the organisation is suspended',
      403,
      'Organization is not active',
      'ORGANIZATION_NOT_ACTIVE',
    ),
    NOT_FOUND: row('there is no such thing', 404, 'Team not found', 'NOT_FOUND'),
    CONFLICT: row('it exists already', 409, 'This slug is already in use'),
    SERVICE_LIMIT_EXCEEDED: row(
      'the plan has no more services',
      400,
      'Service limit reached',
      'SERVICE_LIMIT_EXCEEDED',
    ),
    TEAM_LIMIT_EXCEEDED: row('the plan has no more seats', 400, 'Team limit reached', 'TEAM_LIMIT_EXCEEDED'),
    INVITATION_EXPIRED: row(
      'an invitation is too old',
      400,
      'The invitation has expired',
      'INVITATION_EXPIRED',
    ),
    DEVICE_CODE_PENDING: row(
      'nobody has answered on the device',
      400,
      'Authorization pending',
      'DEVICE_CODE_PENDING',
      SAID_ALREADY,
    ),
    DEVICE_CODE_EXPIRED: row(
      'nobody answered in time',
      400,
      'The device code has expired',
      'DEVICE_CODE_EXPIRED',
      SAID_ALREADY,
    ),
    RATE_LIMIT_EXCEEDED: limit('a limit, with Retry-After', (now) => ({
      ...resets(now),
      'retry-after': `${retryAfterS}`,
    })),
    RATE_LIMIT_RESET: limit('a limit, with X-RateLimit-Reset alone', resets),
    RATE_LIMIT_SILENT: limit('a limit that names no time', () => ({})),
    INTERNAL_SERVER_ERROR: row('the server fails', 500, 'Internal error', 'INTERNAL_SERVER_ERROR'),
    DATABASE_ERROR: row('its database fails', 500, 'Database error', 'DATABASE_ERROR'),
    OAUTH_ERROR: row('the sign-in provider fails', 500, 'The provider did not answer', 'OAUTH_ERROR'),
    STRIPE_ERROR: row('the payment service fails', 500, 'Billing is away', 'STRIPE_ERROR'),
    AUDIT_ERROR: row('done, but not recorded', 500, 'The audit log was not written', 'AUDIT_ERROR', {
      method: 'POST',
    }),
    UNAVAILABLE: row('maintenance', 503, 'Back in a moment'),
    NETWORK: { about: 'the connection breaks', answers: { api: () => 'drop' } },
    CREATED: {
      about: 'a success: 201 without a body',
      method: 'POST',
      answers: { api: () => new Response(null, { status: 201 }) },
    },
    NO_CONTENT: {
      about: 'a success: 204 without a body',
      answers: { api: () => new Response(null, { status: 204 }) },
    },
  } satisfies Record<string, ScriptedFailure>
}

export type AuthOsFailure = keyof ReturnType<typeof authosFailures>
