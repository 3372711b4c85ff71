import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { oauthError } from '../support/scripted-provider.js'

/** What a browser, or many of its tabs, may do; times in ms. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'poll' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 7_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('answer' as const),
      code: fc.constantFrom('authorization_pending', 'authorization_pending', 'slow_down', '500'),
    }),
  },
)

it('the provider never sees two token requests closer than the interval, nor two at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
      const { browser, clock, provider } = createBackEnd()
      let intervalMs = 5_000
      let lastAt = clock.now()
      let open: ((response: Response) => void) | undefined
      const faults: string[] = []
      provider.onToken = () => {
        if (open !== undefined) faults.push('two at once')
        if (clock.now() - lastAt < intervalMs) faults.push(`after ${clock.now() - lastAt} ms`)
        lastAt = clock.now()
        return new Promise((resolve) => (open = resolve))
      }
      const answer = (code: string) => {
        const resolve = open
        open = undefined
        if (code === 'slow_down') intervalMs += 5_000
        resolve?.(code === '500' ? new Response('', { status: 500 }) : oauthError(code))
      }

      const { flow } = (await browser.start()).body
      const polls: Promise<unknown>[] = []
      for (const next of actions) {
        if (next.type === 'poll') polls.push(browser.poll(flow))
        else if (next.type === 'advance') await clock.advance(next.ms)
        else if (open !== undefined) answer(next.code)
        // Lets what was begun get as far as it can without time.
        await clock.advance(0)
      }
      let settled = false
      void Promise.all(polls).then(() => (settled = true))
      while (!settled) {
        if (open !== undefined) answer('authorization_pending')
        await clock.advance(1_000)
      }
      expect(faults).toEqual([])
    }),
    { numRuns: 60 },
  )
})
