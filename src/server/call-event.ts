import { authError } from '../errors/normalize.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import type { Call } from './backend.js'
import type { Refusal } from './refusal.js'

function errorOf({ code, details }: Refusal, operation: Operation, requestId: string, now: number) {
  const { detail, retryAt, attemptsRemaining } = details
  return authError(code, {
    now,
    requestId,
    ...(operation === 'initiate' ? { phase: 'initiate' } : {}),
    ...(detail === undefined ? {} : { technicalDetail: detail }),
    ...(attemptsRemaining === undefined ? {} : { attemptsRemaining }),
    ...(retryAt === undefined ? {} : { retryAt }),
  })
}

/** What is told of a call when it is over. */
export function callFinished(
  done: { call: Call; operation: Operation; startedAt: number; at: number },
  outcome: string,
  refusal: Refusal | undefined,
): AuthEvent {
  const { call, operation, startedAt, at } = done
  const { flowId, requestId } = call
  return {
    type: 'request_finished',
    at,
    flowId,
    operation,
    requestId,
    durationMs: at - startedAt,
    outcome,
    ...(refusal === undefined ? {} : { error: errorOf(refusal, operation, requestId, at) }),
  }
}
