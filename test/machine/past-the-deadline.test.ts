import { describe, expect, it } from 'vitest'
import type { CibaController, CibaControllerOptions } from '../../src/machine/controller.js'
import { waiting } from './waiting-flow.js'

describe('a sleep past the deadline', () => {
  it('costs no approval while somebody types a code', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    flow.useTotp()
    await clock.advance(10_000)
    client.script({ poll: ['approved'] })
    clock.sleep(600_000)
    await clock.advance(0)
    expect(flow.getView().status).toBe('approved')
  })

  it('costs none where the code form is what it wakes up to', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] }, { fallbackToTotpAfterMs: 30_000 })
    await clock.advance(10_000)
    client.script({ poll: ['approved'] })
    clock.sleep(600_000)
    await clock.advance(0)
    expect(flow.getView().status).toBe('approved')
  })

  it.each([
    ['long before it', 6_000, 200_000],
    ['just before it', 295_500, 20_000],
  ])('costs none where a poll that was sent %s died in it', async (_name, sentAt, slept) => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] }, { waitMs: 400_000 })
    await clock.advance(sentAt - 1_500)
    client.script({ poll: ['hang'] })
    await clock.advance(1_500)
    const polls = client.count('poll')
    client.script({ poll: ['approved'] })
    clock.sleep(slept + 300_000)
    await clock.advance(0)
    expect(flow.getView().status).toBe('approved')
    expect(client.count('poll')).toBe(polls + 1)
  })

  it('costs none where the flow had asked whether to go on waiting', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    await clock.advance(60_000)
    expect(flow.getView().status).toBe('timeout')
    client.script({ poll: ['approved'] })
    clock.sleep(600_000)
    await clock.advance(0)
    expect(flow.getView().status).toBe('approved')
  })

  it('leaves the code form as it is where nothing was approved', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    flow.useTotp()
    await clock.advance(10_000)
    const polls = client.count('poll')
    clock.sleep(600_000)
    await clock.advance(60_000)
    expect(flow.getView()).toMatchObject({ status: 'totp', error: null })
    expect(flow.getView().can).toMatchObject({ submitTotp: true, backToPush: false })
    expect(client.count('poll')).toBe(polls + 1)
    expect(clock.pending).toBe(0)
  })

  it('is the end of the push five seconds later, though the last poll may still bring an approval', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    flow.useTotp()
    await clock.advance(10_000)
    client.script({ delayMs: 20_000, poll: ['approved'] })
    clock.sleep(290_000)
    await clock.advance(4_999)
    expect(flow.getView().expiresAt).not.toBeNull()
    await clock.advance(1)
    expect(flow.getView()).toMatchObject({ status: 'totp', expiresAt: null })
    await clock.advance(15_000)
    expect(flow.getView().status).toBe('approved')
  })
})

