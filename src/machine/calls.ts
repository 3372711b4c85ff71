import { newBindingMessage } from '../ciba/binding-message.js'
import type { CallContext, CibaClient } from '../ciba/contract.js'
import { afterAnswer, afterFailure, firstSchedule } from '../ciba/poll-policy.js'
import { AuthError } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import type { Phase } from '../errors/vocabulary.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { FlowEffects } from './effects.js'
import type { Vault } from './vault.js'

/**
 * Longest time for an answer, in ms. A server may hold a poll open, 30 s and more [CIBA Core 10.1]; our back end waits
 * 35 s for it and must be the first to give up, or the next poll would only join the one that is dying there.
 */
const LIMIT_MS = { initiate: 15_000, poll: 40_000, verifyTotp: 15_000, cancel: 10_000 } as const
const PHASE = {
  initiate: 'initiate',
  poll: 'poll',
  verifyTotp: 'totp',
  cancel: 'poll',
} as const satisfies Record<keyof typeof LIMIT_MS, Phase>

type FlowOperation = keyof typeof LIMIT_MS
type Result<T> = { ok: true; value: T; requestId: string } | { ok: false; error: AuthError }

export interface CallsOptions {
  client: CibaClient
  vault: Vault
  clock: Clock
  emit(event: AuthEvent): void
}

/** The calls of a flow to its system: observed, limited in time, their failures normalised, their secrets put away. */
export function createCalls({ client, vault, clock, emit }: CallsOptions) {
  async function call<T>(
    operation: FlowOperation,
    signal: AbortSignal,
    run: (context: CallContext) => Promise<T>,
    more: { deadlineAt?: number; describe?(value: T): string } = {},
  ): Promise<Result<T>> {
    const requestId = newId()
    const startedAt = clock.now()
    const about = { flowId: vault.flowId, operation: operation satisfies Operation, requestId }
    const finished = (outcome: string, error?: AuthError) => {
      const at = clock.now()
      emit({
        type: 'request_finished',
        at,
        ...about,
        durationMs: at - startedAt,
        outcome,
        ...(error === undefined ? {} : { error }),
      })
    }
    emit({ type: 'request_started', at: startedAt, ...about })
    try {
      const limit = { limitMs: LIMIT_MS[operation], clock, signal }
      const value = await withTimeLimit(limit, (inner) => run({ signal: inner, requestId }))
      finished(more.describe?.(value) ?? 'ok')
      return { ok: true, value, requestId }
    } catch (thrown) {
      const found = normalizeError(thrown, {
        phase: PHASE[operation],
        requestId,
        now: clock.now(),
        system: client.errors,
        deadlineAt: more.deadlineAt,
      })
      // One that a system made itself may not know under which id the call went out.
      const error =
        found.requestId === undefined
          ? new AuthError({ ...found.toJSON(), requestId }, { cause: found.cause })
          : found
      finished(error.code, error)
      return { ok: false, error }
    }
  }

  const push: FlowEffects['push'] = async (signal) => {
    vault.authReqId = null
    const bindingMessage = vault.bindingMessage ?? newBindingMessage()
    const request = { loginHint: vault.loginHint ?? '', bindingMessage }
    const idempotencyKey = newId()
    const sentAt = clock.now()
    const result = await call('initiate', signal, (context) =>
      client.initiate(request, { ...context, idempotencyKey }),
    )
    if (!result.ok) return { type: 'failed', error: result.error }
    const { authReqId, expiresIn, interval, requestId } = result.value
    vault.authReqId = authReqId
    return {
      type: 'sent',
      bindingMessage,
      requestId: requestId || result.requestId,
      sentAt,
      receivedAt: clock.now(),
      expiresIn,
      schedule: firstSchedule(sentAt, interval),
    }
  }

  const poll: FlowEffects['poll'] = async ({ schedule, expiresAt }, signal) => {
    const authReqId = vault.authReqId ?? ''
    const result = await call('poll', signal, (context) => client.poll(authReqId, context), {
      deadlineAt: expiresAt,
      describe: (answer) => answer.type,
    })
    // Given up, because nobody is there or a new push began: it says nothing about the request.
    if (signal.aborted) return { type: 'again', schedule }
    const outcome = result.ok
      ? afterAnswer(result.value, schedule, clock.now(), expiresAt)
      : afterFailure(result.error, schedule, clock.now(), expiresAt)
    if (outcome.type === 'again') return outcome
    vault.authReqId = null
    if (outcome.type === 'ended') return outcome
    vault.approval = outcome.approval
    return { type: 'approved' }
  }

  const verify: FlowEffects['verify'] = async (signal) => {
    const attempt = { loginHint: vault.loginHint ?? '', code: vault.code ?? '' }
    const result = await call('verifyTotp', signal, (context) =>
      client.verifyTotp ? client.verifyTotp(attempt, context) : Promise.reject(authError('totp_not_offered')),
    )
    vault.code = null
    if (!result.ok) return { type: 'refused', error: result.error }
    vault.approval = result.value
    return { type: 'approved' }
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

  return { push, poll, verify, release }
}
