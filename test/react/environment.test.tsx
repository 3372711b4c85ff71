import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { HINT, renderFlow } from '../support/flow-harness.js'

afterEach(() => vi.restoreAllMocks())

/** A flow that has failed to poll at 5, 10 and 15 s and would try again by itself at 23 s at the earliest. */
async function backingOff() {
  const page = await renderFlow({ poll: [{ throws: { status: 500 } }] }, { waitMs: 200_000 })
  await page.signIn()
  await page.advance(15_000)
  expect(page.client.count('poll')).toBe(3)
  expect(screen.getByText('The service is slow. We keep trying.')).toBeInTheDocument()
  page.client.script({ poll: ['approved'] })
  await page.advance(5_500)
  expect(page.client.count('poll')).toBe(3)
  return page
}

describe('coming back to the page', () => {
  it('polls at once when the tab becomes visible', async () => {
    const { advance, client } = await backingOff()
    fireEvent(document, new Event('visibilitychange'))
    await advance(0)
    expect(client.count('poll')).toBe(4)
    expect(screen.getByRole('heading', { name: 'You are signed in' })).toBeInTheDocument()
  })

  it('polls at once when the network returns', async () => {
    const { advance, client } = await backingOff()
    fireEvent(window, new Event('offline'))
    await advance(0)
    expect(screen.getByText('You are offline. We go on when the connection is back.')).toBeInTheDocument()
    fireEvent(window, new Event('online'))
    await advance(0)
    expect(client.count('poll')).toBe(4)
  })

  it('polls at once when the page is restored from the back-forward cache', async () => {
    const { advance, client } = await backingOff()
    fireEvent(window, new Event('pageshow'))
    await advance(0)
    expect(client.count('poll')).toBe(4)
  })

  it('hiding the tab asks nothing', async () => {
    const { advance, client } = await backingOff()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    fireEvent(document, new Event('visibilitychange'))
    await advance(0)
    expect(client.count('poll')).toBe(3)
  })

  it('never polls sooner than the interval, however often somebody comes and goes', async () => {
    const { signIn, advance, client } = await renderFlow()
    await signIn()
    for (let second = 0; second < 15; second++) {
      fireEvent(document, new Event('visibilitychange'))
      fireEvent(window, new Event('online'))
      await advance(1_000)
    }
    expect(client.count('poll')).toBe(3)
  })

  it('keeps polling while the browser says it is offline: that is a hint, no proof', async () => {
    const { signIn, advance, client } = await renderFlow()
    await signIn()
    fireEvent(window, new Event('offline'))
    await advance(5_000)
    expect(client.count('poll')).toBe(1)
  })

  it('a network that came back while nobody was there is not called offline', async () => {
    const clock = createMovedClock()
    const flow = createCibaController({ client: createScriptedClient({ clock }), clock })
    const release = flow.lease()
    flow.start({ loginHint: HINT })
    await clock.advance(1_000)
    fireEvent(window, new Event('offline'))
    expect(flow.getView().activity).toBe('offline')
    release()
    await clock.advance(1_000)
    flow.lease()
    await clock.advance(0)
    expect(flow.getView().activity).toBe('waiting')
    flow.dispose()
  })

  it('listens no more after dispose', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock })
    const flow = createCibaController({ client, clock })
    flow.lease()
    flow.start({ loginHint: HINT })
    await clock.advance(5_000)
    const before = client.calls.length
    flow.dispose()
    act(() => {
      fireEvent(window, new Event('online'))
      fireEvent(document, new Event('visibilitychange'))
    })
    await clock.advance(60_000)
    expect(client.calls.length).toBe(before)
  })
})
