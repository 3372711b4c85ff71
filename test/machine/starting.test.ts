import { describe, expect, it } from 'vitest'
import { type CibaControllerOptions, createCibaController } from '../../src/machine/controller.js'
import { bff } from '../../src/systems/bff.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'

const HINT = 'dana@example.com'
const SENT = { authReqId: 'key', expiresIn: 300 }
const DOWN = { throws: new TypeError('Failed to fetch') }

function setUp(script: Script = {}, options: Partial<CibaControllerOptions> = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const flow = createCibaController({ client, clock, ...options })
  const began = clock.now()
  const at = (operation: string) =>
    client.calls.filter((call) => call.operation === operation).map((call) => call.at - began)
  const start = async () => {
    flow.start({ loginHint: HINT })
    await clock.advance(0)
  }
  return { clock, client, flow, start, at }
}

describe('a start that does not get through', () => {
  it('is repeated after 2, 4 and 8 s with the same key, and says so, where the system honours keys', async () => {
    const { clock, client, flow, start, at } = setUp({
      honoursKeys: true,
      initiate: [DOWN, { throws: { status: 503, body: '' } }, DOWN, SENT],
    })
    await start()
    expect(flow.getView()).toMatchObject({ status: 'pushing', activity: 'backing_off', error: null })
    await clock.advance(30_000)
    expect(flow.getView()).toMatchObject({ status: 'polling' })
    const [first = 0, second = 0, third = 0, fourth = 0] = at('initiate')
    for (const [gap, least] of [
      [second - first, 2_000],
      [third - second, 4_000],
      [fourth - third, 8_000],
    ] as const) {
      expect(gap).toBeGreaterThanOrEqual(least)
      expect(gap).toBeLessThanOrEqual(least * 1.25)
    }
    const keys = client.calls.flatMap(({ idempotencyKey }) => idempotencyKey ?? [])
    expect(keys).toHaveLength(4)
    expect(new Set(keys).size).toBe(1)
    // The same code is on the phone, whichever of them got there.
    const codes = client.calls.flatMap(({ bindingMessage }) => bindingMessage ?? [])
    expect(new Set(codes).size).toBe(1)
  })

  it('gives up after three repeats, and can be tried again at once', async () => {
    const { clock, client, flow, start } = setUp({ honoursKeys: true, initiate: [DOWN] })
    await start()
    await clock.advance(60_000)
    expect(client.count('initiate')).toBe(4)
    expect(flow.getView()).toMatchObject({ status: 'failed', error: { kind: 'network' }, retryAt: null })
    expect(flow.getView().can.retry).toBe(true)
  })

  it('waits as long as the server says, and does not wait for what takes too long', async () => {
    const { clock, client, flow, start, at } = setUp({
      honoursKeys: true,
      initiate: [
        { throws: { status: 503, headers: { 'retry-after': '20' }, body: '' } },
        { throws: { status: 429, headers: { 'retry-after': '600' }, body: '' } },
      ],
    })
    const startedAt = clock.now()
    await start()
    await clock.advance(19_999)
    expect(client.count('initiate')).toBe(1)
    // Not all who were told the same come at once: up to a quarter of 2 s more.
    await clock.advance(501)
    const [, again = 0] = at('initiate')
    expect(again).toBeGreaterThanOrEqual(20_000)
    expect(again).toBeLessThanOrEqual(20_500)
    const { status, retryAt } = flow.getView()
    expect(status).toBe('failed')
    expect(retryAt).toBe(startedAt + again + 600_000)
    expect(flow.getView().can.retry).toBe(false)
    await clock.advance(600_000)
    expect(flow.getView().can.retry).toBe(true)
    expect(client.count('initiate')).toBe(2)
  })

  it('does not repeat after a limit that names no time: it says so, and waits a minute', async () => {
    const { clock, client, flow, start } = setUp({
      honoursKeys: true,
      initiate: [{ throws: { status: 429, headers: {}, body: '' } }, SENT],
    })
    await start()
    const { status, retryAt, can } = flow.getView()
    expect([status, retryAt, can.retry]).toEqual(['failed', clock.now() + 60_000, false])
    await clock.advance(60_000)
    expect(client.count('initiate')).toBe(1)
    expect(flow.getView().can.retry).toBe(true)
  })

  it.each(['access_denied', 'invalid_request', 'invalid_client'])(
    'is not repeated after %s',
    async (code) => {
      const { clock, client, flow, start } = setUp({ honoursKeys: true, initiate: [failsWith(code)] })
      await start()
      await clock.advance(60_000)
      expect(client.count('initiate')).toBe(1)
      expect(flow.getView()).toMatchObject({ retryAt: null, can: { retry: true } })
    },
  )

  it('is not repeated by itself where a second push could result, unless the app says so', async () => {
    const careful = setUp({ initiate: [DOWN] })
    await careful.start()
    await careful.clock.advance(60_000)
    expect(careful.client.count('initiate')).toBe(1)
    const bold = setUp({ initiate: [DOWN, SENT] }, { alwaysRepeatStart: true })
    await bold.start()
    await bold.clock.advance(3_000)
    expect(bold.client.count('initiate')).toBe(2)
    expect(bold.flow.getView().status).toBe('polling')
  })

  it('is not repeated by itself where the system cannot say whether it pushed, keys or no keys', async () => {
    const unknown = { throws: { status: 504, body: { error: 'outcome_unknown' } } }
    const { clock, client, flow, start } = setUp({ honoursKeys: true, initiate: [unknown, SENT] })
    await start()
    expect(flow.getView()).toMatchObject({ status: 'failed', error: { code: 'outcome_unknown' } })
    await clock.advance(60_000)
    expect(client.count('initiate')).toBe(1)
    flow.retry()
    await clock.advance(0)
    expect(flow.getView().status).toBe('polling')
    const [first, second] = client.calls.flatMap(({ idempotencyKey }) => idempotencyKey ?? [])
    expect(second).not.toBe(first)
  })

  it('is over at once when it is cancelled between two tries', async () => {
    const { clock, client, flow, start } = setUp({ honoursKeys: true, initiate: [DOWN] })
    await start()
    flow.cancel()
    expect(flow.getView().status).toBe('cancelled')
    await clock.advance(60_000)
    expect(client.count('initiate')).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('is not repeated while nobody is there', async () => {
    const { clock, client, flow, start } = setUp({ honoursKeys: true, initiate: [DOWN, SENT] })
    const release = flow.lease()
    await start()
    release()
    await clock.advance(60_000)
    expect(client.count('initiate')).toBe(1)
    flow.lease()
    await clock.advance(0)
    expect(client.count('initiate')).toBe(2)
  })
})

describe('a start that does not say who signs in', () => {
  it.each([{}, { loginHint: '' }])('fails with a clear error and sends nothing: %j', async (input) => {
    const { clock, client, flow } = setUp()
    flow.start(input)
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({
      status: 'failed',
      error: { kind: 'validation', code: 'invalid_login_hint' },
    })
    expect(client.count('initiate')).toBe(0)
    flow.start({ loginHint: HINT })
    await clock.advance(0)
    expect(flow.getView().status).toBe('polling')
  })
})

describe('the first poll', () => {
  it('comes after one interval, or at once where the app says so; the next one keeps its distance', async () => {
    for (const [options, wanted] of [
      [{}, [5_000, 10_000]],
      [{ pollAtOnce: true }, [0, 5_000, 10_000]],
    ] as const) {
      const { clock, start, at } = setUp({ initiate: [{ ...SENT, interval: 5 }] }, options)
      await start()
      await clock.advance(10_000)
      expect(at('poll')).toEqual(wanted)
    }
  })
})

describe('a request from before the page was loaded', () => {
  const PENDING = { ...SENT, expiresIn: 120, interval: 5, bindingMessage: 'KQ7-42M', loginHint: HINT }

  it('is found again by the first user, and redeemed at once', async () => {
    const { clock, client, flow, at } = setUp({ resume: [PENDING], poll: ['approved'] })
    await clock.advance(1_000)
    expect(client.calls).toEqual([])
    flow.lease()
    flow.lease()
    await clock.advance(0)
    expect(client.count('resume')).toBe(1)
    expect(at('poll')).toEqual([1_000])
    expect(client.count('initiate')).toBe(0)
    expect(flow.getView().status).toBe('approved')
  })

  it('goes on as it was: the same code, the same deadline, the code instead, a new push', async () => {
    const { clock, client, flow } = setUp({ resume: [PENDING] }, { waitMs: 200_000 })
    flow.lease()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({
      status: 'polling',
      bindingMessage: 'KQ7-42M',
      maskedHint: 'd•••@e•••.com',
      expiresAt: clock.now() + 120_000,
      can: { useTotp: true, cancel: true },
    })
    await clock.advance(121_000)
    expect(flow.getView().status).toBe('expired')
    flow.retry()
    await clock.advance(0)
    expect(client.count('initiate')).toBe(1)
  })

  it('without the name that was entered can be waited for, and begun anew by entering it', async () => {
    const { loginHint: _, ...nameless } = PENDING
    const { clock, client, flow } = setUp({
      resume: [{ ...nameless, maskedHint: 'd•••' }],
      poll: [failsWith('access_denied')],
    })
    flow.lease()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'denied', maskedHint: 'd•••', can: { useTotp: false } })
    flow.retry()
    expect(flow.getView().status).toBe('idle')
    expect(client.count('initiate')).toBe(0)
  })

  it.each<[string, Script['resume']]>([
    ['there is none', [null]],
    ['it cannot be asked for', [{ throws: new TypeError('Failed to fetch') }]],
    ['nobody answers', ['hang']],
  ])('where %s the flow is idle, and may begin at any time', async (_what, resume) => {
    const { clock, client, flow, start } = setUp({ resume: resume ?? [] })
    flow.lease()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'idle', error: null, can: { start: true } })
    await start()
    expect(flow.getView().status).toBe('polling')
    await clock.advance(11_000)
    expect(client.count('initiate')).toBe(1)
  })
})

