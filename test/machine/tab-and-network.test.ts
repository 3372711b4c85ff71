import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { createFakePage } from './fake-page.js'

let page = createFakePage()
let close = () => {}
beforeEach(() => {
  page = createFakePage()
  close = page.open()
})
afterEach(() => close())

async function waiting() {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, poll: ['slow_down', 'pending'] })
  const flow = createCibaController({ client, clock })
  const release = flow.lease()
  flow.start({ loginHint: 'dana@example.com' })
  await clock.advance(5_000)
  expect(client.count('poll')).toBe(1)
  return { clock, client, flow, release }
}

describe('somebody who comes back', () => {
  const returns: [string, () => void][] = [
    ['to the tab', () => page.show(true)],
    ['from the page cache', () => page.restore()],
    ['to the network', () => page.connect(true)],
  ]
  for (const [name, comeBack] of returns)
    it(`${name} after a sleep is polled for at once, and only once`, async () => {
      const { clock, client, flow } = await waiting()
      clock.sleep(60_000)
      comeBack()
      comeBack()
      await clock.advance(0)
      expect(client.count('poll')).toBe(2)
      await clock.advance(9_999)
      expect(client.count('poll')).toBe(2)
      flow.dispose()
    })

  it('is not polled for by a tab that is being hidden', async () => {
    const { clock, client, flow } = await waiting()
    await clock.advance(9_000)
    page.show(false)
    page.restore()
    await clock.advance(0)
    expect(client.count('poll')).toBe(1)
    flow.dispose()
  })
})

describe('the network', () => {
  it('is said to be away from the start, and back', async () => {
    page.connect(false)
    const { flow } = await waiting()
    expect(flow.getView().activity).toBe('offline')
    page.connect(true)
    expect(flow.getView().activity).not.toBe('offline')
    page.connect(false)
    expect(flow.getView().activity).toBe('offline')
    flow.dispose()
  })

  it('that came back while nobody listened is noticed', async () => {
    const { clock, flow, release } = await waiting()
    page.connect(false)
    release()
    await clock.advance(0)
    page.connect(true)
    flow.lease()
    expect(flow.getView().activity).not.toBe('offline')
    flow.dispose()
  })
})

describe('listeners', () => {
  it('are four, however many use the flow, and none after the last has left', async () => {
    const { clock, flow, release } = await waiting()
    const other = flow.lease()
    expect(page.listeners()).toBe(4)
    release()
    release()
    await clock.advance(0)
    expect(page.listeners()).toBe(4)
    other()
    expect(page.listeners()).toBe(4)
    await clock.advance(0)
    expect(page.listeners()).toBe(0)
    flow.lease()
    expect(page.listeners()).toBe(4)
    flow.dispose()
    expect(page.listeners()).toBe(0)
    flow.lease()
    expect(page.listeners()).toBe(0)
  })

  it('are none where there is no page, or half of one', () => {
    for (const missing of ['document', 'window']) {
      Reflect.deleteProperty(globalThis, missing)
      const flow = createCibaController({ client: createScriptedClient() })
      flow.lease()
      expect(page.listeners()).toBe(0)
      flow.dispose()
      close()
      close = page.open()
    }
  })
})

describe('who shows a flow', () => {
  it('is told of a change, and not of what shows nothing', async () => {
    const { clock, flow } = await waiting()
    let told = 0
    flow.subscribe(() => {
      told += 1
    })
    const before = flow.getView()
    page.connect(true)
    await clock.advance(0)
    expect(told).toBe(0)
    expect(flow.getView()).toBe(before)
    flow.useTotp()
    expect(told).toBe(1)
    expect(flow.getView()).not.toBe(before)
    flow.dispose()
  })
})
