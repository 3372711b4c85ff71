import type { BffPendingAnswer } from '../ciba/bff-wire.js'
import type { Reply } from './answer.js'
import type { Backend, Call } from './backend.js'
import { type FlowHandle, findFlow, sessionIdOf } from './flow-handle.js'
import type { FlowRecord, PendingRecord } from './records.js'
import { hash } from './secrets.js'

interface Found {
  pending: PendingRecord
  record: FlowRecord
}

/** An approval that this browser has not heard of: its page went away while the answer was on its way. */
async function unheard(backend: Backend, call: Call, handle: FlowHandle, salt: string): Promise<boolean> {
  const id = await sessionIdOf(handle, salt)
  return id !== call.cookies.session && (await backend.records.sessions.get(await hash(id))) !== undefined
}

async function find(backend: Backend, call: Call): Promise<Found | null> {
  const { cookies } = call
  if (cookies.flow === undefined) return null
  const browser = await backend.records.browsers.get(await hash(cookies.flow))
  const found = await findFlow(backend, browser?.pending.flow ?? '', cookies.flow)
  if (browser === undefined || found === undefined) return null
  const { record, handle } = found
  const { end } = record
  const open = end === undefined ? backend.settings.clock.now() < record.expiresAt : false
  if (!open && !(end?.type === 'approved' && (await unheard(backend, call, handle, end.salt)))) return null
  return { pending: browser.pending, record }
}

/** GET /pending: the request that this browser started and nobody has answered or ended, for a page after a reload. */
export async function readPending(backend: Backend, call: Call): Promise<Reply> {
  const found = await find(backend, call)
  if (found === null) return { body: { pending: null } satisfies BffPendingAnswer, outcome: 'none' }
  const { pending, record } = found
  call.flowId = record.id
  const leftMs = Math.max(0, record.expiresAt - backend.settings.clock.now())
  const body: BffPendingAnswer = {
    pending: {
      flow: pending.flow,
      expires_in: Math.ceil(leftMs / 1000),
      interval: record.intervalMs / 1000,
      request_id: pending.requestId,
      login_hint: pending.loginHint,
      binding_message: pending.bindingMessage,
    },
  }
  return { body, outcome: 'pending' }
}