describe('the deadline', () => {
  it('is not moved by setting the clock', async () => {
    const { clock, flow, start } = setUp({}, { waitMs: 1_000_000 })
    await start()
    clock.setWall(clock.now() + 3_600_000)
    await clock.advance(10_000)
    expect(flow.getView().status).toBe('polling')
    clock.setWall(clock.now() - 7_200_000)
    await clock.advance(289_999)
    expect(flow.getView().status).toBe('polling')
    await clock.advance(6_000)
    expect(flow.getView().status).toBe('expired')
  })

  it('nor is what the server asked for: a Retry-After is told by the flow’s time', async () => {
    const clock = createMovedClock()
    const fetch: typeof globalThis.fetch = async (url) =>
      String(url).endsWith('/start')
        ? Response.json({ flow: 'f', expires_in: 300, interval: 5, request_id: 'r' })
        : new Response('', { status: 503, headers: { 'retry-after': '20' } })
    const flow = createCibaController({ client: bff({ fetch }), clock, waitMs: 1_000_000 })
    const polls: number[] = []
    flow.observe((event) => {
      if (event.type === 'request_started' && event.operation === 'poll') polls.push(event.at)
    })
    flow.start({ loginHint: HINT })
    await clock.advance(0)
    const began = clock.now()
    clock.setWall(clock.now() + 3_600_000)
    await clock.advance(30_000)
    expect(polls.map((at) => at - began)).toEqual([5_000, 25_000])
  })

  it('has passed by any clock where a server no longer knows the request', async () => {
    const { clock, flow, start } = setUp({ poll: [failsWith('invalid_grant')] })
    // The system's own errors are read by the system; what it throws raw is read here.
    const raw = setUp({ poll: [{ throws: { status: 400, body: { error: 'invalid_grant' } } }] })
    await raw.start()
    raw.clock.setWall(raw.clock.now() + 3_600_000)
    await raw.clock.advance(5_000)
    expect(raw.flow.getView().status).toBe('expired')
    await start()
    await clock.advance(5_000)
    expect(flow.getView().status).toBe('failed')
  })
})

