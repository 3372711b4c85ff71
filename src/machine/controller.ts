import { type Actor, createActor, type InspectionEvent, type Observer } from 'xstate'
import type { Approval } from '../ciba/approval.js'
import type { CibaClient } from '../ciba/contract.js'
import type { AuthError } from '../errors/auth-error.js'
import { authError } from '../errors/normalize.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { warnInDevelopment } from '../events/warn-in-development.js'
import { type Clock, systemClock } from '../http/clock.js'
import { pausableClock } from '../http/pausable-clock.js'
import { steadyClock } from '../http/steady-clock.js'
import { createCalls } from './calls.js'
import type { FlowAbilities } from './context.js'
import type { Tries } from './effects.js'
import { createFlowMachine, type FlowMachine } from './flow-machine.js'
import { type ApprovedCallback, createListeners } from './listeners.js'
import { maskHint } from './mask-hint.js'
import { createOutcome } from './outcome.js'
import { createPresence } from './presence.js'
import { type FlowSettings, flowSettings } from './settings.js'
import { emptyVault, forget } from './vault.js'
import { type FlowView, sameView, viewOf } from './view.js'

export interface StartInput {
  /**
   * Who signs in: an e-mail address, phone number or user name, whatever the system knows. Left out where the system needs
   * none (`needsLoginHint`); where it needs one, a start without it fails as `invalid_login_hint`, and nothing is sent.
   */
  loginHint?: string
  /** Shown on both screens; a new code by default. */
  bindingMessage?: string
}

export interface CibaControllerOptions extends Partial<FlowSettings> {
  client: CibaClient
  clock?: Clock
  /**
   * Is told of every actor, event and snapshot of the flow, as XState's own `inspect`: for Stately's inspector, while you
   * develop. Nothing secret reaches it: login hint, code, `auth_req_id` and tokens are in no machine, event or snapshot.
   */
  inspect?: Observer<InspectionEvent> | ((event: InspectionEvent) => void)
}

/**
 * A push-approval sign-in without React. A plain verb returns nothing, never throws, and does nothing where
 * `getView().can` says no.
 */
export interface CibaController {
  start(input?: StartInput): void
  retry(): void
  /** Ends the present request and sends a new one. */
  resend(): void
  keepWaiting(): void
  useTotp(): void
  backToPush(): void
  /** Six digits; spaces and hyphens are ignored. */
  submitTotp(code: string): void
  cancel(): void
  /** Back to idle; a running flow is cancelled first. */
  reset(): void
  /** Resolves on approval; rejects with an `AuthError` on denied, expired, failed, cancelled. A running start is joined. */
  startAsync(input?: StartInput): Promise<Approval>
  /** Settles with this code. */
  submitTotpAsync(code: string): Promise<Approval>
  getView(): FlowView
  /** Called after each change of the view; returns unsubscribe. */
  subscribe(listener: () => void): () => void
  /** Everything that happens, for logs; returns unsubscribe. */
  observe(listener: AuthEventListener): () => void
  onApproved(callback: ApprovedCallback): () => void
  /** A mounted user; returns release. After the last release the flow pauses; the next lease or push resumes it. */
  lease(): () => void
  /** Ends everything at once: no timer, listener or request stays. */
  dispose(): void
  readonly clock: Clock
}

/** For as long as the page: a flow that begins anew is no way to guess on. */
const TRIES = new WeakMap<CibaClient, Tries>()

