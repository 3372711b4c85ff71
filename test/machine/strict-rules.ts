import type { FlowStatus } from '../../src/machine/view.js'
import type { Seen } from './situations.js'

/** What a system knows of a request that it accepted. Times are ms of the clock that is never set. */
export interface Request {
  acceptedAt: number
  expiresAt: number
  intervalMs: number
  /** When the push, or the last poll, was sent; -Infinity where a poll may come at once. */
  sentAt: number
  /** When the last poll was answered, or given up. */
  heardAt: number
  /** Polls in a row that failed and may be sent again. */
  failures: number
  slowedDown: boolean
  wait: ServerWait
  polledLate: boolean
  /** The last poll was given up because nobody was there any more, or died in a sleep. */
  unheard: boolean
  cancels: number
  over: boolean
}

/** Until when the server wants to be left alone, and how it said so. */
export interface ServerWait {
  until: number
  by: 'nothing' | 'seconds' | 'date' | 'skewed date'
}
export const NO_WAIT: ServerWait = { until: -Infinity, by: 'nothing' }

/** What a test tells of the world. */
export interface World {
  away: boolean
  disposed: boolean
  /** When somebody last came back: to the tab, to the network, or to the wait. */
  wokenAt: number
  /** When time last passed in which nothing ran. */
  sleptAt: number
  status(): FlowStatus
}

/** Past the deadline an answer may still come in for this long. */
const GRACE_MS = 5_000
/** 2, 4, 8 and 16 s, then 30 s for good. */
const backoffMs = (failures: number) => [0, 2_000, 4_000, 8_000, 16_000][failures] ?? 30_000
const RANDOM_PART = 1.25

/** CIBA Core 1.0 §7.3 and §11, RFC 9110 §10.2.3: not before then, whoever comes back. */
const allowedAt = ({ sentAt, intervalMs, wait }: Request) => Math.max(sentAt + intervalMs, wait.until)

/** `Date` and `Retry-After` are in whole seconds: who reads the one by the other may come so much later than asked. */
const roundingMs = ({ by }: ServerWait) => (by === 'date' || by === 'skewed date' ? 1_000 : 0)

/** In these a flow asks its system. */
const ASKS: readonly FlowStatus[] = ['polling', 'totp', 'locked']

const SITUATION_OF_WAIT = {
  seconds: 'poll that waited for Retry-After in seconds',
  date: 'poll that waited for Retry-After as a date',
  'skewed date': 'poll that waited for a date of a clock that is wrong',
} as const

/** The rules of polling, held against each poll that is sent and each that is not. */
export function createPollRules(
  world: World,
  seen: Seen,
  now: () => number,
  rule: (kept: boolean, what: string) => void,
) {
  function count(request: Request) {
    const { wait, failures, sentAt, intervalMs } = request
    seen.poll += 1
    if (request.slowedDown) seen['first poll after slow_down'] += 1
    const ownAt = sentAt + Math.max(intervalMs, backoffMs(failures) * RANDOM_PART)
    if (wait.by !== 'nothing' && wait.until > ownAt) seen[SITUATION_OF_WAIT[wait.by]] += 1
    if (backoffMs(failures) > intervalMs && world.wokenAt < request.heardAt)
      seen['poll that waited for its backoff'] += 1
  }

  return {
    /** A poll is about to go out. */
    sent(request: Request) {
      count(request)
      rule(!world.away, 'a poll while nobody is there')
      rule(!request.over, 'a poll after the end')
      // The view follows in the same task.
      queueMicrotask(() => {
        const status = world.status()
        const last = status === 'timeout' && now() >= request.expiresAt
        rule(ASKS.includes(status) || last, `a poll in ${status}`)
      })
      const gap = now() - request.sentAt
      rule(gap >= request.intervalMs, `a poll after ${gap} of ${request.intervalMs} ms`)
      rule(now() >= request.wait.until, `a poll ${request.wait.until - now()} ms before Retry-After`)
      rule(
        world.wokenAt >= request.heardAt || gap >= backoffMs(request.failures),
        `a poll after ${gap} ms and ${request.failures} failures`,
      )
      if (now() < request.expiresAt) {
        request.unheard = false
        return
      }
      seen['poll after the deadline, once awake'] += 1
      rule(!request.polledLate, 'a second poll after the deadline')
      rule(
        world.sleptAt >= request.expiresAt || request.unheard,
        'a poll after a deadline that nobody slept through',
      )
      request.polledLate = true
      if (request.unheard) seen['last poll sent again'] += 1
      request.unheard = false
    },

    /** A poll was given up: not because its request ended while the answer could still come. */
    givenUp(request: Request) {
      const { expiresAt, sentAt } = request
      const before = world.status()
      const inTime = now() < Math.max(expiresAt, sentAt) + GRACE_MS
      queueMicrotask(() => {
        const expired = (before === 'polling' || before === 'timeout') && world.status() === 'expired'
        rule(!expired || !inTime, 'an answer that was not waited for')
        if (!world.away) return
        request.unheard = true
        request.polledLate = false
      })
    },

    /** Time has passed: a request must end in time, and unless a poll is in flight the next one be still to come. */
    passed(request: Request, inFlight: boolean) {
      const status = world.status()
      const late = now() - request.expiresAt
      // A poll that was given up is sent again as soon as that is allowed.
      const again = request.unheard && now() < allowedAt(request)
      if (status === 'timeout')
        rule(late < 0 || inFlight || again, 'a request that goes on after its deadline')
      if (status === 'polling' || status === 'timeout') {
        const since = Math.max(request.expiresAt, world.sleptAt, request.sentAt)
        rule(now() < since + GRACE_MS || again, 'a wait without an end')
      }
      if (inFlight && status === 'polling' && late >= 0) seen['deadline with a poll in flight'] += 1
      if (inFlight || !ASKS.includes(status) || request.over || late >= 0) return
      const { sentAt, intervalMs, failures, heardAt } = request
      const byItself = Math.max(sentAt + Math.max(intervalMs, backoffMs(failures) * RANDOM_PART), heardAt)
      const awaited = world.wokenAt > heardAt ? world.wokenAt : byItself
      const dueAt = Math.max(awaited, allowedAt(request) + roundingMs(request.wait), request.acceptedAt)
      rule(now() < dueAt, `a poll that is ${now() - dueAt} ms late in ${status}`)
    },

    /** Somebody came back. */
    woken(request: Request) {
      const sooner = now() < allowedAt(request)
      seen[sooner ? 'woken sooner than a poll is allowed' : 'woken while a poll is allowed'] += 1
    },
  }
}
