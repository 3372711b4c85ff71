import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import type { Recovery } from '../errors/vocabulary.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { retryDelayMs } from '../http/retry-delay.js'
import { sleep } from '../http/sleep.js'
import type { ApiSystem } from './api-system.js'
import type { AuthSession } from './auth-session.js'
import type { RecoveryAction, RecoveryActions, UserSteps } from './recovery-actions.js'
import { isTakenBack, nextUserStep } from './user-step.js'

export interface RecoveryOptions extends UserSteps {
  /** Its token is renewed for `refresh_token`. */
  session?: AuthSession
  /** Brings its own actions, and knows how to ask for the state of an account. */
  system?: Pick<ApiSystem, 'actions' | 'getUserState' | 'onStep'>
  /** What the app does, in place of ours or where we have nothing: `re_authenticate` starts a sign-in, and so on. */
  actions?: RecoveryActions
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
  const { session, system, clock = systemClock, longestWaitMs = 30_000, mostFailures = 3 } = options
  const { getUserState = system?.getUserState, onStep = system?.onStep } = options
  const flowId = newId()
  const flights = new Map<keyof RecoveryActions, Promise<boolean>>()
  const counts: Partial<Record<Recovery, RecoveryCount>> = {}
  const failures = new Map<keyof RecoveryActions, { inARow: number; at: number }>()

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
  async function stateNow(error: AuthError, call: { signal: AbortSignal }) {
    if (getUserState === undefined) return error.userState
    try {
      return await getUserState({ ...call, accessToken: (await session?.getAccessToken()) ?? null })
    } catch (thrown) {
      // What the error said is better than nothing.
      if (error.userState === undefined || call.signal.aborted) throw thrown
      return error.userState
    }
  }
  const goToStep: RecoveryAction = async (error, call) => {
    const state = await stateNow(error, call)
    const step = state === undefined ? undefined : nextUserStep(state)
    // Nothing is missing any more: the app was behind.
    if (step === null) return true
    if (state === undefined || step === undefined) return false
    onStep?.(step, error, { again: isTakenBack(state) })
  }
  const ours: RecoveryActions = {
    retry: wait,
    wait_and_retry: wait,
    retry_later: wait,
    keep_waiting: waitAtLeast(POLL_MS),
    refresh_token: renew,
    complete_step: goToStep,
  }
  /** The app's before the system's before ours; in each the one for the kind before that for whatever asks for it. */
  function actionFor({ kind, recovery }: AuthError) {
    for (const actions of [options.actions, system?.actions, ours])
      for (const name of [`${kind} ${recovery}`, recovery] as const) {
        const action = actions?.[name]
        if (action !== undefined) return { name, action }
      }
    return undefined
  }

  const rests = (name: keyof RecoveryActions) => {
    const { inARow = 0, at = 0 } = failures.get(name) ?? {}
    return inARow >= mostFailures && clock.now() < at + REST_MS
  }

  async function run(
    name: keyof RecoveryActions,
    action: RecoveryAction,
    error: AuthError,
    signal: AbortSignal,
  ) {
    const count = (counts[error.recovery] ??= { tries: 0, successes: 0 })
    count.tries += 1
    const startedAt = clock.now()
    let failed: AuthError | undefined
    let helped: boolean | void = false
    try {
      helped = await action(error, { signal })
    } catch (thrown) {
      failed = normalizeError(thrown, { phase: 'api', now: clock.now() })
    }
    const at = clock.now()
    if (helped === true) count.successes += 1
    // Somebody who was told something was not failed.
    const inARow = helped === false ? (failures.get(name)?.inARow ?? 0) + 1 : 0
    failures.set(name, { inARow, at })
    try {
      options.onEvent?.({
        type: 'recovery_finished',
        at,
        flowId,
        recovery: error.recovery,
        code: error.code,
        durationMs: at - startedAt,
        helped: helped === true,
        ...(failed && { error: failed }),
      })
    } catch (thrown) {
      warnInDevelopment(`onEvent threw: ${normalizeError(thrown).message}`)
    }
    return helped === true
  }

  return {
    recover(error, { signal = new AbortController().signal } = {}) {
      const found = actionFor(error)
      if (found === undefined || rests(found.name)) return Promise.resolve(false)
      const { name, action } = found
      const flight =
        flights.get(name) ?? run(name, action, error, signal).finally(() => void flights.delete(name))
      flights.set(name, flight)
      return flight
    },
    counts: () => structuredClone(counts),
  }
}
