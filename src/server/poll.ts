import type { BffCancelAnswer, BffPollAnswer } from '../ciba/bff-wire.js'
import type { Reply } from './answer.js'
import { type Backend, type Call, sessionAnswer } from './backend.js'
import { type FlowHandle, findFlow, sessionIdOf } from './flow-handle.js'
import type { FlowPolls } from './flow-polls.js'
import { Refusal } from './refusal.js'
import { hash } from './secrets.js'
import { endFormer } from './sessions.js'

function flowOf({ body }: Call): string {
  if (typeof body.flow === 'string' && body.flow.length > 0 && body.flow.length <= 128) return body.flow
  throw new Refusal(400, 'invalid_request', { description: '"flow" must be the handle that /start gave.' })
}

/** The session and its cookie; also for a browser that lost the first answer. */
async function approved(backend: Backend, call: Call, handle: FlowHandle, salt: string): Promise<Reply> {
  const id = await sessionIdOf(handle, salt)
  const session = await backend.records.sessions.get(await hash(id))
  // Signed out meanwhile: an old flow must not bring the session back.
  if (session === undefined) throw new Refusal(400, 'expired_token')
  await endFormer(backend, call, id)
  const body: BffPollAnswer = { status: 'approved', session: sessionAnswer(session) }
  const leftMs = session.expiresAt - backend.settings.clock.now()
  return { body, cookies: [call.cookies.setSession(id, leftMs)], outcome: 'approved' }
}

/** POST /poll */
export async function poll(backend: Backend, polls: FlowPolls, call: Call): Promise<Reply> {
  const found = await findFlow(backend, flowOf(call), call.cookies.flow)
  if (found === undefined) throw new Refusal(400, 'expired_token')
  call.flowId = found.record.id
  const step = found.record.end ?? (await polls.ask(found.handle))
  switch (step.type) {
    case 'approved':
      return approved(backend, call, found.handle, step.salt)
    case 'waiting': {
      const body: BffPollAnswer = { status: step.status, interval: step.intervalMs / 1000 }
      return { body, outcome: step.status }
    }
    case 'unavailable': {
      const { detail, retryAt } = step
      throw new Refusal(503, 'temporarily_unavailable', {
        detail,
        ...(retryAt === undefined ? {} : { retryAt }),
      })
    }
    case 'failed':
      throw new Refusal(step.status, step.code)
    case 'cancelled':
      throw new Refusal(400, 'expired_token')
  }
}

/** POST /cancel: the person said no. CIBA has no way to take a prompt back. */
export async function cancel(backend: Backend, polls: FlowPolls, call: Call): Promise<Reply> {
  const found = await findFlow(backend, flowOf(call), call.cookies.flow)
  if (found === undefined) return { body: { prompt_may_remain: true } satisfies BffCancelAnswer }
  const { handle, record } = found
  call.flowId = record.id
  const body: BffCancelAnswer = { prompt_may_remain: await polls.cancel(handle) }
  const { session } = call.cookies
  const madeSession =
    record.end?.type === 'approved' && session === (await sessionIdOf(handle, record.end.salt))
  return { body, cookies: madeSession ? [call.cookies.clearSession()] : [] }
}
