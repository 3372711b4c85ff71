import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import type { Recovery } from '../errors/vocabulary.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { guarded } from '../events/guarded.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { retryDelayMs } from '../http/retry-delay.js'
import { sleep } from '../http/sleep.js'
import type { ApiSystem } from './api-system.js'
import type { AuthSession } from './auth-session.js'
import type { RecoveryAction, RecoveryActions, UserSteps } from './recovery-actions.js'
import { createRecoveryRounds, type RecoveryCount, type RecoveryRound } from './recovery-rounds.js'
import { createSharedCalls } from './shared-calls.js'
import { renewing } from './renewing.js'
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
  /**
   * Tries of one action in a row that may not help; after that it is left alone for a minute. 3. One did not help where
   * it failed, or where the same action is asked for again within a minute.
   */
  mostFailures?: number
  clock?: Clock
  onEvent?: AuthEventListener
}

export interface AuthRecovery {
  /**
   * Does what the error asks for. Resolves to true where the call may be made again, to false where nothing was or could
   * be done, and never rejects. A wait is the error's own: 1, 2, 4 s as long as the same goes on, and never less than its
   * server asks. What else is done is done once for all who ask meanwhile. A caller that gives up, by its signal, gets
   * false at once; that counts as nothing and ends nothing for the others.
   */
  recover(error: AuthError, call?: { signal?: AbortSignal }): Promise<boolean>
  /** How often each was tried and helped; a success is taken back where the same is asked for again within a minute. */
  counts(): Readonly<Partial<Record<Recovery, RecoveryCount>>>
}

/** The least wait, in ms, for each recovery that is one. Between two polls, where the server names no time: RFC 8628 §3.5. */
const WAITS_MS: Partial<Record<keyof RecoveryActions, number>> = {
  retry: 0,
  wait_and_retry: 0,
  retry_later: 0,
  keep_waiting: 5_000,
}

/** What is done about an error in a round. */
type Doing = (error: AuthError, signal: AbortSignal, round: RecoveryRound) => ReturnType<RecoveryAction>

/** What to do about which error, in one place: renew, sign in anew, wait, or go to the step that is missing. */
export function createRecovery(options: RecoveryOptions = {}): AuthRecovery {
  const { session, system, clock = systemClock, longestWaitMs = 30_000, mostFailures = 3 } = options
  const { getUserState = system?.getUserState, onStep = system?.onStep } = options
  const flowId = newId()
  const rounds = createRecoveryRounds(clock, mostFailures)
  const shared = createSharedCalls<keyof RecoveryActions>()
  const renew = session && renewing(session)

  async function stateNow(error: AuthError, signal: AbortSignal) {
    if (getUserState === undefined) return error.userState
    try {
      return await getUserState({ signal, accessToken: (await session?.getAccessToken()) ?? null })
    } catch (thrown) {
      // What the error said is better than nothing.
      if (error.userState === undefined || signal.aborted) throw thrown
      return error.userState
    }
  }
  const goToStep: Doing = async (error, signal) => {
    const state = await stateNow(error, signal)
    const step = state === undefined ? undefined : nextUserStep(state)
    // Nothing is missing any more: the app was behind.
    if (step === null) return true
    if (state === undefined || step === undefined) return false
    onStep?.(step, error, { again: isTakenBack(state) })
  }
  const ours: Partial<Record<keyof RecoveryActions, Doing>> = {
    refresh_token: (error, _signal, { failures }) => renew?.(error, failures > 0) ?? false,
    complete_step: goToStep,
  }
  /** The app's before the system's before ours; in each the one for the kind before that for whatever asks for it. */
  function actionFor({
    kind,
    recovery,
  }: AuthError): { name: keyof RecoveryActions; action?: Doing } | undefined {
    for (const actions of [options.actions, system?.actions])
      for (const name of [`${kind} ${recovery}`, recovery] as const) {
        const action = actions?.[name]
        if (action !== undefined) return { name, action: (error, signal) => action(error, { signal }) }
      }
    const action = ours[recovery]
    if (action !== undefined) return { name: recovery, action }
    return recovery in WAITS_MS ? { name: recovery } : undefined
  }

  async function run(round: RecoveryRound, error: AuthError, signal: AbortSignal, act: Doing) {
    const startedAt = clock.now()
    let failed: AuthError | undefined
    let helped: boolean | void = false
    try {
      helped = await act(error, signal, round)
    } catch (thrown) {
      failed = normalizeError(thrown, { phase: 'api', now: clock.now() })
    }
    if (signal.aborted) {
      rounds.leave(round)
      return false
    }
    rounds.finish(round, error.recovery, helped)
    const at = clock.now()
    guarded('onEvent', () =>
      options.onEvent?.({
        type: 'recovery_finished',
        at,
        flowId,
        recovery: error.recovery,
        code: error.code,
        durationMs: at - startedAt,
        helped: helped === true,
        ...(failed && { error: failed }),
      }),
    )
    return helped === true
  }

  async function wait(name: keyof RecoveryActions, error: AuthError, signal: AbortSignal) {
    const round = rounds.enter(name)
    if (round === null) return false
    const repeats = Math.min(round.failures + 1, mostFailures)
    const dueMs = retryDelayMs(error, repeats, clock.now())
    if (dueMs === null || dueMs > longestWaitMs) {
      rounds.leave(round)
      return false
    }
    const waitMs = Math.max(dueMs, WAITS_MS[name] ?? 0)
    return run(round, error, signal, () => sleep(waitMs, clock, signal).then(() => true))
  }

  return {
    async recover(error, { signal = new AbortController().signal } = {}) {
      const found = actionFor(error)
      if (found === undefined || signal.aborted) return false
      const { name, action } = found
      if (action === undefined) return wait(name, error, signal)
      return shared(name, signal, async (end) => {
        const round = rounds.enter(name)
        return round !== null && run(round, error, end, action)
      })
    },
    counts: rounds.counts,
  }
}
