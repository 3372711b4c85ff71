import type { Approval } from '../ciba/approval.js'
import type {
  Acknowledgement,
  CallContext,
  CibaClient,
  PendingRequest,
  PollAnswer,
} from '../ciba/contract.js'
import { authError } from '../errors/normalize.js'
import { type Clock, systemClock } from '../http/clock.js'
import { sleep } from '../http/sleep.js'

/** What a call answers: a value, something thrown, or nothing at all (`'hang'`). */
export type Step<T> = T | { throws: unknown } | 'hang'

/** One answer after the other; the last one is given again and again. */
export interface Script {
  initiate?: Step<Acknowledgement>[]
  poll?: Step<PollAnswer | 'pending' | 'slow_down' | 'approved'>[]
  totp?: Step<'approved'>[]
  cancel?: Step<{ promptMayRemain: boolean }>[]
  /** A request from before the page was loaded; without it there is none. */
  resume?: Step<PendingRequest | null>[]
  /** The system answers a repeated key with the same request. */
  honoursKeys?: boolean
  /** False for a system where nobody says who signs in. */
  needsLoginHint?: boolean
  /** What an approval brings. */
  approval?: Approval
  /** How long each answer takes, in ms. 0. */
  delayMs?: number
  clock?: Clock
}

type Answered = 'initiate' | 'poll' | 'totp' | 'cancel' | 'resume'

export interface ScriptedCall {
  operation: 'resume' | 'initiate' | 'poll' | 'verifyTotp' | 'cancel'
  /** Epoch ms. */
  at: number
  bindingMessage?: string
  idempotencyKey?: string
}

/** A system that does what its script says, for tests, stories and previews. */
export interface ScriptedClient extends CibaClient {
  /** Calls so far, in order. */
  readonly calls: readonly ScriptedCall[]
  /** How often an operation was called; `count('initiate')` is the number of pushes. */
  count(operation: ScriptedCall['operation']): number
  /** Replaces the rest of the script. */
  script(next: Script): void
  /** Answers these first, once each, and then goes on with the script. */
  answerNext(steps: NextAnswers): void
}

/** What the next calls of an operation answer. */
export type NextAnswers = Pick<Script, Answered>

const ACKNOWLEDGED: Acknowledgement = {
  authReqId: 'scripted-request',
  expiresIn: 300,
  interval: 5,
  requestId: 'req-7d41c2',
}
const APPROVAL: Approval = { session: { user: { sub: 'dana', name: 'Dana Demo' } } }

/** Without a script every push is accepted, every poll is pending, every code is right. */
export function createScriptedClient(first: Script = {}): ScriptedClient {
  let script = first
  let taken: Partial<Record<keyof Script, number>> = {}
  const next: { [Name in Answered]?: unknown[] } = {}
  const calls: ScriptedCall[] = []

  function stepOf<T>(name: Answered, fallback: T): Step<T> {
    const before = next[name]
    if (before && before.length > 0) return before.shift() as Step<T>
    const steps = (script[name] ?? []) as Step<T>[]
    const index = Math.min(taken[name] ?? 0, steps.length - 1)
    taken[name] = index + 1
    return steps[index] ?? fallback
  }
  async function play<T>(name: Answered, fallback: T, signal: AbortSignal): Promise<T> {
    const step = stepOf(name, fallback)
    if (script.delayMs) await sleep(script.delayMs, script.clock ?? systemClock, signal)
    if (step === 'hang')
      return new Promise<T>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
      )
    if (typeof step === 'object' && step !== null && 'throws' in step) throw step.throws
    return step as T
  }
  const note = (operation: ScriptedCall['operation'], more: Partial<ScriptedCall> = {}) =>
    void calls.push({ operation, at: (script.clock ?? systemClock).now(), ...more })
  const approval = () => script.approval ?? APPROVAL

  return {
    name: 'scripted',
    calls,
    count: (operation) => calls.filter((call) => call.operation === operation).length,
    script(following) {
      script = { ...following, ...(script.clock && !following.clock ? { clock: script.clock } : {}) }
      taken = {}
    },
    answerNext(steps) {
      for (const [name, answers] of Object.entries(steps))
        next[name as Answered] = [...(next[name as Answered] ?? []), ...answers]
    },
    get honoursKeys() {
      return script.honoursKeys ?? false
    },
    needsLoginHint: first.needsLoginHint ?? true,
    ...(first.resume && {
      resume(call: CallContext) {
        note('resume')
        return play<PendingRequest | null>('resume', null, call.signal)
      },
    }),
    initiate({ bindingMessage }, { signal, idempotencyKey }) {
      note('initiate', { bindingMessage, idempotencyKey })
      return play('initiate', ACKNOWLEDGED, signal)
    },
    async poll(_authReqId, { signal }) {
      note('poll')
      const answer = await play<PollAnswer | PollAnswer['type']>('poll', 'pending', signal)
      if (typeof answer === 'object') return answer
      return answer === 'approved' ? { type: answer, approval: approval() } : { type: answer }
    },
    async verifyTotp(_attempt, { signal }) {
      note('verifyTotp')
      await play('totp', 'approved' as const, signal)
      return approval()
    },
    cancel(_authReqId, { signal }) {
      note('cancel')
      return play('cancel', { promptMayRemain: true }, signal)
    },
  }
}

/** An answer with which a scripted call fails, by its code. */
export const failsWith = (code: string, more: Parameters<typeof authError>[1] = {}): { throws: unknown } => ({
  throws: authError(code, more),
})
