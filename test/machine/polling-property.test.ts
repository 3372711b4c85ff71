import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CibaClient, PollAnswer } from '../../src/ciba/contract.js'
import { authError } from '../../src/errors/normalize.js'
import type { Clock } from '../../src/http/clock.js'
import { sleep } from '../../src/http/sleep.js'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

// The moved clock lets the event loop turn once per timer; a turn without the real timer's millisecond is enough.
beforeAll(() => {
  vi.stubGlobal('setTimeout', (callback: () => void) => setImmediate(callback))
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const ANSWERS = [
  'pending',
  'slow_down',
  'approved',
  'denied',
  'invalid',
  500,
  'network',
  'wait',
  'hang',
] as const
type Answer = (typeof ANSWERS)[number]
interface Reply {
  answer: Answer
  delayMs: number
}
const VERBS = ['start', 'retry', 'resend', 'keepWaiting', 'useTotp', 'backToPush', 'cancel', 'reset'] as const
type Step = { wait: number } | { verb: (typeof VERBS)[number] | 'submitTotp' | 'leave' | 'come' }

const EXPIRES_IN = 120
const INTERVAL = 5

/** A system that answers as told and writes down every broken rule. */
function strictClient(clock: Clock, replies: Reply[]) {
  const broken: string[] = []
  const closed = new Set<string>()
  const sentAt = new Map<string, number>()
  const intervalMs = new Map<string, number>()
  const expiresAt = new Map<string, number>()
  const floor = new Map<string, number>()
  let issued = 0
  let polls = 0
  let inFlight = 0

  function give(answer: Answer, authReqId: string): PollAnswer {
    const now = clock.now()
    switch (answer) {
      case 'pending':
        return { type: 'pending' }
      case 'slow_down':
        intervalMs.set(authReqId, (intervalMs.get(authReqId) ?? 0) + 5_000)
        return { type: 'slow_down' }
      case 'wait':
        floor.set(authReqId, now + 17_000)
        throw authError('temporarily_unavailable', { retryAt: now + 17_000, now })
      case 'approved':
        closed.add(authReqId)
        return { type: 'approved', approval: {} }
      case 'denied':
        closed.add(authReqId)
        throw authError('access_denied')
      case 'invalid':
        closed.add(authReqId)
        throw authError('invalid_client')
      case 500:
        throw Object.assign(new TypeError('fetch failed'))
      case 'network':
        throw new TypeError('Failed to fetch')
      case 'hang':
        throw new Error('not reached')
    }
  }

  const rule = (kept: boolean, what: string) => void (kept || broken.push(`${what} at poll ${polls}`))

  const client: CibaClient = {
    name: 'strict',
    async initiate() {
      const authReqId = `request-${++issued}`
      sentAt.set(authReqId, clock.now())
      intervalMs.set(authReqId, INTERVAL * 1000)
      expiresAt.set(authReqId, clock.now() + EXPIRES_IN * 1000)
      return { authReqId, expiresIn: EXPIRES_IN, interval: INTERVAL }
    },
    async poll(authReqId, { signal }) {
      const now = clock.now()
      const reply = replies[polls++ % replies.length] ?? { answer: 'pending', delayMs: 0 }
      rule(inFlight === 0, 'two in flight')
      rule(authReqId === `request-${issued}`, 'an older request')
      rule(!closed.has(authReqId), 'a request that is over')
      rule(now < (expiresAt.get(authReqId) ?? 0), 'after expiry')
      rule(now - (sentAt.get(authReqId) ?? 0) >= (intervalMs.get(authReqId) ?? 0), 'sooner than the interval')
      rule(now >= (floor.get(authReqId) ?? 0), 'sooner than Retry-After')
      sentAt.set(authReqId, now)
      inFlight += 1
      try {
        await sleep(reply.answer === 'hang' ? 3_600_000 : reply.delayMs, clock, signal)
        return give(reply.answer, authReqId)
      } finally {
        inFlight -= 1
      }
    },
    verifyTotp: () => Promise.reject(authError('invalid_code')),
    async cancel(authReqId) {
      closed.add(authReqId)
      return { promptMayRemain: true }
    },
  }
  return { client, broken, polls: () => polls, inFlight: () => inFlight }
}

const reply = fc.record<Reply>({
  answer: fc.oneof({ weight: 3, arbitrary: fc.constant<Answer>('pending') }, fc.constantFrom(...ANSWERS)),
  delayMs: fc.constantFrom(0, 0, 300, 4_000, 9_000, 40_000),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ wait: fc.constantFrom(0, 100, 1_000, 5_000, 7_300, 31_000, 70_000) }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constantFrom(...VERBS, 'submitTotp', 'leave', 'come') }) },
)

describe('whatever the system answers and whoever presses what', () => {
  it('there is one poll in flight at most, never too soon, and none after the end', async () => {
    let totalPolls = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(reply, { minLength: 1, maxLength: 8 }),
        fc.array(step, { minLength: 4, maxLength: 16 }),
        async (replies, steps) => {
          const clock = createMovedClock()
          const { client, broken, polls, inFlight } = strictClient(clock, replies)
          const flow = createCibaController({ client, clock })
          let release: (() => void) | null = flow.lease()
          flow.start({ loginHint: 'dana@example.com' })
          for (const next of steps) {
            if ('wait' in next) {
              const before = polls()
              await clock.advance(next.wait)
              if (release === null) expect(polls()).toBe(before)
            } else if (next.verb === 'leave') {
              release?.()
              release = null
              await clock.advance(0)
            } else if (next.verb === 'come') {
              release ??= flow.lease()
            } else if (next.verb === 'start') {
              flow.start({ loginHint: 'dana@example.com' })
            } else if (next.verb === 'submitTotp') {
              flow.submitTotp('123456')
            } else {
              flow[next.verb]()
            }
          }
          flow.dispose()
          const before = polls()
          await clock.advance(0)
          expect(inFlight()).toBe(0)
          expect(clock.pending).toBe(0)
          await clock.advance(600_000)
          expect(polls()).toBe(before)
          expect(broken).toEqual([])
          totalPolls += before
        },
      ),
      { numRuns: 200 },
    )
    // A property over nothing proves nothing.
    expect(totalPolls).toBeGreaterThan(200)
  }, 30_000)
})
