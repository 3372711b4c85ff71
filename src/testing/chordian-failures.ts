import { json } from './faults.js'
import type { ScriptedFailure } from './scripted-api.js'

/** The account of the sandbox. */
export const SANDBOX = { email: 'test@example.com', password: 'ValidPass123!' }

/** @param docsUrl Where the documentation is; without it bodies have no link to it. */
export function chordianWords(docsUrl: string | undefined) {
  const linkTo = (code: string) => ({
    documentation_url: `${docsUrl}/authentication/errors#${code.toLowerCase().replaceAll('_', '-')}`,
  })
  return (status: number, code: string, message: string, details?: object) => () =>
    json(status, { error: { code, message, status, details, ...(docsUrl !== undefined && linkTo(code)) } })
}

export function chordianFailures(says: ReturnType<typeof chordianWords>) {
  const expired = says(401, 'TOKEN_EXPIRED', 'The token has expired')
  return {
    BAD_REQUEST: {
      about: 'the request is wrong',
      answers: { api: says(400, 'BAD_REQUEST', 'Bad request', { field: 'page', issue: 'Must be a number' }) },
    },
    COOKIE_MISSING: {
      about: 'the token has expired, and the cookie to renew it is missing',
      answers: {
        api: expired,
        refresh: says(400, 'BAD_REQUEST', 'Bad request', { field: 'refresh_cookie', issue: 'Missing' }),
      },
    },
    INVALID_CREDENTIALS: {
      about: 'a wrong password',
      signIn: { ...SANDBOX, password: 'wrongpass' },
      answers: {},
    },
    INVALID_TOKEN: {
      about: 'the token does not verify',
      answers: { api: says(401, 'INVALID_TOKEN', 'The token is not valid', { reason: 'signature' }) },
    },
    TOKEN_EXPIRED: { about: 'the token has expired', answers: { api: expired } },
    INVALID_REFRESH_TOKEN: {
      about: 'the token has expired, and its refresh is refused',
      answers: {
        api: expired,
        refresh: says(401, 'INVALID_REFRESH_TOKEN', 'The refresh token is not valid'),
      },
    },
    NOT_AUTHENTICATED: {
      about: 'nobody is signed in',
      answers: { api: says(401, 'NOT_AUTHENTICATED', 'Authentication required') },
    },
    INTERNAL_ERROR: {
      about: 'the server fails',
      answers: { api: says(500, 'INTERNAL_ERROR', 'Internal error', { request_id: 'req-5f21' }) },
    },
    BAD_GATEWAY: {
      about: 'a server behind it fails',
      answers: {
        api: says(502, 'BAD_GATEWAY', 'Bad gateway', { upstream: 'identity', request_id: 'req-77ab' }),
      },
    },
    UNAVAILABLE: {
      about: 'maintenance, without a body',
      answers: { api: () => new Response(null, { status: 503 }) },
    },
    NETWORK: { about: 'the connection breaks', answers: { api: () => 'drop' } },
  } satisfies Record<string, ScriptedFailure>
}

export type ChordianFailure = keyof ReturnType<typeof chordianFailures>
