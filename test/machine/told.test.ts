import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { type CibaControllerOptions, createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'

const HINT = 'dana@example.com'
const SENT = { authReqId: 'key', expiresIn: 300, interval: 5, requestId: 'server-1' }

function setUp(script: Script = {}, options: Partial<CibaControllerOptions> = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, initiate: [SENT], ...script })
  const flow = createCibaController({ client, clock, ...options })
  const events: AuthEvent[] = []
  flow.observe((event) => events.push(event))
  const start = async () => {
    flow.start({ loginHint: HINT })
    await clock.advance(0)
  }
  return { clock, client, flow, events, start }
}

afterEach(() => void vi.unstubAllGlobals())

describe('what a log hears', () => {
  it('is each call with its id, its length and its outcome, and each change of status', async () => {
    const { clock, events, flow, start } = setUp({
      delayMs: 250,
      poll: ['pending', failsWith('access_denied')],
    })
    await start()
    await clock.advance(11_000)
    const calls = events.flatMap((event) =>
      event.type === 'request_finished' ? [[event.operation, event.outcome, event.durationMs]] : [],
    )
    expect(calls).toEqual([
      ['initiate', 'ok', 250],
      ['poll', 'pending', 250],
      ['poll', 'access_denied', 250],
    ])
    const changes = events.flatMap((event) =>
      event.type === 'transition' ? [`${event.from} ${event.to}`] : [],
    )
    expect(changes).toEqual(['idle pushing', 'pushing polling', 'polling denied'])
    const [failed] = events.filter((event) => event.type === 'request_finished').slice(-1)
    expect(failed).toMatchObject({ error: { kind: 'denied' } })
    const ids = events.flatMap((event) => ('requestId' in event ? event.requestId : []))
    expect(new Set(ids).size).toBe(3)
    expect(new Set(events.map(({ flowId }) => flowId)).size).toBe(1)
    expect(flow.getView().requestId).toBe('server-1')
  })

  it('is why the flow itself ended or stands still, and once alone what a call failed with', async () => {
    const whys = (events: AuthEvent[]) =>
      events.flatMap((event) =>
        event.type === 'transition' ? [`${event.to} ${event.error?.code ?? '-'}`] : [],
      )
    const expired = setUp({ poll: ['pending'] }, { waitMs: 60_000 })
    await expired.start()
    await expired.clock.advance(320_000)
    expect(whys(expired.events)).toEqual([
      'pushing -',
      'polling -',
      'timeout timeout',
      'expired expired_token',
    ])

    const nobody = setUp()
    nobody.flow.start()
    await nobody.clock.advance(0)
    expect(whys(nobody.events)).toEqual(['pushing -', 'failed invalid_login_hint'])

    const locked = setUp({ totp: [failsWith('invalid_code')] })
    await locked.start()
    locked.flow.useTotp()
    for (const code of ['111111', '222222', '333333']) {
      locked.flow.submitTotp(code)
      await locked.clock.advance(0)
    }
    expect(whys(locked.events).slice(-1)).toEqual(['locked too_many_retries'])

    const denied = setUp({ poll: [failsWith('access_denied')] })
    await denied.start()
    await denied.clock.advance(5_000)
    expect(whys(denied.events).slice(-1)).toEqual(['denied -'])
  })

  it('is each repetition that is decided on, with its time and the call that it follows', async () => {
    const down = { throws: new TypeError('Failed to fetch') }
    const { clock, events, start } = setUp({
      honoursKeys: true,
      initiate: [down, SENT],
      poll: ['pending', { throws: { status: 503, headers: { 'retry-after': '20' }, body: '' } }, 'approved'],
    })
    await start()
    await clock.advance(60_000)
    const planned = events.filter((event) => event.type === 'repeat_planned')
    expect(planned.map(({ operation }) => operation)).toEqual(['initiate', 'poll', 'poll'])
    for (const { at, operation, requestId, flowId, dueAt } of planned) {
      const finished = events.find(
        (event) => event.type === 'request_finished' && event.requestId === requestId,
      )
      expect(finished).toMatchObject({ at, operation, flowId })
      // The next of its kind goes out then.
      const next = events.find(
        (event) => event.type === 'request_started' && event.operation === operation && event.at > at,
      )
      expect(next?.at).toBe(dueAt)
    }
    const [, pending, overloaded] = planned.map(({ at, dueAt }) => dueAt - at)
    expect(pending).toBe(5_000)
    expect(overloaded).toBeGreaterThanOrEqual(20_000)
  })

  it('has our id of the push where the server gives none', async () => {
    const { events, flow, start } = setUp({ initiate: [{ authReqId: 'key', expiresIn: 300 }] })
    await start()
    const [first] = events.filter((event) => event.type === 'request_started')
    expect(flow.getView().requestId).toBe(first?.type === 'request_started' ? first.requestId : '')
  })

  it('ends with the subscription, as views and callbacks do', async () => {
    const { clock, flow, start } = setUp({ poll: ['approved'] })
    const heard: string[] = []
    const ends = [
      flow.observe(() => heard.push('event')),
      flow.subscribe(() => heard.push('view')),
      flow.onApproved(() => void heard.push('approved')),
    ]
    for (const end of ends) end()
    await start()
    await clock.advance(5_000)
    expect(flow.getView().status).toBe('approved')
    expect(heard).toEqual([])
  })

  it('includes callbacks that throw, and the flow goes on', async () => {
    const { clock, flow, events, start } = setUp({ poll: ['approved'] })
    flow.subscribe(() => {
      throw new Error('view')
    })
    flow.onApproved(() => Promise.reject(new Error('approved')))
    flow.observe(() => {
      throw new Error('event')
    })
    await start()
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status: 'approved', activity: null })
    const failed = events.flatMap((event) => (event.type === 'callback_failed' ? event.callback : []))
    expect(new Set(failed)).toEqual(new Set(['subscribe', 'onApproved']))
  })
})