export function createCibaController(options: CibaControllerOptions): CibaController {
  const { client, clock: wall = systemClock } = options
  const settings = flowSettings(options)
  const clock = steadyClock(wall)
  const time = pausableClock(clock)
  const vault = emptyVault()
  const system = {
    get totp() {
      return client.verifyTotp !== undefined && !!vault.loginHint
    },
    needsLoginHint: client.needsLoginHint,
  }
  const ended = new AbortController()
  const { signal: disposed } = ended
  const listeners = createListeners(clock, vault)
  /** What the last request that failed has told. */
  let told: AuthError | undefined

  const calls = createCalls({
    client,
    vault,
    settings,
    clock: time,
    wall,
    emit(event) {
      if (event.type === 'request_finished') told = event.error
      listeners.emit(event)
    },
    onRepeating: (retryAt) => actor.send({ type: 'REPEATING', retryAt }),
  })
  const actor: Actor<FlowMachine> = createActor(
    createFlowMachine({
      clock,
      settings,
      tries: TRIES.get(client),
      effects: {
        ...calls,
        received: () => vault.approval !== null,
        takesCode: () => system.totp,
        push(signal) {
          presence.begin()
          return calls.push(signal)
        },
        finish: async () => {
          if (vault.approval !== null) await listeners.approved(vault.approval)
        },
        release() {
          void calls.release(disposed).then((promptMayRemain) => {
            if (!disposed.aborted) actor.send({ type: 'RELEASED', promptMayRemain })
          })
        },
      },
    }),
    { clock: time, ...listeners.inspector(options.inspect) },
  )

  let view = viewOf(actor.getSnapshot(), clock.now(), system)
  const startOutcome = createOutcome<Approval>()
  const codeOutcome = createOutcome<Approval>()

  function settle(before: FlowView, after: FlowView, over: boolean) {
    const failure = after.error ?? authError('cancelled', { now: clock.now() })
    if (after.status === 'approved' && after.activity === null && vault.approval !== null) {
      startOutcome.resolve(vault.approval)
      codeOutcome.resolve(vault.approval)
      vault.approval = null
    } else if (over) {
      startOutcome.reject(failure)
      codeOutcome.reject(failure)
    } else if (before.activity === 'checking' && (after.status === 'locked' || after.can.submitTotp))
      codeOutcome.reject(failure)
  }

  actor.subscribe((snapshot) => {
    const before = view
    const after = viewOf(snapshot, clock.now(), system)
    if (sameView(before, after)) return
    view = after
    const { attemptsRemaining, lockedUntil, lockouts } = snapshot.context
    TRIES.set(client, { attemptsRemaining, lockedUntil, lockouts })
    if (before.status !== after.status)
      listeners.emit({
        type: 'transition',
        at: clock.now(),
        flowId: vault.flowId,
        from: before.status,
        to: after.status,
        ...(after.error && after.error !== told && { error: after.error }),
      })
    settle(before, after, snapshot.hasTag('retry'))
    listeners.viewChanged()
  })
  actor.start()

  const presence = createPresence({
    onWake: () => actor.send({ type: 'WAKE' }),
    onOnline: () => actor.send({ type: 'ONLINE' }),
    onOffline: () => actor.send({ type: 'OFFLINE' }),
    onFirst() {
      if (client.resume !== undefined) actor.send({ type: 'FIND' })
    },
    onLeft() {
      actor.send({ type: 'PAUSE' })
      time.pause()
    },
    onBack() {
      time.resume()
      actor.send({ type: 'RESUME' })
    },
  })

  /** The latest view: `can` depends on the time, which passes without events. */
  function able(verb: keyof FlowAbilities): boolean {
    if (disposed.aborted) return false
    if (viewOf(actor.getSnapshot(), clock.now(), system).can[verb]) return true
    warnInDevelopment(() => `${verb}() did nothing: in status "${view.status}" can.${verb} is false`)
    return false
  }
  const verb =
    (name: keyof FlowAbilities, type: 'RESEND' | 'KEEP_WAITING' | 'USE_TOTP' | 'BACK_TO_PUSH') => () => {
      if (able(name)) actor.send({ type })
    }

  const controller: CibaController = {
    clock,
    start({ loginHint = '', bindingMessage } = {}) {
      if (!able('start')) return
      if (view.lockedUntil === null) clock.anchor()
      forget(vault)
      Object.assign(vault, { loginHint, bindingMessage: bindingMessage ?? null })
      actor.send({ type: 'START', maskedHint: maskHint(loginHint) || null })
    },
    retry() {
      if (!able('retry')) return
      // A request that was found again may come without the name that a new one needs.
      if (vault.loginHint === null && view.needsLoginHint) controller.reset()
      else actor.send({ type: 'RETRY' })
    },
    resend: verb('resend', 'RESEND'),
    keepWaiting: verb('keepWaiting', 'KEEP_WAITING'),
    useTotp: verb('useTotp', 'USE_TOTP'),
    backToPush: verb('backToPush', 'BACK_TO_PUSH'),
    submitTotp(code) {
      if (!able('submitTotp')) return
      vault.code = code.replace(/[\s-]/g, '')
      actor.send({ type: 'SUBMIT' })
    },
    cancel() {
      // An approval that was received goes first, also where the machine has not heard of it yet.
      if (able('cancel') && vault.approval === null) actor.send({ type: 'CANCEL' })
    },
    reset() {
      if (disposed.aborted) return
      if (view.can.cancel) controller.cancel()
      actor.send({ type: 'RESET' })
    },
    startAsync(input) {
      if (disposed.aborted) return Promise.reject(authError('cancelled'))
      const promise = startOutcome.join()
      if (view.can.start) controller.start(input)
      return promise
    },
    submitTotpAsync(code) {
      if (!view.can.submitTotp) return Promise.reject(view.error ?? authError('totp_not_offered'))
      const promise = codeOutcome.join()
      controller.submitTotp(code)
      return promise
    },
    getView: () => view,
    ...listeners.forApp,
    lease: presence.lease,
    dispose() {
      if (disposed.aborted) return
      ended.abort()
      presence.end()
      actor.stop()
      settle(view, { ...view, error: null }, true)
      listeners.clear()
      forget(vault)
      const nothing = Object.fromEntries(Object.keys(view.can).map((verb) => [verb, false]))
      view = { ...view, can: nothing as unknown as FlowAbilities }
    },
  }
  return controller
}
