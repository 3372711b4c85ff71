import { describe, expect, it, vi } from 'vitest'
import { isAuthError } from '../../src/errors/auth-error.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { type CibaControllerOptions, createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'

const HINT = 'dana@example.com'

function setUp(script: Script = {}, options: Partial<CibaControllerOptions> = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const flow = createCibaController({ client, clock, ...options })
  const start = async () => {
    flow.start({ loginHint: HINT })
    await clock.advance(0)
  }
  return { clock, client, flow, start, status: () => flow.getView().status }
}

describe('a push', () => {
  it('is sent once per start, also for a double click', async () => {
    const { flow, client, clock } = setUp()
    flow.start({ loginHint: HINT })
    flow.start({ loginHint: HINT })
    await clock.advance(0)
    expect(client.count('initiate')).toBe(1)
    expect(flow.getView()).toMatchObject({
      status: 'polling',
      maskedHint: 'd•••@e•••.com',
      activity: 'waiting',
    })
  })

  it('shows on this page the code that the phone shows', async () => {
    const { flow, client, start } = setUp()
    await start()
    expect(client.calls[0]?.bindingMessage).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/)
    expect(flow.getView().bindingMessage).toBe(client.calls[0]?.bindingMessage)
  })

  it('that fails says why and can be tried again', async () => {
    const { flow, client, start, clock, status } = setUp({
      initiate: [failsWith('temporarily_unavailable'), { authReqId: 'second', expiresIn: 300 }],
    })
    await start()
    expect(flow.getView()).toMatchObject({ status: 'failed', error: { kind: 'unavailable' } })
    // Nobody knows whether it was sent after all, so it is not repeated by itself, and by a person not in a rush.
    flow.retry()
    expect(flow.getView().can.retry).toBe(false)
    await clock.advance(5_000)
    expect(client.count('initiate')).toBe(1)
    flow.retry()
    await clock.advance(0)
    expect(status()).toBe('polling')
    expect(client.count('initiate')).toBe(2)
  })
})

