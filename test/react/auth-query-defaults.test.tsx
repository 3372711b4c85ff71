import { focusManager, onlineManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthError, isAuthError } from '../../src/errors/auth-error.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import { authQueryDefaults, type AuthQueryDefaultsOptions } from '../../src/react/auth-query-defaults.js'
import { type SessionStatus, createAuthSession } from '../../src/session/auth-session.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { startHttpListener } from '../support/http-listener.js'
import { queriesWaitBy } from '../support/query-time.js'

const clock = createMovedClock()
queriesWaitBy(clock)

/** Lets real HTTP take its time, by events and not by a clock. */
async function until(holds: () => boolean) {
  const latest = performance.now() + 10_000
  while (!holds() && performance.now() < latest) await new Promise((go) => setImmediate(go))
  expect(holds()).toBe(true)
}

let calls: number[] = []
let answers: (() => Response)[] = []
const ok = () => Response.json({ fine: true })
const server = await startHttpListener(async () => {
  calls.push(clock.now())
  return (answers.shift() ?? ok)()
})
afterAll(() => server.close())

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers })
const LIMITED_FOR = (seconds: number) => status(429, { 'retry-after': `${seconds}` })

beforeEach(() => {
  calls = []
  answers = []
})

async function load(): Promise<unknown> {
  const response = await fetch(server.origin)
  if (response.ok) return response.json()
  const { status, headers } = response
  const body: unknown = await response.json().catch(() => undefined)
  throw normalizeError({ status, headers, body }, { now: clock.now() })
}

function watch(queryFn = load, options: AuthQueryDefaultsOptions = {}) {
  const client = new QueryClient({
    defaultOptions: authQueryDefaults({ clock, random: () => 0, ...options }),
  })
  const observer = new QueryObserver(client, { queryKey: ['it'], queryFn })
  const stop = observer.subscribe(() => undefined)
  const query = client.getQueryCache().find({ queryKey: ['it'] })
  return {
    client,
    stop,
    state: () => query!.state,
    /** The next call comes after so many ms, and not sooner. */
    async repeatedAfter(ms: number) {
      const before = calls.length
      await until(() => (query?.state.fetchFailureCount ?? 0) >= before)
      await clock.advance(ms - 1)
      expect(calls).toHaveLength(before)
      await clock.advance(1)
      await until(() => calls.length === before + 1)
    },
    settled: () => until(() => query?.state.fetchStatus === 'idle'),
  }
}

describe('against a server on this machine', () => {
  it('repeats three times, after 1, 2 and 4 s, and then fails with the server’s error', async () => {
    answers = [status(503), status(503), status(502), status(500)]
    const query = watch()
    await until(() => calls.length === 1)
    await query.repeatedAfter(1_000)
    await query.repeatedAfter(2_000)
    await query.repeatedAfter(4_000)
    await query.settled()
    expect(query.state().error).toMatchObject({ kind: 'server_error' })
    await clock.advance(600_000)
    expect(calls).toHaveLength(4)
    query.stop()
  })

  it('repeats no sooner than the server allows', async () => {
    answers = [LIMITED_FOR(20)]
    const query = watch()
    await until(() => calls.length === 1)
    await query.repeatedAfter(20_000)
    await query.settled()
    expect(query.state().data).toEqual({ fine: true })
    query.stop()
  })

  it.each([
    ['a wait that is longer than people look at a spinner', LIMITED_FOR(31)],
    ['a limit that names no time', status(429)],
    ['a missing right', status(403)],
    ['what is not there', status(404)],
    ['a session that has ended', status(401)],
  ])('shows %s at once', async (_what, answer) => {
    answers = [answer]
    const query = watch()
    await query.settled()
    expect(isAuthError(query.state().error)).toBe(true)
    await clock.advance(600_000)
    expect(calls).toHaveLength(1)
    query.stop()
  })

  it('waits as long as the app says', async () => {
    answers = [LIMITED_FOR(50)]
    const query = watch(load, { longestWaitMs: 50_000 })
    await until(() => calls.length === 1)
    await query.repeatedAfter(50_000)
    query.stop()
  })

  it('sends a mutation once, unless told otherwise', async () => {
    answers = [status(503), status(503)]
    const { client, stop } = watch(async () => null)
    await expect(
      client.getMutationCache().build(client, { mutationFn: load }).execute(undefined),
    ).rejects.toMatchObject({
      kind: 'unavailable',
    })
    expect(calls).toHaveLength(1)
    stop()

    const twice = watch(async () => null, { mutationRepeats: 1 })
    const sent = twice.client.getMutationCache().build(twice.client, { mutationFn: load }).execute(undefined)
    await until(() => calls.length === 2)
    await clock.advance(0)
    await until(() => clock.pending > 0)
    await clock.advance(1_000)
    await expect(sent).resolves.toEqual({ fine: true })
    expect(calls).toHaveLength(3)
    twice.stop()
  })
})