describe('after a sleep', () => {
  it.each<[string, Script['poll'], string]>([
    ['an approval is still taken', ['pending', 'approved'], 'approved'],
    ['the server’s word counts', ['pending', failsWith('access_denied')], 'denied'],
    ['what is not answered is expired', ['pending', 'hang'], 'expired'],
    ['what is pending past its time is expired', ['pending'], 'expired'],
  ])('past the deadline the server is asked once more: %s', async (_what, poll, status) => {
    const { clock, client, flow, start } = setUp({ poll: poll ?? [] })
    await start()
    await clock.advance(6_000)
    expect(client.count('poll')).toBe(1)
    clock.sleep(3_600_000)
    await clock.advance(0)
    expect(client.count('poll')).toBe(2)
    await clock.advance(60_000)
    expect(flow.getView().status).toBe(status)
    expect(client.count('poll')).toBe(2)
    expect(clock.pending).toBe(0)
  })

  it('before the deadline there is one poll, not all that were missed', async () => {
    const { clock, client, start } = setUp({}, { waitMs: 1_000_000 })
    await start()
    clock.sleep(100_000)
    await clock.advance(0)
    expect(client.count('poll')).toBe(1)
    await clock.advance(4_999)
    expect(client.count('poll')).toBe(1)
  })
})
