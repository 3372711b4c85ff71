import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import type { Recovery } from '../errors/vocabulary.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { retryDelayMs } from '../http/retry-delay.js'
import { sleep } from '../http/sleep.js'
import type { AuthSession } from './auth-session.js'
import { nextUserStep, type UserStep } from './user-step.js'

/** Does what an error asks for. Resolves to true where the call that failed may be made again. */
export type RecoveryAction = (
  error: AuthError,
  call: { signal: AbortSignal },
) => boolean | void | Promise<boolean | void>

export interface RecoveryOptions {
  /** Its token is renewed for `refresh_token`. */
  session?: AuthSession
  /** What the app does, in place of ours or where we have nothing: `re_authenticate` starts a sign-in, and so on. */
  actions?: { [R in Recovery]?: RecoveryAction }
  /** Asks the server what state the account is in now; without it the state that the error names counts. */
  getUserState?: (call: { signal: AbortSignal }) => Promise<string>
  /** Takes people to the step that is missing. */
  onStep?: (step: UserStep, error: AuthError) => void
  /** The longest wait for a server, in ms; where more is due nothing is done. 30 000. */
  longestWaitMs?: number
  /** Tries of one action in a row that may fail; after that it is left alone for a minute. 3. */
  mostFailures?: number
  clock?: Clock
  onEvent?: AuthEventListener
}

export interface RecoveryCount {
  tries: number
  successes: number
}

export interface AuthRecovery {
  /**
   * Does what the error asks for, once for all who ask meanwhile. Resolves to true where the call may be made again, to
   * false where nothing was or could be done, and never rejects.
   */
  recover(error: AuthError, call?: { signal?: AbortSignal }): Promise<boolean>
  /** How often each was tried and helped. */
  counts(): Readonly<Partial<Record<Recovery, RecoveryCount>>>
}

const REST_MS = 60_000
/** Between two polls, where the server names no time (RFC 8628 §3.5). */
const POLL_MS = 5_000

/** What to do about which error, in one place: renew, sign in anew, wait, or go to the step that is missing. */
export function createRecovery(options: RecoveryOptions = {}): AuthRecovery {
  const { session, clock = systemClock, longestWaitMs = 30_000, mostFailures = 3 } = options
  const flowId = newId()
  const flights = new Map<Recovery, Promise<boolean>>()
  const counts: Partial<Record<Recovery, RecoveryCount>> = {}
  const failures = new Map<Recovery, { inARow: number; at: number }>()

  const waitAtLeast =
    (leastMs: number): RecoveryAction =>
    async (error, { signal }) => {
      const dueMs = retryDelayMs(error, 1, clock.now())
      if (dueMs === null || dueMs > longestWaitMs) return false
      await sleep(Math.max(dueMs, leastMs), clock, signal)
      return true
    }
  const wait = waitAtLeast(0)
  const renew: RecoveryAction = async () => {
    const token = (await session?.getAccessToken()) ?? null
    if (session === undefined || token === null) return false
    await session.renew(token)
    return true
  }
  const goToStep: RecoveryAction = async (error, call) => {
    const state = (await options.getUserState?.(call)) ?? error.userState
    const step = state === undefined ? undefined : nextUserStep(state)
    // Nothing is missing any more: the app was behind.
    if (step === null) return true
    if (step !== undefined) options.onStep?.(step, error)
    return false
  }
  const actions: { [R in Recovery]?: RecoveryAction } = {
    retry: wait,
    wait_and_retry: wait,
    retry_later: wait,
    keep_waiting: waitAtLeast(POLL_MS),
    refresh_token: renew,
    complete_step: goToStep,
    ...options.actions,
  }

  const rests = (name: Recovery) => {
    const { inARow = 0, at = 0 } = failures.get(name) ?? {}
    return inARow >= mostFailures && clock.now() < at + REST_MS
  }

  async function run(name: Recovery, action: RecoveryAction, error: AuthError, signal: AbortSignal) {
    const count = (counts[name] ??= { tries: 0, successes: 0 })
    count.tries += 1
    const startedAt = clock.now()
    let failed: AuthError | undefined
    let helped = false
    try {
      helped = (await action(error, { signal })) === true
    } catch (thrown) {
      failed = normalizeError(thrown, { phase: 'api', now: clock.now() })
    }
    const at = clock.now()
    if (helped) count.successes += 1
    failures.set(name, { inARow: helped ? 0 : (failures.get(name)?.inARow ?? 0) + 1, at })
    try {
      options.onEvent?.({
        type: 'recovery_finished',
        at,
        flowId,
        recovery: name,
        code: error.code,
        durationMs: at - startedAt,
        helped,
        ...(failed && { error: failed }),
      })
    } catch (thrown) {
      warnInDevelopment(`onEvent threw: ${normalizeError(thrown).message}`)
    }
    return helped
  }

  return {
    recover(error, { signal = new AbortController().signal } = {}) {
      const name = error.recovery
      const action = actions[name]
      if (action === undefined || rests(name)) return Promise.resolve(false)
      const flight =
        flights.get(name) ?? run(name, action, error, signal).finally(() => void flights.delete(name))
      flights.set(name, flight)
      return flight
    },
    counts: () => structuredClone(counts),
  }
}
