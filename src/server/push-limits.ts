import { OUTCOME_UNKNOWN } from '../ciba/contract.js'
import type { Backend } from './backend.js'
import { createKeyedQueue } from './keyed-queue.js'
import { Refusal } from './refusal.js'
import { hash } from './secrets.js'

/** Who a push is for and who asked for it, as keys in the store. */
export interface PushCaller {
  hint: string
  /** Absent where the app does not tell the address. */
  address: string | undefined
}

/** Refuses pushes past the limits, so that nobody can be worn down by prompts. */
export interface PushThrottle {
  /**
   * Sends what `send` sends, and counts it unless it surely sent nothing. Refuses before anything is sent.
   * @throws Refusal `too_many_attempts` with the time of the next chance; what `send` throws.
   */
  run<T>(caller: PushCaller, send: () => Promise<T>): Promise<T>
  /** One of the pushes was approved: they were welcome. */
  forgive(hint: string): Promise<void>
}

/** The key of a login hint, however it is written. */
export const hintKey = (loginHint: string): Promise<string> => hash(`hint\n${loginHint.trim().toLowerCase()}`)

export function createPushThrottle({ settings, records }: Backend): PushThrottle {
  const { clock, pushLimits } = settings
  const queue = createKeyedQueue()

  /** Takes one place of `limit`, or says when there is one. Runs alone for its key. */
  const take = (key: string, limit: number) =>
    queue(key, async () => {
      const now = clock.now()
      const kept = (await records.pushes.get(key)) ?? []
      const sent = kept.filter((at) => at > now - pushLimits.windowMs)
      const full = sent.length >= limit ? sent[sent.length - limit] : undefined
      if (full !== undefined)
        throw new Refusal(429, 'too_many_attempts', { retryAt: full + pushLimits.windowMs })
      await records.pushes.put(key, [...sent, now], now + pushLimits.windowMs)
      return now
    })

  const giveBack = (key: string, at: number) =>
    queue(key, async () => {
      const sent = (await records.pushes.get(key)) ?? []
      const place = sent.lastIndexOf(at)
      const left = sent.filter((_, index) => index !== place)
      await records.pushes.put(key, left, clock.now() + pushLimits.windowMs)
    })

  return {
    async run({ hint, address }, send) {
      const limits: [key: string, limit: number][] = [[hint, pushLimits.perHint]]
      if (address !== undefined) limits.unshift([address, pushLimits.perAddress])
      const taken: [key: string, at: number][] = []
      try {
        for (const [key, limit] of limits) taken.push([key, await take(key, limit)])
        return await send()
      } catch (error) {
        if (error instanceof Refusal && error.code === OUTCOME_UNKNOWN) throw error
        for (const place of taken) await giveBack(...place)
        throw error
      }
    },
    forgive: (hint) => records.pushes.delete(hint),
  }
}
