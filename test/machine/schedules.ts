import fc from 'fast-check'
import type { FlowSettings } from '../../src/machine/settings.js'
import type { Verb } from './happenings.js'

/** What a system answers, or does not; seconds where there is a number in it. */
export const POLL_ANSWERS = [
  'pending',
  'approved',
  'pending, interval 7',
  'authorization_pending',
  'slow_down',
  'slow_down, interval 20',
  'slow_down, Retry-After 25',
  'access_denied',
  'expired_token',
  'invalid_client',
  'status 500',
  'status 503',
  'status 503, Retry-After 17',
  'status 429, Retry-After 40',
  'no network',
  'hang',
] as const
const PUSH_ANSWERS = [
  'accepted',
  'accepted, 40 s',
  'accepted, no interval',
  'status 500',
  'status 503, Retry-After 17',
  'invalid_client',
  'no network',
  'hang',
] as const
const FIND_ANSWERS = ['accepted', 'none', 'no network', 'hang'] as const
const CODE_ANSWERS = ['approved', 'invalid_code', 'locked, Retry-After 20', 'status 500', 'hang'] as const
const CANCEL_ANSWERS = ['withdrawn', 'may remain', 'status 500', 'hang'] as const

export interface Reply<Answer extends string = string> {
  answer: Answer
  delayMs: number
}

export type Step =
  | { do: 'wait' | 'sleep' | 'set the clock by'; ms: number }
  | { do: Verb | 'reset' | 'start twice' | 'cancel as soon as answered' | 'dispose' }
  | { do: 'lease' | 'release' | 'hide' | 'show' | 'restore' | 'offline' | 'online' }

/** Everything that a run depends on. */
export interface Schedule {
  settings: Partial<FlowSettings>
  honoursKeys: boolean
  /** Answers in turn; the first comes again after the last. */
  find: Reply[] | null
  push: Reply[]
  poll: Reply[]
  verify: Reply[]
  cancel: Reply[]
  steps: Step[]
}

/** Mostly the first two answers, at once. */
const replies = (answers: readonly string[], maxLength: number) =>
  fc.array(
    fc.record<Reply>({
      answer: fc.oneof(
        { weight: 3, arbitrary: fc.constant(answers[0] ?? '') },
        { weight: 1, arbitrary: fc.constant(answers[1] ?? '') },
        { weight: 3, arbitrary: fc.constantFrom(...answers) },
      ),
      delayMs: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.constantFrom(300, 4_000, 9_000, 31_000, 40_000) },
      ),
    }),
    { minLength: 1, maxLength },
  )

const pause = fc.oneof(
  fc.constantFrom(0, 1, 1_000, 2_000, 5_000, 30_000, 60_000, 120_000),
  fc.integer({ min: 0, max: 70_000 }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: pause }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom<Verb | 'reset' | 'start twice' | 'cancel as soon as answered'>(
        'start',
        'start twice',
        'retry',
        'resend',
        'keepWaiting',
        'useTotp',
        'backToPush',
        'submitTotp',
        'cancel',
        'cancel as soon as answered',
        'reset',
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom<'lease' | 'release' | 'hide' | 'show' | 'restore' | 'offline' | 'online'>(
        'lease',
        'release',
        'hide',
        'show',
        'restore',
        'offline',
        'online',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sleep' as const),
      ms: fc.constantFrom(3_000, 30_000, 100_000, 400_000, 3_600_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set the clock by' as const),
      ms: fc.constantFrom(-7_200_000, -20_000, 20_000, 7_200_000),
    }),
  },
)
/** Most begin with a start, since little happens before one; few are disposed before their end. */
const steps = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<Step[]>([{ do: 'start' }]) },
      { weight: 3, arbitrary: fc.constant<Step[]>([{ do: 'lease' }, { do: 'start' }]) },
      { weight: 1, arbitrary: fc.constant<Step[]>([]) },
    ),
    fc.array(step, { minLength: 4, maxLength: 24 }),
    fc.nat(60),
  )
  .map(([begin, list, at]): Step[] => {
    const all = [...begin, ...list]
    return at < all.length ? all.toSpliced(at, 0, { do: 'dispose' }) : all
  })

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  settings: fc.record({
    waitMs: fc.constantFrom(20_000, 60_000, 300_000),
    restartOnExpiry: fc.boolean(),
    pollAtOnce: fc.boolean(),
    fallbackToTotpAfterMs: fc.constantFrom(null, null, 25_000),
  }),
  honoursKeys: fc.boolean(),
  find: fc.option(replies(FIND_ANSWERS, 1)),
  push: replies(PUSH_ANSWERS, 4),
  poll: replies(POLL_ANSWERS, 8),
  verify: replies(CODE_ANSWERS, 4),
  cancel: replies(CANCEL_ANSWERS, 2),
  steps,
})