it('a listener whose promise fails is reported as one that throws', async () => {
  const { clock, flow, events, start } = setUp({ poll: ['approved'] })
  flow.subscribe(() => Promise.reject(new Error('view')))
  await start()
  await clock.advance(5_000)
  expect(flow.getView().status).toBe('approved')
  expect(events).toContainEqual(expect.objectContaining({ type: 'callback_failed', callback: 'subscribe' }))
})

describe('a verb where it cannot help', () => {
  it('does nothing, and after dispose nothing does anything', async () => {
    const { clock, client, flow, events, start } = setUp()
    for (const verb of ['cancel', 'resend', 'keepWaiting', 'useTotp', 'backToPush'] as const) flow[verb]()
    flow.submitTotp('123456')
    expect(flow.getView().status).toBe('idle')
    await start()
    flow.start({ loginHint: 'other@example.com' })
    flow.keepWaiting()
    flow.backToPush()
    flow.submitTotp('123456')
    await clock.advance(0)
    expect(flow.getView().status).toBe('polling')
    expect(client.count('verifyTotp')).toBe(0)
    flow.dispose()
    flow.dispose()
    const told = events.length
    flow.start({ loginHint: HINT })
    flow.cancel()
    await expect(flow.startAsync({ loginHint: HINT })).rejects.toMatchObject({ code: 'cancelled' })
    await clock.advance(600_000)
    expect(events).toHaveLength(told)
    expect(client.count('initiate')).toBe(1)
  })

  it('a code without a field for it is refused, whatever it is', async () => {
    const { flow, start } = setUp()
    await start()
    await expect(flow.submitTotpAsync('123456')).rejects.toMatchObject({ code: 'totp_not_offered' })
  })

  it('a code is normalised before it is sent', async () => {
    const { clock, client, flow, start } = setUp()
    const verify = vi.spyOn(client, 'verifyTotp')
    await start()
    flow.useTotp()
    flow.submitTotp('123 4-56')
    await clock.advance(0)
    expect(verify.mock.calls[0]?.[0]).toEqual({ loginHint: HINT, code: '123456' })
  })

  it('reset of a running flow cancels it first', async () => {
    const { clock, client, flow, start } = setUp()
    await start()
    flow.reset()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'idle', maskedHint: 'd•••@e•••.com' })
    expect(client.count('cancel')).toBe(1)
  })
})

