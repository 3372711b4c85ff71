import fc from 'fast-check'
import type { FlowSettings } from '../../src/machine/settings.js'
import type { Verb } from './happenings.js'

/** What a system answers, or does not. Numbers are seconds, as on the wire. */
export interface Answer {
  says: string
  interval?: number
  expiresIn?: number
  retryAfter?: number
  /** `Retry-After` is an HTTP-date, told by the server's own clock, as its `Date` is. */
  asDate?: boolean
}

const FAILURES: Answer[] = [
  { says: 'status 500' },
  { says: 'status 503', retryAfter: 17 },
  { says: 'status 503', retryAfter: 23, asDate: true },
  { says: 'no network' },
  { says: 'hang' },
]
const POLL_ANSWERS: Answer[] = [
  { says: 'pending' },
  { says: 'approved' },
  { says: 'pending', interval: 7 },
  { says: 'pending', retryAfter: 21 },
  { says: 'slow_down' },
  { says: 'slow_down', interval: 20 },
  { says: 'slow_down', retryAfter: 25 },
  { says: 'error authorization_pending' },
  { says: 'error slow_down' },
  { says: 'error slow_down', retryAfter: 26, asDate: true },
  { says: 'error access_denied' },
  { says: 'error expired_token' },
  { says: 'error invalid_client' },
  { says: 'status 429', retryAfter: 40 },
  { says: 'status 429', retryAfter: 33, asDate: true },
  ...FAILURES,
]
const PUSH_ANSWERS: Answer[] = [
  { says: 'accepted', interval: 5 },
  { says: 'accepted', expiresIn: 38 },
  { says: 'accepted', interval: 9 },
  { says: 'error invalid_client' },
  ...FAILURES,
]
const FIND_ANSWERS: Answer[] = [
  { says: 'accepted', interval: 5 },
  { says: 'none' },
  { says: 'no network' },
  { says: 'hang' },
]
const CODE_ANSWERS: Answer[] = [
  { says: 'error invalid_code' },
  { says: 'approved' },
  { says: 'error too_many_retries', retryAfter: 20 },
  { says: 'error too_many_retries', retryAfter: 45, asDate: true },
  { says: 'status 500' },
  { says: 'hang' },
]
const CANCEL_ANSWERS: Answer[] = [
  { says: 'withdrawn' },
  { says: 'may remain' },
  { says: 'status 500' },
  { says: 'hang' },
]

export interface Reply extends Answer {
  delayMs: number
}

type Timed = 'wait' | 'sleep' | 'set the clock by'
/** What somebody does, or what happens to the page, in no time. */
export type Press =
  | Verb
  | 'reset'
  | 'start twice'
  | 'cancel as soon as answered'
  | 'dispose'
  | 'lease'
  | 'release'
  | 'hide'
  | 'show'
  | 'restore'
  | 'offline'
  | 'online'
export type Step = { do: Timed; ms: number } | { do: Press }

/** Everything that a run depends on. */
export interface Schedule {
  settings: Partial<FlowSettings>
  honoursKeys: boolean
  /** By how much the server's clock is ahead of the page's. */
  serverAheadMs: number
  /** How long the app's callback takes. */
  finishMs: number
  /** Answers in turn; the first comes again after the last. */
  find: Reply[] | null
  push: Reply[]
  poll: Reply[]
  verify: Reply[]
  cancel: Reply[]
  steps: Step[]
}

/** Mostly the first answer, at times the second, mostly at once; some come four times in a row. */
function replies(answers: readonly Answer[], maxLength: number): fc.Arbitrary<Reply[]> {
  const [first = { says: '' }, second = first] = answers
  const answer = fc.oneof(
    { weight: 4, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constant(second) },
    { weight: 5, arbitrary: fc.constantFrom(...answers) },
  )
  const delayMs = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(300, 4_000, 9_000, 31_000, 40_000) },
  )
  const times = fc.constantFrom(1, 1, 1, 1, 4)
  const reply = fc
    .tuple(answer, delayMs, times)
    .map(([said, after, count]) => Array.from({ length: count }, () => ({ ...said, delayMs: after })))
  return fc.array(reply, { minLength: 1, maxLength }).map((list) => list.flat())
}

