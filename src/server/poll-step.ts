import type { ProviderFailure } from './provider-failure.js'
import type { FlowEnd, FlowRecord } from './records.js'

/** §11: `slow_down` adds at least 5 seconds to this and all later waits. */
const SLOW_DOWN_MS = 5_000

/** What a poll comes to. */
export type PollStep =
  | { type: 'waiting'; status: 'pending' | 'slow_down'; intervalMs: number }
  | { type: 'unavailable'; detail: string; retryAt?: number }
  | FlowEnd

const failed = (code: string, status = 400): PollStep & FlowEnd => ({ type: 'failed', status, code })

function stepOf(failure: ProviderFailure, record: FlowRecord, past: boolean): PollStep {
  switch (failure.type) {
    case 'unavailable':
      return past ? failed('expired_token') : failure
    case 'unusable':
      // The auth_req_id is used up: asking again would bring nothing.
      return failed('transaction_failed')
    case 'refused':
      break
  }
  const { code } = failure
  if (code === 'authorization_pending' || code === 'slow_down') {
    if (past) return failed('expired_token')
    if (code === 'authorization_pending')
      return { type: 'waiting', status: 'pending', intervalMs: record.intervalMs }
    const intervalMs = Math.max(record.intervalMs + SLOW_DOWN_MS, (failure.interval ?? 0) * 1000)
    return { type: 'waiting', status: 'slow_down', intervalMs }
  }
  if (code === 'invalid_grant' && past) return failed('expired_token')
  return failed(code, code === 'invalid_client' ? 500 : 400)
}

/** What follows from a token request that was sent at `sentAt` and brought no tokens [CIBA Core 1.0 §11]. */
export function afterNoTokens(
  failure: ProviderFailure,
  record: FlowRecord,
  sentAt: number,
  now: number,
): { step: PollStep; record: FlowRecord } {
  const step = stepOf(failure, record, now >= record.expiresAt)
  const retryAt = failure.type === 'unusable' ? 0 : (failure.retryAt ?? 0)
  if (step.type === 'waiting' || step.type === 'unavailable') {
    const intervalMs = step.type === 'waiting' ? step.intervalMs : record.intervalMs
    const dueAt = Math.max(sentAt + intervalMs, retryAt)
    return { step, record: { ...record, intervalMs, dueAt } }
  }
  return { step, record: { ...record, authReqId: null, end: step } }
}
