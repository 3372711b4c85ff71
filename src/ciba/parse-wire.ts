import { isRecord } from '../errors/wire.js'
import { authError } from '../errors/normalize.js'
import type { Approval, Session } from './approval.js'
import type { Acknowledgement, PendingRequest, PollAnswer } from './contract.js'

/** @throws AuthError `unreadable_answer`, naming the member that is missing or makes no sense. */
export function unreadable(what: string): never {
  throw authError('unreadable_answer', { technicalDetail: `The answer has no usable ${what}.` })
}

export function record(value: unknown, what = 'JSON object'): Record<string, unknown> {
  return isRecord(value) ? value : unreadable(what)
}

export function text(from: Record<string, unknown>, name: string): string {
  const value = from[name]
  return typeof value === 'string' && value !== '' ? value : unreadable(`"${name}"`)
}

export function amount(from: Record<string, unknown>, name: string): number {
  const value = from[name]
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : unreadable(`"${name}"`)
}

/** The `session` member of an answer; null for nobody. */
export function parseSession(body: unknown): Session | null {
  const { session } = record(body)
  if (session === null) return null
  const { user, expires_at: expiresAt } = record(session, '"session"')
  const claims = record(user, '"user"')
  return {
    user: { ...claims, sub: text(claims, 'sub') },
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
  }
}

/** The session that an approval brings. */
export function parseApproval(body: unknown): Approval {
  const session = parseSession(body)
  return session === null ? {} : { session }
}

export function parseStart(body: unknown): Acknowledgement {
  const from = record(body)
  return {
    authReqId: text(from, 'flow'),
    expiresIn: amount(from, 'expires_in'),
    interval: amount(from, 'interval'),
    requestId: typeof from.request_id === 'string' ? from.request_id : '',
  }
}

/** The `pending` member of an answer; null for none. */
export function parsePending(body: unknown): PendingRequest | null {
  const { pending } = record(body)
  if (pending === null) return null
  const from = record(pending, '"pending"')
  return {
    ...parseStart(from),
    loginHint: text(from, 'login_hint'),
    bindingMessage: text(from, 'binding_message'),
  }
}

export function parsePoll(body: unknown): PollAnswer {
  const from = record(body)
  const { status: type } = from
  if (type === 'approved') return { type, approval: parseApproval(body) }
  if (type === 'pending' || type === 'slow_down') return { type, interval: amount(from, 'interval') }
  return unreadable('"status"')
}

export function parseCancel(body: unknown): { promptMayRemain: boolean } {
  return { promptMayRemain: record(body).prompt_may_remain !== false }
}