const pause = fc.oneof(
  fc.constantFrom(0, 1, 1_000, 2_000, 5_000, 30_000, 60_000, 120_000),
  fc.integer({ min: 0, max: 30_000 }),
)
const wait = (ms: number): Step => ({ do: 'wait', ms })
const presses = (...what: Press[]): Step[] => what.map((press) => ({ do: press }))
const waits = pause.map((ms) => [wait(ms)])
/** A code is tried so many times. */
const codes = (times: number): Step[] => [
  ...presses('useTotp'),
  ...Array.from({ length: times }, () => [...presses('submitTotp'), wait(400)]).flat(),
]

/** What people do, and what comes of it only where things follow each other. */
const deed: fc.Arbitrary<Step[]> = fc.oneof(
  fc
    .constantFrom<Press>('start', 'start twice', 'retry', 'resend', 'useTotp', 'backToPush')
    .map((what) => presses(what)),
  waits.map((time) => [...presses('cancel as soon as answered'), ...time]),
  fc
    .constantFrom<Press[]>(['cancel'], ['cancel', 'retry'], ['reset', 'start'], ['reset', 'start', 'reset'])
    .map((what) => [wait(5_000), ...presses(...what)]),
  waits.map((time) => [...presses('start'), ...time]),
  fc
    .constantFrom<[number, Press]>([31_000, 'resend'], [60_000, 'keepWaiting'], [45_000, 'retry'])
    .map(([ms, what]) => [wait(ms), ...presses(what)]),
  fc.constant<Step[]>([...presses('start'), wait(36_000), wait(4_500)]),
  fc.nat(4).map(codes),
  fc.constant<Step[]>([...codes(3), ...presses('cancel', 'start'), wait(400), ...codes(1)]),
)
const around: fc.Arbitrary<Step[]> = fc.oneof(
  fc
    .constantFrom<Press>('lease', 'release', 'hide', 'show', 'restore', 'offline', 'online')
    .map((what) => presses(what)),
  fc
    .tuple(
      fc.constantFrom<[Press, Press]>(['release', 'lease'], ['hide', 'show'], ['offline', 'online']),
      waits,
      waits,
    )
    .map(([[goes, comes], before, during]) => [...before, ...presses(goes), ...during, ...presses(comes)]),
)
const time = fc.oneof(
  fc.constantFrom(3_000, 30_000, 100_000, 400_000, 3_600_000).map((ms): Step[] => [{ do: 'sleep', ms }]),
  fc
    .constantFrom(-7_200_000, -20_000, 20_000, 7_200_000)
    .map((ms): Step[] => [{ do: 'set the clock by', ms }]),
  // Past the deadline, then away while the last poll is out.
  waits.map((during): Step[] => [
    { do: 'sleep', ms: 400_000 },
    wait(200),
    ...presses('release'),
    ...during,
    ...presses('lease'),
  ]),
)
const happening = fc.oneof(
  { weight: 6, arbitrary: waits },
  { weight: 6, arbitrary: deed },
  { weight: 3, arbitrary: around },
  { weight: 1, arbitrary: time },
)
/** Most begin with a start, since little happens before one; few are disposed before their end. */
const steps = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(presses('start')) },
      { weight: 4, arbitrary: fc.constant(presses('lease', 'start')) },
      { weight: 1, arbitrary: fc.constant<Step[]>([]) },
    ),
    fc.array(happening, { minLength: 8, maxLength: 20 }),
    fc.nat(100),
  )
  .map(([begin, list, at]): Step[] => {
    const all = [...begin, ...list.flat()]
    return at < all.length ? all.toSpliced(at, 0, { do: 'dispose' }) : all
  })

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  settings: fc.record({
    waitMs: fc.constantFrom(20_000, 60_000, 300_000),
    restartOnExpiry: fc.boolean(),
    pollAtOnce: fc.boolean(),
    fallbackToTotpAfterMs: fc.constantFrom(null, null, null, 25_000),
  }),
  honoursKeys: fc.boolean(),
  serverAheadMs: fc.constantFrom(0, 0, -95_300, 47_600, 7_200_000),
  finishMs: fc.constantFrom(0, 2_500),
  find: fc.option(replies(FIND_ANSWERS, 1)),
  push: replies(PUSH_ANSWERS, 4),
  poll: replies(POLL_ANSWERS, 8),
  verify: replies(CODE_ANSWERS, 4),
  cancel: replies(CANCEL_ANSWERS, 2),
  steps,
})

/** Not the small ones first: most of them are over before anything is polled. */
export const schedule = fc.noBias(anySchedule)
