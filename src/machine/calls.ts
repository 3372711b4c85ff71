import { newBindingMessage } from '../ciba/binding-message.js'
import {
  type Acknowledgement,
  type CallContext,
  type CibaClient,
  OUTCOME_UNKNOWN,
  type PollAnswer,
} from '../ciba/contract.js'
import { afterAnswer, afterFailure, atOnce, firstSchedule, type PollSchedule } from '../ciba/poll-policy.js'
import { type AuthError, revised } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import { dueAt } from '../errors/retry-at.js'
import type { Phase } from '../errors/vocabulary.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import { backoffMs } from '../http/backoff.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { sleep } from '../http/sleep.js'
import { tellOfRequest } from '../http/tell-of-request.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { Pushed } from './context.js'
import type { FlowEffects } from './effects.js'
import { maskHint } from './mask-hint.js'
import { type FlowSettings, LATE_MS } from './settings.js'
import { hide, type Vault } from './vault.js'

/**
 * How errors name each call, and the longest time for an answer, in ms. A server may hold a poll open, 30 s and more
 * [CIBA Core 10.1]; our back end waits 32 s for it and must be the first to give up, or the next poll would only join the
 * one that is dying there.
 */
const CALLS = {
  resume: ['poll', 10_000],
  initiate: ['initiate', 15_000],
  poll: ['poll', 35_000],
  verifyTotp: ['totp', 15_000],
  cancel: ['poll', 10_000],
} as const satisfies { [Name in Operation]?: readonly [phase: Phase, limitMs: number] }
const [, POLL_LIMIT_MS] = CALLS.poll

type Result<T> =
  | { ok: true; value: T; requestId: string }
  | { ok: false; error: AuthError; requestId: string }

/** A start that did not get through is repeated after 2, 4 and 8 s, and not at all where it would take longer. */
const REPEATS = 3
const REPEAT_BACKOFF = { baseMs: 2_000, capMs: 8_000 }
const LONGEST_REPEAT_MS = 30_000
/** Where it may not be repeated by itself, a person may after this long. */
const RETRY_AFTER_MS = 5_000

export interface CallsOptions {
  client: CibaClient
  vault: Vault
  settings: FlowSettings
  /** Runs on evenly; its timers stand still while nobody is there. */
  clock: Clock
  /** The machine's own time, which may jump. */
  wall: Clock
  emit(event: AuthEvent): void
  /** A start is about to be repeated; `retryAt` is what the server asked for. */
  onRepeating(retryAt: number | null): void
}

