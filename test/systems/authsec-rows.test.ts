import { describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { type AuthSecFailure, createMovedClock } from '../../src/testing.js'
import { createAuthSecInProcess } from '../support/authsec-in-process.js'

const HINT = 'dana@example.com'
const RETRY_AFTER_S = 2

/** What becomes of a sign-in: where it ends, of which error, and the calls of it. */
type Wanted = readonly [ends: string, error: string | null, calls: string]

const START = 'initiate'
const ONE_POLL = 'initiate poll'
const CODE = 'initiate totp'
/** It passes: the poll after it brings the approval. */
const PASSES = ['approved', null, 'initiate poll poll'] as const
const DENIED = ['denied', 'denied start_over', ONE_POLL] as const
const EXPIRED = ['expired', 'expired start_over', ONE_POLL] as const
const started = (error: string): Wanted => ['failed', error, START]
const entered = (error: string): Wanted => ['totp', error, CODE]
const LOCKED = ['locked', 'locked wait_and_retry', CODE] as const

const ROWS: Record<AuthSecFailure, Wanted> = {
  NO_DEVICE: started('account_state use_totp'),
  USER_NOT_FOUND: started('timeout start_over'),
  TENANT_NOT_FOUND: started('misconfigured contact_support'),
  START_REFUSED: started('forbidden verify_permissions'),
  START_MALFORMED: started('invalid_request review_request'),
  START_LIMITED: started('rate_limited wait_and_retry'),
  START_TIMEOUT: started('network_timeout retry'),
  START_TIMEOUT_SAID: started('network_timeout retry'),
  START_UNCONNECTED: started('network retry'),
  START_ERROR: started('server_error retry_later'),
  START_UNAVAILABLE: started('unavailable retry_later'),
  START_UNREADABLE: started('bad_gateway retry_later'),
  START_NETWORK: started('network retry'),
  START_HANGS: started('network_timeout retry'),

  APPROVED: PASSES,
  // Ten seconds: nine polls, as the tenth is due when the wait is over.
  NOBODY_ANSWERS: ['timeout', 'timeout keep_waiting', `initiate${' poll'.repeat(9)}`],
  POLL_GAVE_UP: PASSES,
  PENDING_SILENT: PASSES,
  SLOW_DOWN: PASSES,
  DENIED,
  DENIED_SAID: DENIED,
  DENIED_STATUS: DENIED,
  EXPIRED,
  EXPIRED_STATUS: EXPIRED,
  CANCELLED: ['cancelled', 'cancelled start_over', ONE_POLL],
  CANCELLED_HERE: ['cancelled', null, START],
  INVALID_CLIENT: ['failed', 'misconfigured contact_support', ONE_POLL],
  POLL_LIMITED: PASSES,
  POLL_LIMITED_SAID: PASSES,
  POLL_TIMEOUT: PASSES,
  POLL_TIMEOUT_SAID: PASSES,
  POLL_ERROR: PASSES,
  POLL_ERROR_SAID: PASSES,
  POLL_UNAVAILABLE: PASSES,
  POLL_BAD_GATEWAY: PASSES,
  POLL_UNREADABLE: PASSES,
  POLL_CUT_OFF: PASSES,
  APPROVED_WITHOUT_TOKEN: PASSES,
  POLL_NETWORK: PASSES,
  POLL_UNKNOWN: ['failed', 'unknown contact_support', ONE_POLL],

  CODE_ACCEPTED: ['approved', null, CODE],
  INVALID_CODE: entered('invalid_code fix_input'),
  INVALID_CODE_LAST: entered('invalid_code fix_input'),
  INVALID_CODE_NONE: LOCKED,
  INVALID_CODE_UNCOUNTED: entered('invalid_code fix_input'),
  INVALID_CODE_PROSE: entered('invalid_code fix_input'),
  CODE_VAGUE: entered('invalid_code fix_input'),
  CODE_NOBODY: entered('invalid_code fix_input'),
  TOO_MANY_RETRIES: LOCKED,
  CODE_LOCKED: LOCKED,
  CODE_LIMITED: entered('rate_limited wait_and_retry'),
  ACCOUNT_DISABLED: entered('account_state complete_step'),
  CODE_MALFORMED: entered('invalid_request review_request'),
  CODE_ERROR: entered('server_error retry_later'),
  CODE_WITHOUT_TOKEN: entered('bad_gateway retry_later'),
  CODE_NETWORK: entered('network retry'),
}
/** In seconds, after the answer: when the call after it goes out. A second is the pace. */
const NEXT_AFTER_S: Partial<Record<AuthSecFailure, readonly [least: number, most: number]>> = {
  APPROVED: [1, 1],
  SLOW_DOWN: [6, 6],
  POLL_LIMITED: [RETRY_AFTER_S, 3],
  POLL_UNAVAILABLE: [RETRY_AFTER_S, 3],
  POLL_ERROR: [2, 3],
  POLL_NETWORK: [2, 3],
}

function setUp(clientId: string | undefined) {
  const clock = createMovedClock()
  const { server, createClient } = createAuthSecInProcess(clientId === undefined ? {} : { clientId }, {
    clock,
    intervalS: 1,
    retryAfterS: RETRY_AFTER_S,
  })
  const flow = createCibaController({ client: createClient(), clock, waitMs: 10_000 })
  const answered = async () => {
    for (let turns = 0; turns < 3; turns++) await clock.advance(0)
  }
  return { clock, server, flow, answered, view: () => flow.getView() }
}

async function meet(name: AuthSecFailure, clientId: string | undefined) {
  const at = setUp(clientId)
  const { clock, server, flow, answered, view } = at
  const { code, cancels } = server.failures[name]
  server.fail(name)
  flow.start({ loginHint: HINT })
  await answered()
  if (cancels) flow.cancel()
  else if (code === undefined) server.approve(HINT)
  else {
    flow.useTotp()
    flow.submitTotp(code)
    await answered()
  }
  for (let seconds = 0; seconds < 20 && /pushing|polling/.test(view().status); seconds++)
    await clock.advance(1_000)
  return at
}

describe.each([
  ['with a client id', 'web'],
  ['without a client id', undefined],
])('every failure of AuthSec, %s', (_route, clientId) => {
  it.each(Object.keys(ROWS) as AuthSecFailure[])('%s', async (name) => {
    const { server, view, flow } = await meet(name, clientId)
    const { status, error } = view()
    const calls = server.calls.map(({ operation }) => operation).join(' ')
    const wanted = ROWS[name]
    expect([status, error && `${error.kind} ${error.recovery}`, calls]).toEqual(wanted)
    const [least, most] = NEXT_AFTER_S[name] ?? [0, Infinity]
    const [polled = 0, next = 0] = server.calls.flatMap(({ operation, at }) =>
      operation === 'poll' ? at : [],
    )
    if (next > 0) {
      expect(next - polled).toBeGreaterThanOrEqual(least * 1_000)
      expect(next - polled).toBeLessThanOrEqual(most * 1_000)
    }
    flow.dispose()
  })
})

it('has a row for every failure that the server can be asked for', () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(setUp(undefined).server.failures).sort())
})

it.each([
  ['INVALID_CODE', 2],
  ['INVALID_CODE_LAST', 1],
  ['INVALID_CODE_UNCOUNTED', 2],
  ['INVALID_CODE_PROSE', 2],
] as const)('%s says how many tries are left', async (name, left) => {
  const { view } = await meet(name, 'web')
  expect(view().attemptsRemaining).toBe(left)
})

it.each([
  ['TOO_MANY_RETRIES', 30],
  ['CODE_LOCKED', RETRY_AFTER_S],
] as const)('%s locks for %i s', async (name, seconds) => {
  const { clock, view } = await meet(name, 'web')
  expect(view().lockedUntil).toBe(clock.now() + seconds * 1_000)
})

it.each(['with', 'without'] as const)(
  'the status of a poll is that of the route %s a client id',
  async (which) => {
    const clientId = which === 'with' ? 'web' : undefined
    const statusOf = async (name: AuthSecFailure) => (await meet(name, clientId)).server.calls[1]?.status
    const statuses = [await statusOf('APPROVED'), await statusOf('DENIED'), await statusOf('INVALID_CLIENT')]
    expect(statuses).toEqual(which === 'with' ? [202, 400, 400] : [200, 403, 401])
  },
)
