import { atOnce } from '../ciba/poll-policy.js'
import type { AuthError } from '../errors/auth-error.js'
import { authError } from '../errors/normalize.js'
import type { FlowContext, Pushed } from './context.js'
import type { FlowSettings } from './settings.js'

type Update = Partial<FlowContext>

/** A new push begins. What locks the code field is not forgotten: a push must be no way around it. */
export const newPush = {
  bindingMessage: null,
  verification: null,
  requestId: null,
  error: null,
  startedAt: null,
  expiresAt: null,
  waitUntil: null,
  resendAt: null,
  fallbackAt: null,
  schedule: null,
  unanswered: false,
  retryAt: null,
  repeating: false,
} satisfies Update

/** Pure: each says what becomes of the machine's memory. */
export const initialContext = (settings: FlowSettings): FlowContext => ({
  ...newPush,
  promptMayRemain: false,
  maskedHint: null,
  attemptsRemaining: settings.codeAttempts,
  lockedUntil: null,
  lockouts: 0,
  restarted: false,
})

/** Somebody begins; a prompt that was left on another person's phone is not theirs to ignore. */
export const begun = (context: FlowContext, maskedHint: string | null): Update => ({
  maskedHint,
  restarted: false,
  promptMayRemain: context.promptMayRemain && maskedHint === context.maskedHint,
})

export const pushed = (push: Pushed | { type: 'none' | 'failed' }, settings: FlowSettings): Update =>
  push.type === 'sent' ? accepted(push, settings) : {}

const accepted = (push: Pushed, settings: FlowSettings): Update => ({
  ...(push.maskedHint !== undefined && { maskedHint: push.maskedHint }),
  repeating: false,
  bindingMessage: push.verification ? null : push.bindingMessage,
  verification: push.verification,
  requestId: push.requestId,
  startedAt: push.receivedAt,
  expiresAt: push.receivedAt + push.expiresIn * 1000,
  waitUntil: push.receivedAt + settings.waitMs,
  // Nothing was sent to anybody, so that there is nothing to send again.
  resendAt: push.verification ? null : push.receivedAt + settings.resendAfterMs,
  fallbackAt:
    settings.fallbackToTotpAfterMs === null ? null : push.receivedAt + settings.fallbackToTotpAfterMs,
  schedule: push.schedule,
})

/** The push is answered or over: nothing polls for it any more. */
export const pushClosed: Update = { expiresAt: null, schedule: null, resendAt: null }

export const dueNow = (context: FlowContext, now: number): Update =>
  context.schedule === null ? {} : { schedule: atOnce(context.schedule, now) }

/** The next one keeps its distance also where this one is given up before it is answered. */
export const pollSent = ({ schedule }: FlowContext, now: number): Update =>
  schedule === null
    ? {}
    : { unanswered: true, schedule: { ...schedule, sentAt: now, dueAt: now + schedule.intervalMs } }

const known = ({ requestId }: FlowContext) => ({ requestId: requestId ?? undefined })

export const timedOut = (context: FlowContext, now: number): Update => ({
  error: authError('timeout', { now, ...known(context) }),
})

export const expiry = (context: FlowContext, now: number): AuthError =>
  authError('expired_token', { now, ...known(context) })

/** Tries left after a code was refused: the server's figure, else our count. Only a wrong code counts. */
export const attemptsAfter = (context: FlowContext, error: AuthError): number =>
  error.kind === 'invalid_code'
    ? Math.max(0, error.attemptsRemaining ?? context.attemptsRemaining - 1)
    : context.attemptsRemaining

export const locksOut = (context: FlowContext, error: AuthError): boolean =>
  error.kind === 'locked' || (error.kind === 'invalid_code' && attemptsAfter(context, error) === 0)

export const refused = (context: FlowContext, error: AuthError): Update => ({
  error,
  attemptsRemaining: attemptsAfter(context, error),
})

/** The server's own lock-out is the authority; where it names no time, ours: doubling with each in this page. */
export const lockedOut = (
  context: FlowContext,
  error: AuthError,
  settings: FlowSettings,
  now: number,
): Update => ({
  attemptsRemaining: 0,
  lockouts: context.lockouts + 1,
  lockedUntil: error.retryAt ?? now + settings.coolDownMs * 2 ** context.lockouts,
  requestId: error.requestId ?? context.requestId,
})

/** What the locked code field says, on a first visit and on each later one. */
export const lockNotice = (context: FlowContext, now: number): Update => ({
  error: authError('too_many_retries', {
    now,
    ...known(context),
    retryAt: context.lockedUntil ?? now,
  }),
})

export const unlocked = (settings: FlowSettings): Update => ({
  error: null,
  lockedUntil: null,
  attemptsRemaining: settings.codeAttempts,
})
