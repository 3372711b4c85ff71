import type { FlowAbilities, FlowEvent } from '../../src/machine/context.js'
import { authError } from '../../src/errors/normalize.js'

/** Short times, so that every deadline is a few polls away. */
export const WORLD = {
  loginHint: 'dana@example.com',
  bindingMessage: 'KQ7-42M',
  requestId: 'req-7',
  expiresIn: 14,
  interval: 5,
  settings: { waitMs: 12_000, resendAfterMs: 8_000, coolDownMs: 6_000, codeAttempts: 2 },
} as const

/** What may be answered, by the effect that asks. What is no word of the contract is thrown, by its code. */
export const ANSWERS = {
  find: ['accepted', 'none', 'lost'],
  push: ['accepted', 'server_error', 'invalid_client', 'lost'],
  poll: ['pending', 'lost', 'approved', 'access_denied', 'expired_token', 'invalid_client', 'aborted'],
  verify: ['approved', 'invalid_code', 'locked', 'server_error'],
  finish: ['done'],
} as const
export type Effect = keyof typeof ANSWERS

export const VERBS = {
  start: 'START',
  retry: 'RETRY',
  resend: 'RESEND',
  keepWaiting: 'KEEP_WAITING',
  useTotp: 'USE_TOTP',
  backToPush: 'BACK_TO_PUSH',
  submitTotp: 'SUBMIT',
  cancel: 'CANCEL',
} as const satisfies Record<keyof FlowAbilities, FlowEvent['type']>
export type Verb = keyof FlowAbilities
export const verbs = Object.keys(VERBS) as Verb[]

/** One thing that happens to a flow. */
export type Happening =
  | { type: 'verb'; verb: Verb | 'reset' }
  | { type: 'answer'; effect: Effect; answer: string }
  | { type: 'lease' | 'leave' | 'wake' | 'offline' | 'online' }
  /** Time goes on to the next thing that is due, or by some seconds where nobody is there. */
  | { type: 'time' }
  /** A minute, or a few seconds, in which nothing runs. */
  | { type: 'sleep' | 'doze' }

const GOOD = ['accepted', 'none', 'pending', 'approved', 'done']

/** What a call throws for an answer; null where it is none of the bad ones. */
export function thrownFor(answer: string): unknown {
  if (GOOD.includes(answer)) return null
  if (answer === 'lost') return new TypeError('Failed to fetch')
  if (answer === 'aborted') return new DOMException('the system gave up', 'AbortError')
  return authError(answer, { requestId: 'req-1' })
}
