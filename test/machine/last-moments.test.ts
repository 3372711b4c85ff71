import { describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith } from '../../src/testing/scripted-client.js'
import { DANA, waiting } from './waiting-flow.js'

describe('an approval that has been received', () => {
  const moments = ['in the tick of it', 'in a microtask of it'] as const
  const whenAnswered = async (moment: (typeof moments)[number], operation: string, press: string) => {
    const { clock, flow } = await waiting({ poll: [operation === 'poll' ? 'approved' : 'pending'] })
    const release = flow.lease()
    const acts = { cancel: () => flow.cancel(), reset: () => flow.reset(), leave: release }
    const act = acts[press as keyof typeof acts]
    flow.observe((event) => {
      if (event.type !== 'request_finished' || event.operation !== operation) return
      if (moment === 'in the tick of it') act()
      else queueMicrotask(act)
    })
    if (operation === 'verifyTotp') {
      flow.useTotp()
      flow.submitTotp('123456')
    }
    await clock.advance(5_000)
    return flow.getView().status
  }

  for (const moment of moments)
    for (const operation of ['poll', 'verifyTotp'])
      for (const press of ['cancel', 'leave'])
        it(`wins over a ${press} ${moment} (${operation})`, async () => {
          expect(await whenAnswered(moment, operation, press)).toBe('approved')
        })

  it('by a code is kept while the app is told of it, also where a poll was in flight', async () => {
    const { clock, flow } = await waiting({ poll: ['hang'] })
    flow.onApproved(() => new Promise<void>((resolve) => void clock.setTimeout(resolve, 2_500)))
    await clock.advance(5_000)
    const joined = flow.startAsync(DANA)
    flow.useTotp()
    flow.submitTotp('123456')
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'approved', activity: 'finishing' })
    await clock.advance(3_000)
    await expect(joined).resolves.toHaveProperty('session')
  })

  it('is not kept for a flow that was cancelled before', async () => {
    const { clock, client, flow } = await waiting({ poll: ['hang'] })
    await clock.advance(5_000)
    flow.cancel()
    client.script({ initiate: ['hang'] })
    flow.retry()
    await clock.advance(0)
    flow.cancel()
    expect(flow.getView().status).toBe('cancelled')
  })
})

describe('the older prompt', () => {
  const cancelled = async () => {
    const set = await waiting({ poll: ['pending'] })
    set.flow.cancel()
    await set.clock.advance(0)
    expect(set.flow.getView().promptMayRemain).toBe(true)
    return set
  }

  it('is still spoken of after cancel and try again', async () => {
    const { clock, flow } = await cancelled()
    flow.retry()
    await clock.advance(5_000)
    expect(flow.getView()).toMatchObject({ status: 'polling', promptMayRemain: true })
  })

  it('is still spoken of where the system takes back the newer one', async () => {
    const { clock, client, flow } = await cancelled()
    flow.start(DANA)
    await clock.advance(0)
    client.script({ cancel: [{ promptMayRemain: false }] })
    flow.cancel()
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'cancelled', promptMayRemain: true })
  })

  it('is nothing to somebody else, and nothing after it has run out', async () => {
    const { clock, flow } = await cancelled()
    flow.start({ loginHint: 'robin@example.org' })
    await clock.advance(0)
    expect(flow.getView()).toMatchObject({ status: 'polling', promptMayRemain: false })

    const other = await cancelled()
    other.flow.retry()
    await other.clock.advance(0)
    other.flow.keepWaiting()
    await other.clock.advance(60_000)
    other.flow.keepWaiting()
    await other.clock.advance(600_000)
    expect(other.flow.getView()).toMatchObject({ status: 'expired', promptMayRemain: false })
  })

  it('is not spoken of after a reset', async () => {
    const { clock, flow } = await cancelled()
    flow.reset()
    expect(flow.getView()).toMatchObject({ status: 'idle', promptMayRemain: false })
    flow.start(DANA)
    await clock.advance(0)
    expect(flow.getView().promptMayRemain).toBe(false)
  })
})

describe('a flow that everybody has left', () => {
  it('goes on where somebody begins without a lease', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock, poll: ['pending', 'approved'] })
    const flow = createCibaController({ client, clock })
    flow.lease()()
    await clock.advance(0)
    const approval = flow.startAsync(DANA)
    await clock.advance(10_000)
    await expect(approval).resolves.toHaveProperty('session')
  })

  it('says after dispose that nothing can be done', async () => {
    const { flow } = await waiting()
    flow.dispose()
    expect(Object.values(flow.getView().can)).not.toContain(true)
  })
})

describe('a lock that runs out while nobody looks at the code form', () => {
  it('leaves all tries', async () => {
    const { clock, flow } = await waiting({ totp: [failsWith('invalid_code')] })
    const submit = async () => {
      flow.submitTotp('111111')
      await clock.advance(0)
    }
    flow.useTotp()
    for (let tries = 0; tries < 3; tries++) await submit()
    expect(flow.getView().status).toBe('locked')
    flow.backToPush()
    await clock.advance(31_000)
    flow.useTotp()
    expect(flow.getView()).toMatchObject({ status: 'totp', attemptsRemaining: 3, lockedUntil: null })
    await submit()
    expect(flow.getView()).toMatchObject({ status: 'totp', attemptsRemaining: 2 })
  })
})

describe('a start that the server asked to wait with, cancelled while it was being repeated', () => {
  it('is not tried again before then', async () => {
    const { clock, client, flow } = await waiting({
      honoursKeys: true,
      initiate: [failsWith('temporarily_unavailable', { retryAt: Date.UTC(2026, 0, 15, 10, 30, 20) })],
    })
    flow.cancel()
    expect(flow.getView().can.retry).toBe(false)
    flow.retry()
    await clock.advance(19_000)
    expect(client.count('initiate')).toBe(1)
    await clock.advance(1_000)
    expect(flow.getView().can.retry).toBe(true)
    flow.retry()
    await clock.advance(0)
    expect(client.count('initiate')).toBe(2)
  })
})
