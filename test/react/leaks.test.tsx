import { cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type CibaController, createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { inspectActors } from '../machine/actor-records.js'

const ROUNDS = 1_000
const HINT = 'dana@example.com'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** Counts the listeners that are on page and window: those taken off again, by hand or by a signal, do not count. */
function countListeners() {
  let count = 0
  for (const target of [document, window]) {
    const add = target.addEventListener.bind(target)
    const remove = target.removeEventListener.bind(target)
    vi.spyOn(target, 'addEventListener').mockImplementation(
      (...[type, listener, options]: Parameters<typeof add>) => {
        const signal = typeof options === 'object' ? options.signal : undefined
        count += 1
        signal?.addEventListener('abort', () => void (count -= 1), { once: true })
        add(type, listener, options)
      },
    )
    vi.spyOn(target, 'removeEventListener').mockImplementation(
      (...[type, listener, options]: Parameters<typeof remove>) => {
        count -= 1
        remove(type, listener, options)
      },
    )
  }
  return () => count
}

function setUp(script: Script = {}) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  return { clock, client, controller: createCibaController({ client, clock }) }
}

const Status = () => <p>{useCibaAuth().status}</p>

const page = (controller: CibaController) => (
  <StrictMode>
    <CibaProvider controller={controller}>
      <Status />
    </CibaProvider>
  </StrictMode>
)

describe('coming and going a thousand times', () => {
  it('leaves no listener and no timer behind where a sign-in waits', async () => {
    const { clock, controller } = setUp()
    controller.start({ loginHint: HINT })
    await clock.advance(0)
    // React puts its own listeners on a page once.
    render(page(controller)).unmount()
    await clock.advance(0)
    const listeners = countListeners()
    const before = listeners()
    const timers: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { unmount } = render(page(controller))
      timers.push(clock.pending)
      unmount()
      await Promise.resolve()
      expect(clock.pending).toBe(0)
    }
    expect(listeners()).toBe(before)
    // No more of them in the last round than in the first.
    expect(timers.at(-1)).toBe(timers[0])
    expect(timers[0]).toBeGreaterThan(0)
    controller.dispose()
  }, 60_000)

  it('leaves nothing of a controller that was disposed, whatever it was doing', async () => {
    const listeners = countListeners()
    const { clock, client } = setUp({ poll: ['pending', 'hang'] })
    const actors = inspectActors(() => undefined)
    for (let round = 0; round < ROUNDS; round++) {
      const controller = createCibaController({ client, clock })
      const release = controller.lease()
      controller.start({ loginHint: HINT })
      await Promise.resolve()
      if (round % 100 === 0) await clock.advance(6_000 + round)
      controller.dispose()
      release()
      // What was cut off cleans up after itself, in this same turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 0))
      expect(clock.pending).toBe(0)
    }
    await clock.advance(600_000)
    expect(listeners()).toBe(0)
    expect(clock.pending).toBe(0)
    expect(client.count('initiate')).toBe(ROUNDS)
    expect(actors.count()).toBeGreaterThan(ROUNDS)
    expect(actors.active()).toEqual([])
  }, 60_000)
})

describe('an end', () => {
  const MOST_MS = 10

  it.each(['cancel', 'dispose'] as const)(
    'by %s is there at once, and nothing but one cancel call follows',
    async (verb) => {
      const client = createScriptedClient({ poll: ['hang'] })
      const took: number[] = []
      for (let round = 0; round < 20; round++) {
        client.script({ initiate: [{ authReqId: 'key', expiresIn: 300, interval: 0 }], poll: ['hang'] })
        const flow = createCibaController({ client })
        const settled = flow.startAsync({ loginHint: HINT }).catch(() => undefined)
        await vi.waitFor(() => expect(flow.getView().activity).toBe('checking'))
        const callsBefore = client.calls.length
        const begin = performance.now()
        flow[verb]()
        await settled
        took.push(performance.now() - begin)
        await new Promise((resolve) => setTimeout(resolve, 0))
        const after = client.calls.slice(callsBefore).map(({ operation }) => operation)
        expect(after).toEqual(verb === 'cancel' ? ['cancel'] : [])
        flow.dispose()
      }
      const median = took.sort((a, b) => a - b)[took.length >> 1] ?? Infinity
      expect(median).toBeLessThan(MOST_MS)
    },
  )
})
