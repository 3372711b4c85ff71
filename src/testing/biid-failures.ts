import { newId } from '../http/ids.js'
import { json } from './faults.js'
import type { ScriptedFailure } from './scripted-api.js'

/** What biid says of an account. */
export type BiidState =
  | 'UNREGISTERED'
  | 'UNVERIFIED'
  | 'VERIFIED'
  | 'ACCREDITED'
  | 'CERTIFIED'
  | 'UNCERTIFIED'

/** The state that stands in the way, by that of the account. */
export const MISSING: Readonly<Record<BiidState, string | null>> = {
  UNREGISTERED: 'notRegistered',
  UNVERIFIED: 'notVerified',
  VERIFIED: 'notAccredited',
  ACCREDITED: 'notCertified',
  UNCERTIFIED: 'notCertified',
  CERTIFIED: null,
}

/** A failure as an app's back end passes it on. */
export const biidSays = (status: number, error: object) => () =>
  json(status, { error: { traceId: newId().slice(0, 10), ...error } })

export const tokenExpired = biidSays(401, { type: 'invalidToken', message: 'The access token has expired' })
export const scopeChanged = biidSays(401, { type: 'invalidToken', message: 'The scope of the token changed' })
export const signInAgain = biidSays(401, { type: 'invalidToken', action: 'login' })
export const stateMissing = (invalidState: string) =>
  biidSays(403, { type: 'invalidUserState', invalidState })

const row = (about: string, status: number, error: object): ScriptedFailure => ({
  about,
  answers: { api: biidSays(status, error) },
})

/** The account is in this state, and the server says so when it is asked. */
const state = (about: string, now: BiidState, invalidState = MISSING[now] ?? 'notCertified') =>
  ({
    about,
    answers: { api: stateMissing(invalidState), state: () => json(200, { state: now }) },
  }) satisfies ScriptedFailure

export const BIID_FAILURES = {
  NOT_REGISTERED: state('nobody is registered', 'UNREGISTERED'),
  NOT_VERIFIED: state('the phone is not verified', 'UNVERIFIED'),
  NOT_ACCREDITED: state('the person is not accredited', 'VERIFIED'),
  NOT_CERTIFIED: state('there is no certificate', 'ACCREDITED'),
  CERTIFICATE_REVOKED: state('the certificate was revoked', 'UNCERTIFIED'),
  STATE_AHEAD: state('nothing is missing any more', 'CERTIFIED'),
  STATE_OTHERWISE: state('the server knows of another step', 'VERIFIED', 'notVerified'),
  STATE_UNREACHABLE: {
    about: 'a step is missing, and the state cannot be asked for',
    answers: { api: stateMissing('notVerified'), state: () => new Response(null, { status: 503 }) },
  },
  TOKEN_EXPIRED: { about: 'the token has expired', answers: { api: tokenExpired } },
  SCOPE_CHANGED: { about: 'the scope of the token changed', answers: { api: scopeChanged } },
  SCOPE_REFUSED: {
    about: 'the scope of the token changed, and its refresh is refused',
    answers: { api: scopeChanged, refresh: signInAgain },
  },
  TOKEN_RENEWED: row('the token was renewed elsewhere', 401, { type: 'invalidToken', action: 'retry' }),
  SIGN_IN: { about: 'any other reason for a token', answers: { api: signInAgain } },
  VALIDATION: {
    about: 'two fields are wrong',
    answers: {
      api: () =>
        json(422, {
          error: {
            type: 'validation',
            errors: { phone: ['Only mobile numbers.'], birthday: ['Not in the future.'] },
          },
        }),
    },
  },
  NO_CONNECTION: row('the back end does not reach it', 502, { type: 'noConnection' }),
  CLIENT: row('something that nobody knows', 400, { type: 'client', exception: 'moonPhase' }),
  CLIENT_TOO_OLD: row('this version is too old', 400, { type: 'client', exception: 'clientNotSupported' }),
  PROCESS_VERIFICATION: row('the verification fails', 400, { type: 'process', process: 'verification' }),
  PROCESS_CERTIFICATION: row('the certification fails', 400, { type: 'process', process: 'certification' }),
  PROCESS_SECURITY: row('a security check fails', 400, { type: 'process', process: 'security' }),
  NETWORK: { about: 'the connection breaks', answers: { api: () => 'drop' } },
} satisfies Record<string, ScriptedFailure>

export type BiidFailure = keyof typeof BIID_FAILURES