describe('waiting', () => {
  it('polls after one interval, then at that pace, and ends with the approval', async () => {
    const { flow, client, clock, start, status } = setUp({ poll: ['pending', 'pending', 'approved'] })
    await start()
    await clock.advance(4_999)
    expect(client.count('poll')).toBe(0)
    await clock.advance(1)
    expect(client.count('poll')).toBe(1)
    await clock.advance(10_000)
    expect(status()).toBe('approved')
    expect(flow.getView().activity).toBeNull()
    await clock.advance(600_000)
    expect(client.count('poll')).toBe(3)
    expect(clock.pending).toBe(0)
  })

  it('slows down by five seconds for good when asked to', async () => {
    const { client, clock, start } = setUp({ poll: ['slow_down', 'pending'] })
    await start()
    await clock.advance(5_000)
    await clock.advance(30_000)
    const sent = client.calls.filter(({ operation }) => operation === 'poll').map(({ at }) => at)
    expect(sent.slice(1).map((at, i) => at - (sent[i] ?? 0))).toEqual([10_000, 10_000, 10_000])
  })

  it('survives network failures, a 500 and an HTML answer', async () => {
    const { clock, start, status } = setUp({
      poll: [
        { throws: new TypeError('fetch failed') },
        { throws: { status: 500, body: '' } },
        { throws: { status: 502, body: '<html>Bad gateway</html>' } },
        'approved',
      ],
    })
    await start()
    await clock.advance(55_000)
    expect(status()).toBe('approved')
  })

  it('survives a poll that never answers', async () => {
    const { clock, start, status, client } = setUp({ poll: ['hang', 'approved'] }, { waitMs: 200_000 })
    await start()
    await clock.advance(39_000)
    expect(client.count('poll')).toBe(1)
    await clock.advance(10_000)
    expect(status()).toBe('approved')
  })

  it.each([
    ['access_denied', 'denied', 'denied'],
    ['expired_token', 'expired', 'expired'],
    ['transaction_failed', 'failed', 'process_failed'],
    ['invalid_client', 'failed', 'misconfigured'],
  ])('ends on %s as %s', async (code, status, kind) => {
    const { flow, clock, start, client } = setUp({ poll: [failsWith(code, { requestId: 'req-1' })] })
    await start()
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status, error: { kind, code, requestId: 'req-1' } })
    await clock.advance(600_000)
    expect(client.count('poll')).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('times out after its period and goes on with the same request', async () => {
    const { flow, client, clock, start, status } = setUp({}, { waitMs: 20_000 })
    await start()
    await clock.advance(20_000)
    expect(flow.getView()).toMatchObject({ status: 'timeout', error: { kind: 'timeout' } })
    const polls = client.count('poll')
    await clock.advance(60_000)
    expect(client.count('poll')).toBe(polls)
    client.script({ poll: ['approved'] })
    flow.keepWaiting()
    await clock.advance(5_000)
    expect(status()).toBe('approved')
    expect(client.count('initiate')).toBe(1)
  })

  it('expires with the request and then sends nothing more', async () => {
    const { flow, client, clock, start } = setUp({}, { waitMs: 900_000 })
    await start()
    await clock.advance(300_000)
    expect(flow.getView()).toMatchObject({
      status: 'expired',
      error: { kind: 'expired' },
      can: { keepWaiting: false },
    })
    const polls = client.count('poll')
    await clock.advance(900_000)
    expect(client.count('poll')).toBe(polls)
  })

  it('restarts on expiry only where the app asked for it, and once', async () => {
    const { client, clock, start, status } = setUp({}, { waitMs: 900_000, restartOnExpiry: true })
    await start()
    await clock.advance(300_000)
    expect(status()).toBe('polling')
    await clock.advance(300_000)
    expect(status()).toBe('expired')
    expect(client.count('initiate')).toBe(2)
  })

  it('sends again after 30 seconds, as a new request, and ends the old one', async () => {
    const { flow, client, clock, start } = setUp()
    await start()
    const first = flow.getView().bindingMessage
    flow.resend()
    await clock.advance(29_999)
    expect(client.count('initiate')).toBe(1)
    expect(flow.getView().can.resend).toBe(false)
    await clock.advance(1)
    expect(flow.getView().can.resend).toBe(true)
    flow.resend()
    await clock.advance(0)
    expect(client.count('initiate')).toBe(2)
    expect(client.count('cancel')).toBe(1)
    expect(flow.getView()).toMatchObject({ status: 'polling', promptMayRemain: true })
    expect(flow.getView().bindingMessage).not.toBe(first)
  })
})

describe('cancel', () => {
  it('ends at once, tells the system once, and polls no more', async () => {
    const { flow, client, clock, start } = setUp({ poll: ['hang'] })
    await start()
    await clock.advance(5_000)
    flow.cancel()
    expect(flow.getView().status).toBe('cancelled')
    await clock.advance(600_000)
    expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'poll', 'cancel'])
    expect(flow.getView().promptMayRemain).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('says that nothing remains where the system took the prompt back', async () => {
    const { flow, clock, start } = setUp({ cancel: [{ promptMayRemain: false }] })
    await start()
    flow.cancel()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'cancelled', promptMayRemain: false, error: null })
  })

  it('does not claim to have stopped a push that was on its way', async () => {
    const { flow, clock, client } = setUp({ initiate: ['hang'] })
    flow.start({ loginHint: HINT })
    flow.cancel()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'cancelled', promptMayRemain: true })
    expect(client.count('cancel')).toBe(0)
  })
})