describe('what remains on the phone', () => {
  it.each<[string, Script, boolean]>([
    ['the system took it back', { cancel: [{ promptMayRemain: false }] }, false],
    ['the system cannot', { cancel: [{ promptMayRemain: true }] }, true],
    ['nobody knows', { cancel: [{ throws: new TypeError('Failed to fetch') }] }, true],
  ])('is said after a cancel: %s', async (_what, script, remains) => {
    const { clock, flow, start } = setUp(script)
    await start()
    flow.cancel()
    await clock.advance(0)
    expect(flow.getView().promptMayRemain).toBe(remains)
  })

  it('is not known of a system that has no cancel', async () => {
    const clock = createMovedClock()
    const { cancel: _, ...client } = createScriptedClient({ clock, initiate: [SENT] })
    const flow = createCibaController({ client, clock })
    flow.start({ loginHint: HINT })
    await clock.advance(0)
    flow.cancel()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'cancelled', promptMayRemain: true })
  })
})

describe('a page around the flow', () => {
  /** As much of a browser as the flow listens to. */
  function fakePage() {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    const frame = new EventTarget()
    vi.stubGlobal('document', page)
    vi.stubGlobal('window', frame)
    vi.stubGlobal('navigator', { onLine: true })
    return { page, frame, say: (target: EventTarget, type: string) => target.dispatchEvent(new Event(type)) }
  }

  it('asks at once when the tab is seen again, is restored, or the network is back, but never too soon', async () => {
    const { page, frame, say } = fakePage()
    const { clock, client, start } = setUp({ poll: [{ throws: { status: 503, body: '' } }, 'pending'] })
    await start()
    await clock.advance(5_000)
    expect(client.count('poll')).toBe(1)
    // Backed off to 10 s; the interval has passed.
    for (const [target, type] of [
      [page, 'visibilitychange'],
      [frame, 'pageshow'],
      [frame, 'online'],
    ] as const) {
      const before = client.count('poll')
      await clock.advance(4_000)
      say(target, type)
      await clock.advance(0)
      expect(client.count('poll'), type).toBe(before)
      await clock.advance(1_000)
      expect(client.count('poll'), type).toBe(before + 1)
    }
  })

  it('a tab that goes away is no reason to ask', async () => {
    const { page, say } = fakePage()
    const { clock, client, start } = setUp({
      poll: [{ throws: { status: 503, headers: { 'retry-after': '60' } } }],
    })
    await start()
    await clock.advance(5_000)
    page.visibilityState = 'hidden'
    say(page, 'visibilitychange')
    await clock.advance(20_000)
    expect(client.count('poll')).toBe(1)
  })

  it('says that it is offline as long as the browser does', async () => {
    const { frame, say } = fakePage()
    const { flow, start } = setUp()
    await start()
    say(frame, 'offline')
    expect(flow.getView().activity).toBe('offline')
    say(frame, 'online')
    expect(flow.getView().activity).toBe('waiting')
  })

  it('says so from the start where it was offline before', async () => {
    fakePage()
    vi.stubGlobal('navigator', { onLine: false })
    const { flow, start } = setUp()
    flow.lease()
    await start()
    expect(flow.getView().activity).toBe('offline')
  })

  it('is listened to by those who are there, and by nobody after the end', async () => {
    const { frame, say } = fakePage()
    const { clock, flow, start } = setUp()
    const release = flow.lease()
    const second = flow.lease()
    await start()
    release()
    release()
    await clock.advance(0)
    say(frame, 'offline')
    expect(flow.getView().activity).toBe('offline')
    say(frame, 'online')
    second()
    await clock.advance(0)
    say(frame, 'offline')
    expect(flow.getView().activity).toBe('waiting')
    flow.lease()
    say(frame, 'offline')
    expect(flow.getView().activity).toBe('offline')
    flow.dispose()
    say(frame, 'online')
    expect(flow.getView().activity).toBe('offline')
  })
})

describe('the quiet line', () => {
  it('tells waiting, asking and backing off apart', async () => {
    const { clock, flow, start } = setUp({ poll: [{ throws: new TypeError('Failed to fetch') }, 'hang'] })
    await start()
    expect(flow.getView().activity).toBe('waiting')
    await clock.advance(5_000)
    expect(flow.getView().activity).toBe('backing_off')
    await clock.advance(5_000)
    expect(flow.getView().activity).toBe('checking')
  })
})
