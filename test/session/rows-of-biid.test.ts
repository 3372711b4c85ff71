import { describe } from 'vitest'
import { type Row, says, startRows } from './row-harness.js'

const { checkRows } = await startRows()

const biid = (status: number, error: object) => says(status, { error: { traceId: 'QqTmrct8ph', ...error } })
const REPEATS = { retry: {} }
const INVALID_STATE = { kind: 'account_state', recovery: 'complete_step' } as const

/** The step follows from what the server says of the account, and from the error where it is not asked. */
const step = (invalidState: string, state: string | undefined, does: string, then?: 'ok'): Row => ({
  name: `${invalidState}, ${state === undefined ? 'and nobody asks the server' : `the server says ${state}`}: ${does}`,
  api: [biid(403, { type: 'invalidUserState', invalidState })],
  ...(state !== undefined && { state }),
  options: REPEATS,
  wanted: { calls: [0], refreshes: 0, thrown: INVALID_STATE, does, ...(then && { then }) },
})

const renewed = (name: string, error: object): Row => ({
  name: `${name}: renewed in silence, then the call once more`,
  api: [biid(401, { type: 'invalidToken', ...error })],
  wanted: { calls: [0, 0], refreshes: 1, thrown: null },
})

const SIGN_IN = { kind: 'invalid_token', recovery: 're_authenticate' } as const

const ROWS: Row[] = [
  step('notRegistered', undefined, 'goes to registration'),
  step('notVerified', undefined, 'goes to verification'),
  step('notAccredited', undefined, 'goes to accreditation'),
  step('notCertified', undefined, 'goes to certification'),
  step('notVerified', 'UNREGISTERED', 'goes to registration'),
  step('notRegistered', 'UNVERIFIED', 'goes to verification'),
  step('notVerified', 'VERIFIED', 'goes to accreditation'),
  step('notVerified', 'ACCREDITED', 'goes to certification'),
  step('notCertified', 'UNCERTIFIED', 'goes to certification'),
  step('notCertified', 'CERTIFIED', 'nothing', 'ok'),

  renewed('a token that has expired', { message: 'The access token has expired' }),
  renewed('a token whose scope changed', { message: 'The scope of the token has changed' }),
  renewed('a scope that changed, as a code', { exception: 'scopeChanged' }),
  {
    name: 'a token whose scope changed, and the refresh is refused: signing in',
    api: [biid(401, { type: 'invalidToken', message: 'The scope has changed' })],
    refresh: [biid(401, { type: 'invalidToken', action: 'login' })],
    wanted: {
      calls: [0],
      refreshes: 1,
      thrown: { kind: 'session_expired', recovery: 're_authenticate' },
      session: 'ended',
      does: 'signs in',
      then: 'ok',
    },
  },
  {
    name: 'any other cause: signing in, and no refresh',
    api: [biid(401, { type: 'invalidToken', action: 'login' })],
    wanted: { calls: [0], refreshes: 0, thrown: SIGN_IN, does: 'signs in', then: 'ok' },
  },
  {
    name: 'a token that was renewed elsewhere (action retry): the call again, and no refresh',
    api: [biid(401, { type: 'invalidToken', action: 'retry' })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'invalid_token', recovery: 'retry' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: 'the same, by a fetch that repeats',
    api: [biid(401, { type: 'invalidToken', action: 'retry' })],
    options: REPEATS,
    wanted: { calls: [0, 1], refreshes: 0, thrown: null },
  },
  {
    name: 'no connection, as the back end says it: again',
    api: [biid(502, { type: 'noConnection' })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'network', recovery: 'retry' },
      does: 'waits 1 s',
      then: 'ok',
    },
  },
  {
    name: 'validation: the fields are to be mended',
    api: [biid(422, { type: 'validation', errors: { phone: ['Only mobile numbers'] } })],
    options: REPEATS,
    wanted: { calls: [0], refreshes: 0, thrown: { kind: 'validation', recovery: 'fix_input' } },
  },
  {
    name: 'client, unknown: support, with the trace id',
    api: [biid(400, { type: 'client', exception: 'moonPhase' })],
    options: REPEATS,
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'unknown', recovery: 'contact_support' },
      does: 'shows support',
    },
  },
  {
    name: 'clientNotSupported: an update',
    api: [biid(400, { type: 'client', exception: 'clientNotSupported' })],
    wanted: {
      calls: [0],
      refreshes: 0,
      thrown: { kind: 'unsupported_client', recovery: 'update_app' },
      does: 'asks to update',
    },
  },
  ...['verification', 'certification', 'security'].map(
    (process): Row => ({
      name: `process ${process}: begins anew`,
      api: [biid(400, { type: 'process', process })],
      options: REPEATS,
      wanted: {
        calls: [0],
        refreshes: 0,
        thrown: { kind: 'process_failed', recovery: 'start_over' },
        does: 'starts over',
      },
    }),
  ),
]

describe('biid', () => checkRows(ROWS))