describe('a code instead', () => {
  async function atCode(script: Script, options: Partial<CibaControllerOptions> = {}) {
    const set = setUp(script, options)
    await set.start()
    set.flow.useTotp()
    const submit = async (code: string) => {
      set.flow.submitTotp(code)
      await set.clock.advance(0)
    }
    return { ...set, submit }
  }

  it('signs in, and ends the push that is still pending', async () => {
    const { flow, submit, client } = await atCode({})
    await submit('123 456')
    expect(flow.getView().status).toBe('approved')
    expect(client.calls.map(({ operation }) => operation)).toEqual(['initiate', 'verifyTotp', 'cancel'])
  })

  it('counts wrong codes, locks after three, and opens again after the cool-down', async () => {
    const { flow, submit, clock, client } = await atCode({ totp: [failsWith('invalid_code')] })
    await submit('111111')
    expect(flow.getView()).toMatchObject({
      status: 'totp',
      attemptsRemaining: 2,
      error: { kind: 'invalid_code' },
    })
    await submit('222222')
    await submit('333333')
    const lockedUntil = clock.now() + 30_000
    expect(flow.getView()).toMatchObject({
      status: 'locked',
      lockedUntil,
      error: { kind: 'locked', retryAt: lockedUntil },
    })
    await submit('444444')
    expect(client.count('verifyTotp')).toBe(3)
    await clock.advance(30_000)
    expect(flow.getView()).toMatchObject({
      status: 'totp',
      attemptsRemaining: 3,
      error: null,
      lockedUntil: null,
    })
  })

  it('a new push does not shorten a lock-out, and the next one is twice as long', async () => {
    const { flow, submit, clock } = await atCode({ totp: [failsWith('invalid_code')] })
    for (const code of ['111111', '222222', '333333']) await submit(code)
    await clock.advance(10_000)
    flow.cancel()
    flow.retry()
    await clock.advance(0)
    flow.useTotp()
    expect(flow.getView().status).toBe('locked')
    await clock.advance(20_000)
    expect(flow.getView().status).toBe('totp')
    for (const code of ['111111', '222222', '333333']) await submit(code)
    expect(flow.getView().lockedUntil).toBe(clock.now() + 60_000)
  })

  it('does not count a failure that is not about the code', async () => {
    const { flow, submit } = await atCode({
      totp: [{ throws: new TypeError('fetch failed') }, { throws: { status: 500 } }],
    })
    await submit('111111')
    await submit('111111')
    expect(flow.getView()).toMatchObject({
      status: 'totp',
      attemptsRemaining: 3,
      error: { kind: 'server_error' },
    })
  })

  it('an approval that arrives while a code is typed wins', async () => {
    const { flow, clock } = await atCode({ poll: ['approved'] })
    await clock.advance(5_000)
    expect(flow.getView().status).toBe('approved')
  })

  it('leads back to a push that is still pending, not to one that expired', async () => {
    const { flow, clock, client } = await atCode({})
    flow.backToPush()
    expect(flow.getView().status).toBe('polling')
    flow.useTotp()
    await clock.advance(300_000)
    expect(flow.getView()).toMatchObject({ status: 'totp', can: { backToPush: false } })
    expect(client.count('initiate')).toBe(1)
  })

  it('comes by itself where the app set a time for it', async () => {
    const { flow, clock, start } = setUp({}, { fallbackToTotpAfterMs: 15_000 })
    await start()
    await clock.advance(15_000)
    expect(flow.getView().status).toBe('totp')
    flow.backToPush()
    await clock.advance(15_000)
    expect(flow.getView().status).toBe('polling')
  })

  it('does not come where the system takes none', async () => {
    const clock = createMovedClock()
    const { verifyTotp: _, ...client } = createScriptedClient({ clock, poll: ['pending'] })
    const flow = createCibaController({ client, clock, fallbackToTotpAfterMs: 15_000 })
    flow.start({ loginHint: HINT })
    await clock.advance(20_000)
    expect(flow.getView()).toMatchObject({ status: 'polling', can: { useTotp: false } })
  })
})

describe('promises', () => {
  it('startAsync gives the approval; a second start joins it', async () => {
    const { flow, clock, client } = setUp({ poll: ['approved'] })
    const both = Promise.all([flow.startAsync({ loginHint: HINT }), flow.startAsync({ loginHint: HINT })])
    await clock.advance(5_000)
    const [first, second] = await both
    expect(first.session?.user.name).toBe('Dana Demo')
    expect(second).toBe(first)
    expect(client.count('initiate')).toBe(1)
  })

  it('startAsync rejects with an AuthError on denial and stays open over a timeout', async () => {
    const { flow, clock } = setUp({ poll: ['pending'] }, { waitMs: 10_000 })
    const settled = vi.fn()
    const promise = flow.startAsync({ loginHint: HINT })
    promise.then(settled, settled)
    await clock.advance(10_000)
    expect(flow.getView().status).toBe('timeout')
    expect(settled).not.toHaveBeenCalled()
    flow.cancel()
    await clock.advance(0)
    const reason: unknown = settled.mock.calls[0]?.[0]
    expect(isAuthError(reason) && reason.kind).toBe('cancelled')
  })

  it('submitTotpAsync settles with that code', async () => {
    const { flow, clock, start } = setUp({ totp: [failsWith('invalid_code'), 'approved'] })
    await start()
    flow.useTotp()
    const wrong = expect(flow.submitTotpAsync('000000')).rejects.toMatchObject({ kind: 'invalid_code' })
    await clock.advance(0)
    await wrong
    const right = flow.submitTotpAsync('123456')
    await clock.advance(0)
    await expect(right).resolves.toMatchObject({ session: { user: { sub: 'dana' } } })
  })
})