describe('a last poll whose answer nobody waited for', () => {
  const SLEPT = 600_000
  const places: [string, Partial<CibaControllerOptions>, number, (flow: CibaController) => void][] = [
    ['while waiting', { waitMs: 400_000 }, 10_000, () => undefined],
    ['after the question whether to go on', {}, 61_000, () => undefined],
    ['in the code form', {}, 10_000, (flow) => flow.useTotp()],
  ]

  it.each(places)('is sent again on the return %s', async (_name, options, ms, go) => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] }, options)
    const leave = flow.lease()
    await clock.advance(ms)
    go(flow)
    await clock.advance(0)
    client.script({ poll: ['approved'], delayMs: 800 })
    clock.sleep(SLEPT)
    await clock.advance(500)
    const polls = client.count('poll')
    leave()
    await clock.advance(0)
    flow.lease()
    // The interval runs from the poll that was given up.
    await clock.advance(4_499)
    expect(client.count('poll')).toBe(polls)
    await clock.advance(1)
    expect(client.count('poll')).toBe(polls + 1)
    await clock.advance(800)
    expect(flow.getView().status).toBe('approved')
  })

  it('is sent again an hour later, and no time is spent while nobody is there', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    const leave = flow.lease()
    await clock.advance(10_000)
    client.script({ poll: ['approved'], delayMs: 800 })
    clock.sleep(SLEPT)
    await clock.advance(500)
    leave()
    await clock.advance(3_600_000)
    expect(clock.pending).toBe(0)
    flow.lease()
    await clock.advance(800)
    expect(flow.getView().status).toBe('approved')
  })

  it('is sent after the deadline where it was out just before', async () => {
    const { clock, client, flow } = await waiting(
      { initiate: [{ authReqId: 'key', expiresIn: 298 }] },
      { waitMs: 400_000 },
    )
    const leave = flow.lease()
    await clock.advance(294_000)
    client.script({ poll: ['approved'], delayMs: 3_000 })
    await clock.advance(2_000)
    const polls = client.count('poll')
    leave()
    await clock.advance(0)
    flow.lease()
    await clock.advance(3_999)
    expect([flow.getView().status, client.count('poll')]).toEqual(['polling', polls])
    await clock.advance(1)
    expect([flow.getView().status, client.count('poll')]).toEqual(['polling', polls + 1])
    await clock.advance(3_000)
    expect(flow.getView().status).toBe('approved')
  })

  it('is the end where it brings nothing', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    const leave = flow.lease()
    await clock.advance(10_000)
    client.script({ poll: ['hang'] })
    clock.sleep(SLEPT)
    await clock.advance(500)
    leave()
    await clock.advance(60_000)
    flow.lease()
    await clock.advance(4_999)
    expect(flow.getView().status).toBe('polling')
    await clock.advance(1)
    expect(flow.getView().status).toBe('expired')
    expect(clock.pending).toBe(0)
  })
})

describe('the deadline, where the flow has asked whether to go on waiting', () => {
  const early = { initiate: [{ authReqId: 'key', expiresIn: 70 }] }

  it('waits five seconds for the answer to a poll that is under way', async () => {
    const { clock, client, flow } = await waiting(early)
    await clock.advance(54_000)
    client.script({ poll: ['approved'], delayMs: 18_000 })
    await clock.advance(16_000)
    expect(flow.getView().status).toBe('timeout')
    await clock.advance(4_000)
    expect(flow.getView().status).toBe('approved')
  })

  it('ends at once where none is', async () => {
    const { clock, flow } = await waiting(early)
    await clock.advance(69_999)
    expect(flow.getView().status).toBe('timeout')
    await clock.advance(1)
    expect(flow.getView().status).toBe('expired')
  })

  it('ends five seconds later where the answer does not come', async () => {
    const { clock, client, flow } = await waiting(early)
    await clock.advance(54_000)
    client.script({ poll: ['hang'] })
    await clock.advance(20_999)
    expect(flow.getView().status).toBe('timeout')
    await clock.advance(1)
    expect(flow.getView().status).toBe('expired')
  })
})

describe('a sleep past the time to ask whether to go on waiting', () => {
  it('costs no approval, and no question is seen before it', async () => {
    const { clock, client, flow } = await waiting({ poll: ['pending'] })
    const seen: string[] = []
    flow.subscribe(() => seen.push(flow.getView().status))
    await clock.advance(10_000)
    client.script({ poll: ['approved'], delayMs: 300 })
    clock.sleep(60_000)
    await clock.advance(300)
    expect(flow.getView().status).toBe('approved')
    expect(seen).not.toContain('timeout')
  })

  it('puts the question off by five seconds', async () => {
    const { clock, flow } = await waiting({ poll: ['pending'] })
    await clock.advance(10_000)
    clock.sleep(60_000)
    await clock.advance(4_999)
    expect(flow.getView().status).toBe('polling')
    await clock.advance(1)
    expect(flow.getView().status).toBe('timeout')
  })
})
