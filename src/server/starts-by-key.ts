import { OUTCOME_UNKNOWN, type SignInRequest } from '../ciba/contract.js'
import type { Backend, Call } from './backend.js'
import { REMEMBERED_MS, type StartRecord } from './records.js'
import { Refusal } from './refusal.js'
import { derive, hash } from './secrets.js'

/** A start that takes longer has lost the process that sent it: the provider's limit, and that of its discovery. */
const SENDING_MS = 30_000
const ASK_AGAIN_MS = 2_000

type OnceByKey = (
  key: string,
  request: SignInRequest,
  call: Call,
  make: () => Promise<StartRecord>,
) => Promise<StartRecord>

/**
 * One push for each Idempotency-Key. What is about to be sent is written down before: a repetition that comes after a
 * crash, or to another process, cannot know what became of it, and sends nothing.
 */
export function createStartsByKey({ settings, records }: Backend): OnceByKey {
  const { clock } = settings
  const running = new Map<string, { body: string; record: Promise<StartRecord> }>()

  async function makeOnce(
    name: string,
    body: string,
    make: () => Promise<StartRecord>,
  ): Promise<StartRecord> {
    const kept = await records.starts.get(name)
    if (kept !== undefined) {
      if (kept.body !== body) throw new Refusal(409, 'conflict')
      if ('made' in kept) return kept.made
      if (clock.now() >= kept.sendingUntil) throw new Refusal(504, OUTCOME_UNKNOWN, { detail: 'sent before' })
      throw new Refusal(503, 'temporarily_unavailable', { retryAt: clock.now() + ASK_AGAIN_MS })
    }
    const sendingUntil = clock.now() + SENDING_MS
    await records.starts.put(name, { body, sendingUntil }, sendingUntil + REMEMBERED_MS)
    let made: StartRecord
    try {
      made = await make()
    } catch (error) {
      // Where nothing was sent, the next try may; else it is to hear the same.
      if (error instanceof Refusal && error.code === OUTCOME_UNKNOWN)
        await records.starts.put(name, { body, sendingUntil: 0 }, sendingUntil + REMEMBERED_MS)
      else await records.starts.delete(name)
      throw error
    }
    await records.starts.put(name, { body, made }, made.expiresAt + REMEMBERED_MS)
    return made
  }

  return async (key, { loginHint, bindingMessage }, { origin }, make) => {
    const name = await hash(`${origin.origin}\n${key}`)
    const body = await derive(key, 'body', JSON.stringify([loginHint, bindingMessage]))
    let flight = running.get(name)
    if (flight === undefined) {
      flight = { body, record: makeOnce(name, body, make).finally(() => running.delete(name)) }
      running.set(name, flight)
    }
    if (flight.body !== body) throw new Refusal(409, 'conflict')
    return flight.record
  }
}
