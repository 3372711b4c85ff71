import type { Acknowledgement, CallContext, CibaClient, PollAnswer } from '../../src/ciba/contract.js'
import type { MovedClock } from '../../src/testing/moved-clock.js'
import { sleep } from '../../src/http/sleep.js'
import type { Reply, Schedule } from './schedules.js'

const EXPIRES_IN = 120
const NEVER_MS = 1e9

/** What a system knows of a request that it accepted. Times are ms of the clock that is never set. */
interface Request {
  intervalMs: number
  /** When the push, or the last poll, was sent; null where a poll may come at once. */
  sentAt: number | null
  failures: number
  failedAt: number
  floor: number
  expiresAt: number
  polledLate: boolean
  over: boolean
}

/** What a test tells the system of the world. */
export interface World {
  away: boolean
  disposed: boolean
  /** When somebody last did something, or came back. */
  disturbedAt: number
  /** When time last passed in which nothing ran. */
  sleptAt: number
}

const backoffMs = (failures: number) => (failures === 0 ? 0 : Math.min(30_000, 2_000 * 2 ** (failures - 1)))

/** A system that answers as its schedule says and writes down every rule that is broken. */
export function createStrictSystem(plan: Schedule, clock: MovedClock, world: World) {
  const broken: string[] = []
  const requests = new Map<string, Request>()
  const keys = new Map<string, number>()
  const counts = { find: 0, push: 0, poll: 0, verify: 0, cancel: 0 }
  /** Approvals that arrived, and of which nothing has come yet. */
  const owed = { approvals: 0 }
  let inFlight = 0
  let newest = ''
  const now = () => clock.monotonic?.() ?? clock.now()
  const rule = (kept: boolean, what: string) => void (kept || broken.push(what))

  /** The next answer, after its time; what is no answer is thrown. */
  async function replyTo(operation: keyof typeof counts, { signal }: CallContext): Promise<string> {
    const list = plan[operation] ?? []
    const reply: Reply = list[counts[operation]++ % list.length] ?? { answer: 'pending', delayMs: 0 }
    rule(!world.disposed, `a ${operation} after dispose`)
    await sleep(reply.answer === 'hang' ? NEVER_MS : reply.delayMs, clock, signal)
    return reply.answer
  }

  function failure(answer: string): unknown {
    if (answer === 'no network') return new TypeError('Failed to fetch')
    const [what = '', seconds] = answer.split(', Retry-After ')
    const status = what.startsWith('status ') ? Number(what.slice(7)) : 400
    const body = status === 400 ? { error: what } : ''
    return { status, body, headers: seconds === undefined ? {} : { 'retry-after': seconds } }
  }

  function accept(answer: string, sentAt: number | null, expiresIn = EXPIRES_IN): Acknowledgement {
    newest = `request-${requests.size + 1}`
    const intervalMs = 5_000
    const expiresAt = now() + expiresIn * 1000
    const fresh = { failures: 0, failedAt: 0, floor: 0, polledLate: false, over: false }
    requests.set(newest, { intervalMs, sentAt, expiresAt, ...fresh })
    return { authReqId: newest, expiresIn, ...(answer.endsWith('no interval') ? {} : { interval: 5 }) }
  }

  function checkPoll(authReqId: string, request: Request) {
    rule(!world.away, 'a poll while nobody is there')
    rule(inFlight === 0, 'two polls in flight')
    rule(authReqId === newest, 'a poll for an older request')
    rule(!request.over, 'a poll after the end')
    const gap = now() - (request.sentAt ?? -NEVER_MS)
    rule(gap >= request.intervalMs, `a poll after ${gap} of ${request.intervalMs} ms`)
    rule(now() >= request.floor, 'a poll before the time of Retry-After')
    const alone = world.disturbedAt < request.failedAt && world.sleptAt < request.failedAt
    rule(
      !alone || gap >= backoffMs(request.failures),
      `a poll after ${gap} ms and ${request.failures} failures`,
    )
    if (now() < request.expiresAt) return
    rule(!request.polledLate, 'a second poll after the deadline')
    rule(world.sleptAt >= request.expiresAt - EXPIRES_IN * 1000, 'a poll after the deadline without a sleep')
    request.polledLate = true
  }

  function heard(answer: string, request: Request, context: CallContext): PollAnswer {
    const [what, more] = answer.split(/, (?:interval|Retry-After) /)
    const seconds = Number(more ?? 0)
    const failed = answer.startsWith('status') || answer === 'no network'
    request.failures = failed ? request.failures + 1 : 0
    request.failedAt = now()
    request.floor = answer.includes('Retry-After') ? now() + seconds * 1000 : 0
    if (what === 'slow_down') request.intervalMs += 5_000
    if (answer.includes('interval')) request.intervalMs = Math.max(request.intervalMs, seconds * 1000)
    const interval = answer.includes('interval') ? { interval: seconds } : {}
    switch (what) {
      case 'pending':
        return { type: what, ...interval }
      case 'slow_down':
        if (answer.includes('Retry-After'))
          return { type: what, retryAt: (context.now?.() ?? 0) + seconds * 1000 }
        return { type: what, ...interval }
      case 'approved':
        request.over = true
        owed.approvals += 1
        return { type: what, approval: {} }
      case undefined:
      default:
        if (!failed && answer !== 'authorization_pending') request.over = true
        throw failure(answer)
    }
  }

  const client: CibaClient = {
    name: 'strict',
    honoursKeys: plan.honoursKeys,
    ...(plan.find && {
      async resume(context: CallContext) {
        const answer = await replyTo('find', context)
        if (answer === 'none') return null
        if (answer !== 'accepted') throw failure(answer)
        return { ...accept(answer, null), bindingMessage: 'KQ7-42M', loginHint: 'dana@example.com' }
      },
    }),
    async initiate(_request, context) {
      const sentAt = now()
      for (const request of requests.values()) request.over = true
      keys.set(context.idempotencyKey, (keys.get(context.idempotencyKey) ?? 0) + 1)
      const answer = await replyTo('push', context)
      if (!answer.startsWith('accepted')) throw failure(answer)
      return accept(
        answer,
        plan.settings.pollAtOnce ? null : sentAt,
        answer.endsWith('40 s') ? 40 : undefined,
      )
    },
    async poll(authReqId, context) {
      const request = requests.get(authReqId)
      if (request === undefined) throw new Error('a poll for nothing')
      checkPoll(authReqId, request)
      request.sentAt = now()
      inFlight += 1
      try {
        return heard(await replyTo('poll', context), request, context)
      } finally {
        inFlight -= 1
      }
    },
    async verifyTotp(_attempt, context) {
      const answer = await replyTo('verify', context)
      if (answer !== 'approved') throw failure(answer)
      owed.approvals += 1
      return {}
    },
    async cancel(authReqId, context) {
      const request = requests.get(authReqId)
      if (request !== undefined) request.over = true
      const answer = await replyTo('cancel', context)
      if (answer.startsWith('status')) throw failure(answer)
      return { promptMayRemain: answer === 'may remain' }
    },
  }
  return {
    client,
    broken,
    rule,
    counts,
    keys,
    owed,
    inFlight: () => inFlight,
    endAll: () => {
      for (const request of requests.values()) request.over = true
    },
  }
}
