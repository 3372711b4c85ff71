import type { Acknowledgement, CallContext, CibaClient, PollAnswer } from '../../src/ciba/contract.js'
import type { MovedClock } from '../../src/testing/moved-clock.js'
import { sleep } from '../../src/http/sleep.js'
import type { Reply, Schedule } from './schedules.js'
import { nothingSeen } from './situations.js'
import { createPollRules, NO_WAIT, type Request, type ServerWait, type World } from './strict-rules.js'

const EXPIRES_IN = 120
const DEFAULT_INTERVAL = 5
const NEVER_MS = 1e9
/** 35 s, and 2 s in which the timer may be late: what takes longer died in a sleep. */
const POLL_LIMIT_MS = 35_000 + 2_000
const CODES_BEFORE_LOCK = 3
const COOL_DOWN_MS = 30_000

const isTimeLimit = (reason: unknown) => reason instanceof DOMException && reason.name === 'TimeoutError'

/** A start, by its key, however often it is sent. */
interface Push {
  sent: number
  failedAt: number
  wait: ServerWait
}

/** A system that answers as its schedule says and writes down every rule that is broken. */
export function createStrictSystem(plan: Schedule, clock: MovedClock, world: World) {
  const broken: string[] = []
  const seen = nothingSeen()
  const requests = new Map<string, Request>()
  const pushes = new Map<string, Push>()
  const counts = { find: 0, push: 0, poll: 0, verify: 0, cancel: 0 }
  /** Approvals that arrived, and of which nothing has come yet. */
  const owed = { approvals: 0 }
  const codes = { wrong: 0, wrongAt: 0, lockouts: 0, lockedUntil: 0 }
  let inFlight = 0
  /** Calls that are being answered. */
  let waits = 0
  let newest = ''
  const now = () => clock.monotonic?.() ?? clock.now()
  const rule = (kept: boolean, what: string) => void (kept || broken.push(what))
  const polling = createPollRules(world, seen, now, rule)

  /** The next answer, after its time. */
  async function replyTo(operation: keyof typeof counts, { signal }: CallContext): Promise<Reply> {
    const list = plan[operation] ?? []
    const reply = list[counts[operation]++ % list.length] ?? { says: 'pending', delayMs: 0 }
    rule(!world.disposed, `a ${operation} after dispose`)
    waits += 1
    try {
      await sleep(reply.says === 'hang' ? NEVER_MS : reply.delayMs, clock, signal)
    } finally {
      waits -= 1
    }
    return reply
  }

  /** `Retry-After` as the wire has it; a date is in whole seconds of the server's own clock. */
  function retryAfter({ retryAfter: seconds, asDate }: Reply): {
    headers: Record<string, string>
    wait: ServerWait
  } {
    if (seconds === undefined) return { headers: {}, wait: NO_WAIT }
    const until = now() + seconds * 1000
    if (!asDate) return { headers: { 'retry-after': `${seconds}` }, wait: { until, by: 'seconds' } }
    const utc = (at: number) => new Date(at + plan.serverAheadMs).toUTCString()
    const date = utc(until)
    return {
      headers: { 'retry-after': date, date: utc(now()) },
      wait: {
        until: Date.parse(date) - plan.serverAheadMs,
        by: plan.serverAheadMs === 0 ? 'date' : 'skewed date',
      },
    }
  }

  function failure(reply: Reply): unknown {
    const [kind, what = ''] = reply.says.split(' ')
    if (kind === 'no') return new TypeError('Failed to fetch')
    const { headers } = retryAfter(reply)
    return kind === 'status'
      ? { status: Number(what), body: '', headers }
      : { status: 400, body: { error: what }, headers }
  }

  function accept(sentAt: number, { interval, expiresIn = EXPIRES_IN }: Reply): Acknowledgement {
    newest = `request-${requests.size + 1}`
    requests.set(newest, {
      acceptedAt: now(),
      expiresAt: now() + expiresIn * 1000,
      intervalMs: (interval ?? DEFAULT_INTERVAL) * 1000,
      sentAt,
      heardAt: now(),
      failures: 0,
      slowedDown: false,
      wait: NO_WAIT,
      polledLate: false,
      unheard: false,
      cancels: 0,
      over: false,
    })
    return { authReqId: newest, expiresIn, ...(interval === undefined ? {} : { interval }) }
  }

  /** Such a poll says nothing of the network, nor of the request. */
  const diedInSleep = ({ sentAt }: Request) => now() > sentAt + POLL_LIMIT_MS

  function heard(reply: Reply, request: Request, { now: flowNow }: CallContext): PollAnswer {
    const { says, interval, retryAfter: seconds } = reply
    const again = says.startsWith('status') || says === 'no network'
    request.unheard = says === 'no network' && diedInSleep(request)
    if (!request.unheard) request.failures = again ? request.failures + 1 : 0
    request.wait = retryAfter(reply).wait
    request.slowedDown = says.endsWith('slow_down')
    if (request.slowedDown) request.intervalMs += 5_000
    request.intervalMs = Math.max(request.intervalMs, (interval ?? 0) * 1000)
    if (says === 'pending' || says === 'slow_down')
      return {
        type: says,
        ...(interval === undefined ? {} : { interval }),
        ...(seconds === undefined ? {} : { retryAt: (flowNow?.() ?? 0) + seconds * 1000 }),
      }
    if (says === 'approved') {
      request.over = true
      owed.approvals += 1
      return { type: says, approval: {} }
    }
    request.over = !again && !request.slowedDown && says !== 'error authorization_pending'
    throw failure(reply)
  }

  const client: CibaClient = {
    name: 'strict',
    honoursKeys: plan.honoursKeys,
    ...(plan.find && {
      async resume(context: CallContext) {
        const reply = await replyTo('find', context)
        if (reply.says === 'none') return null
        if (reply.says !== 'accepted') throw failure(reply)
        seen['found again'] += 1
        return { ...accept(-Infinity, reply), bindingMessage: 'KQ7-42M', loginHint: 'dana@example.com' }
      },
    }),
    async initiate(_request, context) {
      const sentAt = now()
      for (const request of requests.values()) request.over = true
      const push = pushes.get(context.idempotencyKey) ?? { sent: 0, failedAt: 0, wait: NO_WAIT }
      pushes.set(context.idempotencyKey, push)
      if (push.sent > 0) {
        seen['start repeated with its key'] += 1
        if (push.wait.by !== 'nothing') seen['start repeated after Retry-After'] += 1
        const gap = sentAt - push.failedAt
        rule(plan.honoursKeys && push.sent < 4, `one start that was sent ${push.sent + 1} times`)
        rule(gap >= 1_000 * 2 ** push.sent, `a start repeated after ${gap} ms`)
        rule(sentAt >= push.wait.until, 'a start repeated before Retry-After')
        rule(!world.away, 'a start repeated while nobody is there')
        rule(world.status() === 'pushing', `a start repeated in ${world.status()}`)
      }
      push.sent += 1
      seen.push += 1
      try {
        const reply = await replyTo('push', context)
        push.wait = retryAfter(reply).wait
        if (reply.says !== 'accepted') throw failure(reply)
        return accept(plan.settings.pollAtOnce ? -Infinity : sentAt, reply)
      } finally {
        push.failedAt = now()
      }
    },
    async poll(authReqId, context) {
      const request = requests.get(authReqId)
      if (request === undefined) throw new Error('a poll for nothing')
      rule(inFlight === 0, 'two polls in flight')
      rule(authReqId === newest, 'a poll for an older request')
      polling.sent(request)
      request.sentAt = now()
      const { signal } = context
      let over = false
      // One that was aborted is off the wire at once, though its caller hears of it a little later.
      const end = () => {
        if (!over) inFlight -= 1
        over = true
      }
      const onAbort = () => {
        end()
        if (!isTimeLimit(signal.reason)) polling.givenUp(request)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      inFlight += 1
      try {
        return heard(await replyTo('poll', context), request, context)
      } catch (thrown) {
        if (isTimeLimit(thrown)) {
          request.unheard = diedInSleep(request)
          if (!request.unheard) request.failures += 1
          seen['poll that got no answer in time'] += 1
        }
        throw thrown
      } finally {
        request.heardAt = now()
        end()
      }
    },
    async verifyTotp(_attempt, context) {
      rule(now() >= codes.lockedUntil, 'a code while the form is locked')
      const reply = await replyTo('verify', context)
      if (reply.says === 'approved') {
        codes.wrong = 0
        owed.approvals += 1
        return {}
      }
      const lock = reply.says === 'error too_many_retries' ? retryAfter(reply).wait.until : null
      if (reply.says === 'error invalid_code') {
        // A page may lock sooner, and counts anew after that.
        if (now() - codes.wrongAt >= COOL_DOWN_MS) codes.wrong = 0
        codes.wrong += 1
        codes.wrongAt = now()
      }
      if (lock !== null || codes.wrong === CODES_BEFORE_LOCK) {
        seen[lock === null ? 'locked after wrong codes' : 'locked by the system'] += 1
        codes.lockedUntil = lock ?? now() + COOL_DOWN_MS * 2 ** codes.lockouts
        codes.lockouts += 1
        codes.wrong = 0
      }
      throw failure(reply)
    },
    async cancel(authReqId, context) {
      const request = requests.get(authReqId)
      if (request !== undefined) {
        request.over = true
        request.cancels += 1
        rule(request.cancels === 1, 'a request that was cancelled twice')
      }
      const reply = await replyTo('cancel', context)
      if (reply.says.startsWith('status')) throw failure(reply)
      return { promptMayRemain: reply.says === 'may remain' }
    },
  }
  return {
    client,
    broken,
    rule,
    seen,
    pushes,
    owed,
    polling,
    inFlight: () => inFlight,
    waits: () => waits,
    newest: () => requests.get(newest),
    endAll: () => {
      for (const request of requests.values()) request.over = true
    },
  }
}
