import type { PollSchedule } from '../ciba/poll-policy.js'
import type { Clock } from '../http/clock.js'
import type { CodeOutcome, FindOutcome, FlowContext, PollVerdict, PushOutcome } from './context.js'
import type { FlowSettings } from './settings.js'

export interface PollInput {
  schedule: PollSchedule
  /** Epoch ms. */
  expiresAt: number
}

/** The effects of the machine. None rejects: a failure is an outcome. */
export interface FlowEffects {
  /** The request that was pending before the page was loaded. */
  find(signal: AbortSignal): Promise<FindOutcome>
  push(signal: AbortSignal): Promise<PushOutcome>
  poll(input: PollInput, signal: AbortSignal): Promise<PollVerdict>
  verify(signal: AbortSignal): Promise<CodeOutcome>
  /** An approval was received, whether or not the machine has heard of it yet: nothing may lose it now. */
  received(): boolean
  /** Whether a code may be asked for in the place of the push. */
  takesCode(): boolean
  /** Runs the app's callbacks after an approval. */
  finish(): Promise<void>
  /** Tells the system that nobody waits for the pending request any more; answers with RELEASED. */
  release(): void
}

/** Of wrong codes: what is left, and until when they are paused. */
export type Tries = Pick<FlowContext, 'attemptsRemaining' | 'lockedUntil' | 'lockouts'>

export interface FlowMachineOptions {
  /** Of an earlier flow of the same client. */
  tries?: Tries | undefined
  effects: FlowEffects
  clock: Clock
  settings: FlowSettings
}