describe('finishing', () => {
  it('waits for the app to store what it got, and shows that', async () => {
    const { flow, clock, start } = setUp({ poll: ['approved'] })
    let stored: () => void = () => undefined
    flow.onApproved(() => new Promise<void>((resolve) => (stored = resolve)))
    await start()
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status: 'approved', activity: 'finishing' })
    stored()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'approved', activity: null })
  })

  it('goes on when a callback of the app throws, and reports it', async () => {
    const { flow, clock, start } = setUp({ poll: ['approved'] })
    const events: AuthEvent[] = []
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    flow.observe((event) => void events.push(event))
    flow.onApproved(() => {
      throw new Error('storage is full')
    })
    await start()
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status: 'approved', activity: null })
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'callback_failed', callback: 'onApproved' }),
    )
  })
})

describe('leases', () => {
  it('the last release pauses: no timer, no request; the next lease polls once at once', async () => {
    const { flow, client, clock, start } = setUp()
    const release = flow.lease()
    await start()
    await clock.advance(7_000)
    release()
    await clock.advance(0)
    expect(clock.pending).toBe(0)
    await clock.advance(40_000)
    expect(client.count('poll')).toBe(1)
    flow.lease()
    await clock.advance(0)
    expect(client.count('poll')).toBe(2)
  })

  it('a release and a lease in one tick, as under StrictMode, change nothing', async () => {
    const { flow, client, clock, start } = setUp()
    flow.lease()()
    flow.lease()
    await start()
    await clock.advance(5_000)
    expect(client.count('poll')).toBe(1)
  })

  it('a flow that timed out while nobody was there polls once before it says so', async () => {
    const { flow, client, clock, start, status } = setUp({ poll: ['pending'] }, { waitMs: 10_000 })
    const release = flow.lease()
    await start()
    await clock.advance(5_000)
    release()
    await clock.advance(60_000)
    client.script({ poll: ['approved'] })
    flow.lease()
    await clock.advance(0)
    expect(status()).toBe('approved')
  })

  it('dispose ends everything at once', async () => {
    const { flow, client, clock } = setUp({ poll: ['hang'] })
    const promise = flow.startAsync({ loginHint: HINT })
    const rejected = expect(promise).rejects.toMatchObject({ kind: 'cancelled' })
    await clock.advance(5_000)
    flow.dispose()
    await rejected
    expect(clock.pending).toBe(0)
    await clock.advance(60_000)
    expect(client.count('poll')).toBe(1)
  })
})

describe('secrets', () => {
  it('no hint, code or auth_req_id in the view or in any event', async () => {
    const { flow, clock } = setUp({
      initiate: [{ authReqId: 'secret-auth-req-id', expiresIn: 300 }],
      poll: [{ throws: new Error('auth_req_id=secret-auth-req-id for dana@example.com') }],
      totp: [failsWith('invalid_code')],
    })
    const seen: string[] = []
    flow.observe((event) => void seen.push(JSON.stringify(event)))
    flow.subscribe(() => void seen.push(JSON.stringify(flow.getView())))
    flow.start({ loginHint: HINT })
    await clock.advance(5_000)
    flow.useTotp()
    flow.submitTotp('918273')
    await clock.advance(0)
    expect(seen.length).toBeGreaterThan(5)
    for (const text of seen) expect(text).not.toMatch(/dana@|secret-auth-req-id|918273/)
  })
})

describe('request ids', () => {
  it('are in every error, ours where neither the server nor the system gave one', async () => {
    const { flow, start } = setUp({ initiate: [failsWith('unreadable_answer')] })
    await start()
    expect(flow.getView().error?.requestId).toMatch(/^[0-9a-f]{32}$/)
  })
})