/** The calls of a flow to its system: observed, limited in time, their failures normalised, their secrets put away. */
export function createCalls({ client, vault, settings, clock, wall, emit, onRepeating }: CallsOptions) {
  const repeats = client.honoursKeys === true || settings.alwaysRepeatStart

  async function call<T>(
    operation: keyof typeof CALLS,
    signal: AbortSignal,
    run: (context: CallContext) => Promise<T>,
    { deadlineAt = Infinity, received }: { deadlineAt?: number; received?(value: T): void } = {},
  ): Promise<Result<T>> {
    const [phase, limitMs] = CALLS[operation]
    const requestId = newId()
    const finished = tellOfRequest(emit, clock, { flowId: vault.flowId, operation, requestId })
    try {
      const value = await withTimeLimit({ limitMs, clock, signal }, (inner) =>
        run({ signal: inner, requestId, now: clock.now }),
      )
      received?.(value)
      // A poll's answer says which it is.
      finished(null, (value as Partial<PollAnswer> | null)?.type)
      return { ok: true, value, requestId }
    } catch (thrown) {
      const found = normalizeError(thrown, {
        phase,
        requestId,
        now: clock.now(),
        system: client.errors,
        // After a sleep only the wall may know how late it is.
        deadlineAt: wall.now() >= deadlineAt ? clock.now() : deadlineAt,
      })
      // One that a system made itself may not know under which id the call went out.
      const error = found.requestId ? found : revised(found, { requestId })
      finished(error)
      return { ok: false, error, requestId }
    }
  }

  const planned = (operation: keyof typeof CALLS, { requestId }: Result<unknown>, dueAt: number) =>
    emit({ type: 'repeat_planned', at: clock.now(), flowId: vault.flowId, operation, requestId, dueAt })

  /** Puts the key of an accepted request away and tells the machine the rest. */
  function accepted(
    request: Acknowledgement,
    requestId: string,
    schedule: PollSchedule,
    bindingMessage: string,
  ) {
    vault.authReqId = request.authReqId
    hide(vault, request.authReqId)
    hide(vault, request.verification?.userCode ?? '')
    return {
      type: 'sent',
      bindingMessage,
      verification: request.verification ?? null,
      requestId: request.requestId || requestId,
      receivedAt: clock.now(),
      expiresIn: request.expiresIn,
      schedule,
    } satisfies Pushed
  }

  const find: FlowEffects['find'] = async (signal) => {
    vault.flowId = newId()
    const result = await call('resume', signal, async (context) => (await client.resume?.(context)) ?? null)
    // Somebody has begun anew meanwhile.
    if (!result.ok || result.value === null || signal.aborted) return { type: 'none' }
    const pending = result.value
    vault.loginHint = pending.loginHint ?? null
    hide(vault, pending.loginHint ?? '')
    const schedule = atOnce(firstSchedule(0, pending.interval), clock.now())
    return {
      ...accepted(pending, result.requestId, schedule, pending.bindingMessage),
      maskedHint: pending.maskedHint ?? maskHint(pending.loginHint ?? ''),
    }
  }

  const push: FlowEffects['push'] = async (signal) => {
    Object.assign(vault, { flowId: newId(), authReqId: null, approval: null })
    if (!vault.loginHint && client.needsLoginHint !== false)
      return { type: 'failed', error: authError('invalid_login_hint', { now: clock.now() }), retryAt: null }
    const bindingMessage = vault.bindingMessage ?? newBindingMessage()
    const request = { loginHint: vault.loginHint ?? '', bindingMessage }
    hide(vault, request.loginHint)
    const idempotencyKey = newId()
    for (let failures = 1; ; failures++) {
      const sentAt = clock.now()
      const result = await call('initiate', signal, (context) =>
        client.initiate(request, { ...context, idempotencyKey }),
      )
      if (result.ok) {
        const schedule = firstSchedule(sentAt, result.value.interval)
        if (settings.pollAtOnce) schedule.dueAt = clock.now()
        return accepted(result.value, result.requestId, schedule, bindingMessage)
      }
      const { error } = result
      const askedFor = dueAt(error) || null
      const waitMs = backoffMs(failures, REPEAT_BACKOFF, (askedFor ?? 0) - clock.now())
      const allowed = repeats && error.code !== OUTCOME_UNKNOWN ? REPEATS : 0
      if (!error.retryable || failures > allowed || waitMs > LONGEST_REPEAT_MS) {
        const pause = error.retryable && !allowed ? clock.now() + RETRY_AFTER_MS : null
        return { type: 'failed', error, retryAt: askedFor ?? pause }
      }
      onRepeating(askedFor)
      planned('initiate', result, clock.now() + waitMs)
      await sleep(waitMs, clock, signal)
    }
  }

  const poll: FlowEffects['poll'] = async ({ schedule, expiresAt }, signal) => {
    const authReqId = vault.authReqId ?? ''
    const result = await call('poll', signal, (context) => client.poll(authReqId, context), {
      deadlineAt: expiresAt,
      received(answer) {
        if (answer.type === 'approved') vault.approval = answer.approval
      },
    })
    // Given up, because nobody is there or a new push began: it says nothing about the request.
    if (signal.aborted) {
      // Nor does it take back what a code has brought meanwhile.
      if (result.ok && result.value.type === 'approved') vault.approval = null
      return { type: 'again', schedule }
    }
    // It died in a sleep, unanswered: the poll after it will know.
    const slept = clock.now() > schedule.sentAt + POLL_LIMIT_MS + LATE_MS
    if (!result.ok && result.error.retryable && result.error.status === undefined && slept)
      return { type: 'again', schedule, died: true }
    const outcome = result.ok
      ? afterAnswer(result.value, schedule, clock.now(), expiresAt)
      : afterFailure(result.error, schedule, clock.now(), expiresAt)
    if (outcome.type === 'again') {
      planned('poll', result, outcome.schedule.dueAt)
      return outcome
    }
    vault.authReqId = null
    return outcome.type === 'ended' ? outcome : { type: 'approved' }
  }

  const verify: FlowEffects['verify'] = async (signal) => {
    const attempt = { loginHint: vault.loginHint ?? '', code: vault.code ?? '' }
    hide(vault, attempt.code)
    const result = await call(
      'verifyTotp',
      signal,
      (context) => client.verifyTotp?.(attempt, context) ?? Promise.reject(authError('totp_not_offered')),
      {
        received(approval) {
          vault.approval = approval
        },
      },
    )
    vault.code = null
    return result.ok ? { type: 'approved' } : { type: 'refused', error: result.error }
  }

  /** Ends the pending request at the system. Resolves to whether the phone may still show the prompt. */
  const release = async (signal: AbortSignal): Promise<boolean> => {
    const { authReqId } = vault
    vault.authReqId = null
    if (authReqId === null || client.cancel === undefined) return true
    const { cancel } = client
    const result = await call('cancel', signal, (context) => cancel.call(client, authReqId, context))
    return result.ok ? result.value.promptMayRemain : true
  }

  return { find, push, poll, verify, release }
}