describe('a query that has failed is asked again on focus, on reconnect and by another component', () => {
  /** How often the server is asked by all of these. */
  async function askedAgain(query: ReturnType<typeof watch>) {
    const before = calls.length
    const nudge = async (go: () => void) => {
      go()
      // The client hears of it a little later.
      for (let turns = 0; turns < 3; turns++) await clock.advance(0)
      await query.settled()
    }
    await nudge(() => {
      focusManager.setFocused(false)
      focusManager.setFocused(true)
    })
    await nudge(() => {
      onlineManager.setOnline(false)
      onlineManager.setOnline(true)
    })
    await nudge(() => {
      const other = new QueryObserver(query.client, { queryKey: ['it'], queryFn: load })
      other.subscribe(() => undefined)()
    })
    return calls.length - before
  }
  const failed = async (answer: () => Response, data?: unknown) => {
    answers = [answer, answer, answer, answer]
    const query = watch(load, { repeats: 0 })
    query.client.mount()
    await query.settled()
    if (data !== undefined) query.client.setQueryData(['it'], data, { updatedAt: 1 })
    if (data !== undefined) await query.client.refetchQueries()
    return query
  }
  const AUDIT_ERROR = () => Response.json({ error: 'x', error_code: 'AUDIT_ERROR' }, { status: 500 })

  it.each([
    ['where its data is gone', undefined],
    ['where it has data', 'before'],
  ])('once its server allows that, %s', async (_where, data) => {
    const query = await failed(() => status(503, { 'retry-after': '120' })(), data)
    expect(query.state()).toMatchObject({ status: 'error', data })
    expect(await askedAgain(query)).toBe(0)
    await clock.advance(119_000)
    expect(await askedAgain(query)).toBe(0)
    await clock.advance(1_000)
    answers = [status(503), status(503), status(503)]
    expect(await askedAgain(query)).toBe(3)
    query.client.unmount()
    query.stop()
  })

  it('after a minute where a limit names no time', async () => {
    const query = await failed(status(429))
    expect(await askedAgain(query)).toBe(0)
    await clock.advance(60_000)
    answers = [status(503), status(503), status(503)]
    expect(await askedAgain(query)).toBe(3)
    query.client.unmount()
    query.stop()
  })

  it.each([
    ['what was done, but not recorded', AUDIT_ERROR],
    ['what the service cannot do', status(501)],
  ])('never for %s', async (_what, answer) => {
    const query = await failed(answer)
    await clock.advance(600_000)
    expect(await askedAgain(query)).toBe(0)
    query.client.unmount()
    query.stop()
  })
})

describe('anything that is thrown', () => {
  const { queries } = authQueryDefaults({ clock })

  it('is understood', () => {
    expect(queries.retry(0, new TypeError('Failed to fetch'))).toBe(true)
    expect(queries.retry(0, { response: { status: 503 } })).toBe(true)
    expect(queries.retry(0, new Response(null, { status: 403 }))).toBe(false)
    expect(queries.retry(0, 'what now')).toBe(false)
    expect(queries.retry(0, undefined)).toBe(false)
    expect(queries.retry(3, authError('server_error'))).toBe(false)
  })

  it('counts its wait from when it was seen first', () => {
    const thrown = new Response(null, { status: 503, headers: { 'retry-after': '10' } })
    vi.spyOn(Date, 'now').mockReturnValue(clock.now())
    expect(queries.retryDelay(0, thrown)).toBeGreaterThanOrEqual(10_000)
    vi.spyOn(Date, 'now').mockReturnValue(clock.now() + 8_000)
    const later = authQueryDefaults({ clock: { now: () => clock.now() + 8_000 }, random: () => 0 })
    expect(later.queries.retryDelay(0, thrown)).toBe(2_000)
    vi.restoreAllMocks()
  })
})

describe('without a network', () => {
  it('asks all the same, since a browser may err, and shows the error at once', async () => {
    onlineManager.setOnline(false)
    const asked = vi.fn(() =>
      Promise.reject(normalizeError(new TypeError('Failed to fetch'), { online: false })),
    )
    const query = watch(asked)
    await query.settled()
    expect(query.state().error).toMatchObject({ kind: 'offline' })
    expect(asked).toHaveBeenCalledTimes(1)
    query.stop()
  })

  it('asks again when the connection is back', async () => {
    const asked = vi.fn<() => Promise<unknown>>(() => Promise.reject(authError('offline')))
    const query = watch(asked)
    query.client.mount()
    await query.settled()
    onlineManager.setOnline(false)
    asked.mockResolvedValue('here')
    onlineManager.setOnline(true)
    await until(() => query.state().data === 'here')
    query.client.unmount()
    query.stop()
  })
})

describe('with a session', () => {
  const session = (status: SessionStatus) => ({ ...createAuthSession({ refresh }), getStatus: () => status })
  const refresh = () => Promise.reject(new Error('not asked here'))
  const DOWN = normalizeError({ status: 503 })

  it.each(['unknown', 'signed_in', 'signed_out'] as const)('that is %s it repeats as ever', (status) => {
    const { queries } = authQueryDefaults(session(status))
    expect(queries.retry(0, DOWN)).toBe(true)
    expect(queries.retry(3, DOWN)).toBe(false)
  })

  it('that has ended nothing is repeated, and nothing is asked again by itself', () => {
    const { queries, mutations } = authQueryDefaults({ session: session('ended'), mutationRepeats: 3 })
    expect(queries.retry(0, DOWN)).toBe(false)
    expect(mutations.retry(0, DOWN)).toBe(false)
    const again = [queries.refetchOnReconnect, queries.refetchOnWindowFocus, queries.refetchOnMount]
    expect(again.map((ask) => ask({ state: { error: null } }))).toEqual([false, false, false])
  })
})

describe('the boundary', () => {
  const error = authError('server_error')
  const query = (data?: unknown) => ({ state: { data } })

  it('gets nothing by default', () => {
    expect(authQueryDefaults().queries.throwOnError(error, query())).toBe(false)
  })

  it('gets the kinds that are named, and leaves data on the page', () => {
    const { throwOnError } = authQueryDefaults({ boundaryKinds: ['server_error'] }).queries
    expect(throwOnError(error, query())).toBe(true)
    expect(throwOnError({ status: 500 }, query())).toBe(true)
    expect(throwOnError(error, query('before'))).toBe(false)
    expect(throwOnError(new AuthError({ ...error.toJSON(), kind: 'conflict' }), query())).toBe(false)
  })
})
