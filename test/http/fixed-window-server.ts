import { createRequestPace, type RequestPace } from '../../src/http/request-pace.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

/** How a server names its limit. */
export const FORMS = [
  'delta',
  'epoch seconds',
  'epoch ms',
  'draft',
  'draft without policy',
  'older draft',
] as const

export interface Limits {
  limit: number
  windowMs: number
  /** Windows start at the first call after the last one ended, else at whole multiples. */
  fromFirstCall: boolean
  form: (typeof FORMS)[number]
  /** How far the server's clock is ahead of the client's. */
  aheadMs: number
}

/** Counts calls in fixed windows, and says so in its headers. `now`: epoch ms by the client's clock. */
export function createFixedWindowServer({ limit, windowMs, fromFirstCall, form, aheadMs }: Limits) {
  let endsAt = 0
  let used = 0
  return (now: number): { status: number; headers: Headers } => {
    if (now >= endsAt) {
      endsAt = fromFirstCall ? now + windowMs : (Math.floor(now / windowMs) + 1) * windowMs
      used = 0
    }
    const status = used < limit ? 200 : 429
    if (status === 200) used += 1
    const remaining = limit - used
    const reset = Math.ceil((endsAt - now) / 1000)
    const endsThere = endsAt + aheadMs
    const x = (value: number) => ({
      'x-ratelimit-limit': `${limit}`,
      'x-ratelimit-remaining': `${remaining}`,
      'x-ratelimit-reset': `${value}`,
    })
    const said: Record<string, string> = {
      delta: () => x(reset),
      'epoch seconds': () => x(Math.ceil(endsThere / 1000)),
      'epoch ms': () => x(endsThere),
      draft: () => ({
        ratelimit: `"default";r=${remaining};t=${reset}`,
        'ratelimit-policy': `"default";q=${limit};w=${windowMs / 1000}`,
      }),
      'draft without policy': () => ({ ratelimit: `"default";r=${remaining};t=${reset}` }),
      'older draft': () => ({ ratelimit: `limit=${limit}, remaining=${remaining}, reset=${reset}` }),
    }[form]() as Record<string, string>
    return { status, headers: new Headers({ ...said, date: new Date(now + aheadMs).toUTCString() }) }
  }
}

export interface Call {
  /** When somebody wants it, in ms from the start; never before the last. */
  at: number
  client?: number
  upMs: number
  downMs: number
  /** Its caller gives it up after so long, whether it waits for its turn (`waiting`) or for its answer as well (`always`). */
  givesUp?: { afterMs: number; when: 'waiting' | 'always' } | undefined
}

export interface Run {
  limits: Limits
  calls: readonly Call[]
  paced: boolean
  /** A call overtakes none on its way, nor an answer another. */
  inOrder: boolean
  /** Calls that a client has unanswered at most; those beyond are not made. */
  mostUnanswered: number
  /** A call that would wait for longer is not made. */
  longestWaitMs?: number
}

interface Client {
  pace: RequestPace
  unanswered: number
  arrived: number
  answered: number
}

/** Plays all calls of all clients against one server, and counts. */
export function play(run: Run) {
  const { limits, calls, paced, inOrder, mostUnanswered, longestWaitMs = Number.POSITIVE_INFINITY } = run
  const clock = createMovedClock()
  const start = clock.now()
  const serve = createFixedWindowServer(limits)
  const clients = new Map<number, Client>()
  const due: { at: number; order: number; act: () => void }[] = []
  let order = 0
  const later = (at: number, act: () => void) => due.push({ at, order: order++, act })
  const count = { sent: 0, refused: 0, waitedMs: 0, longestMs: 0, heldBack: 0, heldBackMs: 0, givenUp: 0 }

  const ask = ({ client = 0, upMs, downMs, givesUp }: Call) => {
    const mine = clients.get(client) ?? {
      ...{ pace: createRequestPace(clock), unanswered: 0, arrived: 0, answered: 0 },
    }
    clients.set(client, mine)
    if (mine.unanswered >= mostUnanswered) return
    const place = paced ? mine.pace.take(longestWaitMs) : undefined
    const waitMs = place?.waitMs ?? 0
    if (waitMs > longestWaitMs) {
      count.heldBack += 1
      count.heldBackMs = Math.max(count.heldBackMs, waitMs)
      return
    }
    mine.unanswered += 1
    count.waitedMs += waitMs
    count.longestMs = Math.max(count.longestMs, waitMs)
    let is: 'waiting' | 'sent' | 'over' = 'waiting'
    const end = () => {
      is = 'over'
      mine.unanswered -= 1
    }
    later(clock.now() + waitMs, () => {
      if (is === 'over') return
      is = 'sent'
      count.sent += 1
      const arrivesAt = Math.max(clock.now() + upMs, inOrder ? mine.arrived : 0)
      mine.arrived = arrivesAt
      later(arrivesAt, () => {
        const { status, headers } = serve(clock.now())
        const answeredAt = Math.max(clock.now() + downMs, inOrder ? mine.answered : 0)
        mine.answered = answeredAt
        if (status === 429) count.refused += 1
        later(answeredAt, () => {
          if (is === 'over') return
          end()
          place?.heard(headers)
          if (status === 429) mine.pace.holdUntil(clock.now() + 1_000)
        })
      })
    })
    if (givesUp)
      later(clock.now() + givesUp.afterMs, () => {
        if (is === 'over' || (is === 'sent' && givesUp.when === 'waiting')) return
        count.givenUp += 1
        if (is === 'waiting') place?.giveBack()
        else place?.lost()
        end()
      })
  }

  for (const call of calls) later(start + call.at, () => ask(call))
  while (due.length > 0) {
    const next = due.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a))
    due.splice(due.indexOf(next), 1)
    clock.sleep(next.at - clock.now())
    next.act()
  }
  return {
    ...count,
    /** How long each client would wait now, where nobody asks for a while, in ms. */
    waitAfter(pauseMs: number) {
      clock.sleep(pauseMs)
      return [...clients.values()].map(({ pace }) => pace.take(-1).waitMs)
    },
  }
}
