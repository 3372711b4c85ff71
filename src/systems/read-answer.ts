import { REQUEST_ID } from '../ciba/bff-wire.js'
import type { TokenSet } from '../ciba/approval.js'
import type { CallContext, PollAnswer } from '../ciba/contract.js'
import { parseTokens } from '../ciba/oauth-wire.js'
import type { AuthError } from '../errors/auth-error.js'
import type { SystemErrors } from '../errors/codes/code-row.js'
import { authError, normalizeError } from '../errors/normalize.js'
import { saysFailure } from '../errors/read-error.js'
import { redactId } from '../errors/redact.js'
import type { Phase } from '../errors/vocabulary.js'
import { isRecord } from '../errors/wire.js'
import type { HttpAnswer } from '../http/send-request.js'

export interface Answer {
  /** Neither the status nor the body says that it failed. */
  ok: boolean
  body: Record<string, unknown>
  tokens: TokenSet | null
  /** The header's, else the body's, else ours. */
  requestId: string
  /** What the answer says where it is not what was asked for. */
  failure(): AuthError
}

interface Asked {
  phase: Phase
  call: CallContext
  systemOf?(body: Record<string, unknown>): SystemErrors
}

/** An answer of a server that hands out tokens: by the body's `error`, then by a token, then by the status. */
export function readAnswer(answer: HttpAnswer, { phase, call, systemOf }: Asked): Answer {
  const body = isRecord(answer.body) ? answer.body : {}
  const refused = saysFailure(answer.body)
  const { requestId, now } = call
  return {
    ok: answer.ok && !refused,
    body,
    tokens: refused ? null : parseTokens(body),
    requestId: redactId(answer.headers.get(REQUEST_ID)) ?? redactId(body.request_id) ?? requestId,
    failure() {
      const error = normalizeError(answer, { phase, requestId, system: systemOf?.(body), now: now?.() })
      return answer.ok && error.kind === 'unknown' && !refused
        ? authError('unreadable_answer', { requestId: error.requestId, now: error.occurredAt })
        : error
    },
  }
}

/** Pending and slow-down as the answers that they are. Throws what is a failure. */
export function stillOpen(error: AuthError): PollAnswer {
  const { kind, retryAt } = error
  if (kind !== 'pending' && kind !== 'slow_down') throw error
  return { type: kind, ...(retryAt !== undefined && { retryAt }) }
}
