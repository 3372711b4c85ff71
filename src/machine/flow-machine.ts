import { and, assign, fromPromise, not, or, raise, setup, stateIn } from 'xstate'
import type { CodeOutcome, FlowContext, FlowEvent, PollVerdict, PushOutcome } from './context.js'
import type { FlowMachineOptions, PollInput } from './effects.js'
import * as update from './updates.js'

/** How long a poll that is under way at expiry may still bring an approval. */
const GRACE_MS = 5_000

/**
 * The flow as a chart of four regions: `flow` is what people see, `poller` asks the server as long as the flow wants
 * that, `presence` says whether anybody is there, `network` what the browser says of it. The poller follows the flow
 * by guards alone and reports back with APPROVED and ENDED.
 */
export function createFlowMachine({ effects, clock, settings }: FlowMachineOptions) {
  const now = () => clock.now()
  const until = (at: number | null | undefined) => Math.max(0, (at ?? now()) - now())

  const pushOpen = (context: FlowContext) => context.expiresAt !== null && now() < context.expiresAt

  /** Where no flow runs, a new one may begin. */
  const again = {
    START: { target: '#pushing', actions: 'takeHint' },
    RETRY: '#pushing',
    RESET: '#idle',
  } as const
  const ended = [
    { guard: 'saidNo', target: '#denied', actions: 'takeError' },
    { guard: 'ranOut', target: '#expired', actions: 'takeError' },
    { guard: 'wasCancelled', target: '#cancelled', actions: 'takeError' },
    { target: '#failed', actions: 'takeError' },
  ] as const

  return setup({
    types: { context: {} as FlowContext, events: {} as FlowEvent },
    actors: {
      push: fromPromise<PushOutcome>(({ signal }) => effects.push(signal)),
      poll: fromPromise<PollVerdict, PollInput>(({ input, signal }) => effects.poll(input, signal)),
      verify: fromPromise<CodeOutcome>(({ signal }) => effects.verify(signal)),
      finish: fromPromise<void>(() => effects.finish()),
    },
    guards: {
      pushOpen: ({ context }) => pushOpen(context),
      pollDue: ({ context }) => context.schedule !== null && context.schedule.dueAt <= now(),
      fallbackSet: ({ context }) => context.fallbackAt !== null,
      resendDue: ({ context }) => context.resendAt !== null && now() >= context.resendAt,
      mayRestart: ({ context }) => settings.restartOnExpiry && !context.restarted,
      isLocked: ({ context }) => context.lockedUntil !== null && now() < context.lockedUntil,
      saidNo: ({ event }) => event.type === 'ENDED' && event.error.kind === 'denied',
      ranOut: ({ event }) => event.type === 'ENDED' && event.error.kind === 'expired',
      wasCancelled: ({ event }) => event.type === 'ENDED' && event.error.kind === 'cancelled',
      pollInFlight: stateIn({ poller: 'requesting' }),
      wantsPolls: and([
        'pushOpen',
        stateIn({ presence: 'present' }),
        or([stateIn({ flow: 'polling' }), stateIn({ flow: 'totp' })]),
      ]),
      heedsPolls: and([
        stateIn({ presence: 'present' }),
        or([stateIn({ flow: 'polling' }), stateIn({ flow: 'totp' }), stateIn({ flow: 'timeout' })]),
      ]),
    },
    delays: {
      untilPoll: ({ context }) => until(context.schedule?.dueAt),
      untilTimeout: ({ context }) => until(context.waitUntil),
      untilResend: ({ context }) => until(context.resendAt),
      untilFallback: ({ context }) => until(context.fallbackAt),
      untilExpiry: ({ context }) => until(context.expiresAt),
      untilGraceEnds: ({ context }) => until(context.expiresAt) + GRACE_MS,
      untilUnlocked: ({ context }) => until(context.lockedUntil),
    },
    actions: {
      takeHint: assign(({ event }) =>
        event.type === 'START' ? { maskedHint: event.maskedHint, restarted: false } : {},
      ),
      beginPush: assign(() => update.newPush),
      closePush: assign(() => update.pushClosed),
      wake: assign(({ context }) => update.dueNow(context, now())),
      waitAgain: assign(() => ({ waitUntil: now() + settings.waitMs, error: null })),
      timeOut: assign(({ context }) => update.timedOut(context, now())),
      expire: assign(({ context }) => update.expired(context, now())),
      takeError: assign(({ event }) => (event.type === 'ENDED' ? { error: event.error } : {})),
      clearError: assign({ error: null }),
      unlock: assign(() => update.unlocked(settings)),
      release: ({ context }) => {
        if (pushOpen(context)) effects.release()
      },
    },
  }).createMachine({
    id: 'ciba',
    type: 'parallel',
    context: () => update.initialContext(settings),
    on: {
      RELEASED: { actions: assign(({ event }) => ({ promptMayRemain: event.promptMayRemain })) },
    },
    states: {
      flow: {
        initial: 'idle',
        states: {
          idle: { id: 'idle', entry: 'beginPush', on: { START: again.START } },

          pushing: {
            id: 'pushing',
            entry: 'beginPush',
            invoke: {
              src: 'push',
              onDone: [
                {
                  guard: ({ event }) => event.output.type === 'sent',
                  target: 'polling',
                  actions: assign(({ event }) =>
                    event.output.type === 'sent' ? update.pushed(event.output, settings) : {},
                  ),
                },
                {
                  target: 'failed',
                  actions: assign(({ event }) =>
                    event.output.type === 'failed' ? { error: event.output.error } : {},
                  ),
                },
              ],
            },
            on: { CANCEL: { target: 'cancelled', actions: assign({ promptMayRemain: true }) } },
          },

          polling: {
            entry: 'clearError',
            after: {
              untilTimeout: { target: 'timeout', actions: 'timeOut' },
              untilFallback: {
                guard: 'fallbackSet',
                target: 'totp',
                actions: assign({ fallbackAt: null }),
              },
              untilResend: {},
              untilExpiry: { guard: not('pollInFlight'), target: 'expired', actions: 'expire' },
              untilGraceEnds: { target: 'expired', actions: 'expire' },
            },
            on: {
              APPROVED: 'approved',
              ENDED: ended,
              RESEND: { guard: 'resendDue', target: 'pushing', actions: 'release' },
              USE_TOTP: 'totp',
              CANCEL: { target: 'cancelled', actions: ['release', 'closePush'] },
            },
          },

          timeout: {
            after: {
              untilResend: {},
              untilExpiry: { target: 'expired', actions: 'expire' },
            },
            on: {
              APPROVED: 'approved',
              ENDED: ended,
              KEEP_WAITING: { guard: 'pushOpen', target: 'polling', actions: 'waitAgain' },
              RESEND: { guard: 'resendDue', target: 'pushing', actions: 'release' },
              USE_TOTP: { target: 'totp', actions: 'clearError' },
              CANCEL: { target: 'cancelled', actions: ['release', 'closePush', 'clearError'] },
            },
          },

          totp: {
            initial: 'choosing',
            entry: 'clearError',
            after: { untilExpiry: { actions: 'closePush' } },
            on: {
              APPROVED: 'approved',
              BACK_TO_PUSH: { guard: 'pushOpen', target: 'polling', actions: 'waitAgain' },
              CANCEL: { target: 'cancelled', actions: ['release', 'closePush', 'clearError'] },
            },
            states: {
              choosing: { always: [{ guard: 'isLocked', target: 'locked' }, { target: 'entering' }] },
              entering: { on: { SUBMIT: 'verifying' } },
              verifying: {
                invoke: {
                  src: 'verify',
                  onDone: [
                    {
                      guard: ({ event }) => event.output.type === 'approved',
                      target: '#approved',
                      actions: ['release', 'closePush', 'unlock'],
                    },
                    {
                      guard: ({ context, event }) =>
                        event.output.type === 'refused' && update.locksOut(context, event.output.error),
                      target: 'locked',
                      actions: assign(({ context, event }) =>
                        event.output.type === 'refused'
                          ? update.lockedOut(context, event.output.error, settings, now())
                          : {},
                      ),
                    },
                    {
                      target: 'entering',
                      actions: assign(({ context, event }) =>
                        event.output.type === 'refused' ? update.refused(context, event.output.error) : {},
                      ),
                    },
                  ],
                },
              },
              locked: {
                entry: assign(({ context }) => update.lockNotice(context, now())),
                after: { untilUnlocked: { target: 'entering', actions: 'unlock' } },
              },
            },
          },

          approved: {
            id: 'approved',
            entry: 'clearError',
            initial: 'finishing',
            states: {
              finishing: { invoke: { src: 'finish', onDone: 'done', onError: 'done' } },
              done: { on: again },
            },
          },

          denied: { id: 'denied', on: { ...again, USE_TOTP: 'totp' } },
          expired: {
            id: 'expired',
            always: { guard: 'mayRestart', target: 'pushing', actions: assign({ restarted: true }) },
            on: { ...again, USE_TOTP: 'totp' },
          },
          failed: { id: 'failed', on: { ...again, USE_TOTP: 'totp' } },
          cancelled: { id: 'cancelled', on: again },
        },
      },

      poller: {
        initial: 'off',
        states: {
          off: {
            always: [
              { guard: and(['wantsPolls', 'pollDue']), target: 'requesting' },
              { guard: 'wantsPolls', target: 'waiting', actions: 'wake' },
            ],
          },
          waiting: {
            always: { guard: not('wantsPolls'), target: 'off' },
            after: { untilPoll: { guard: 'pushOpen', target: 'requesting' } },
            on: { WAKE: { target: 'waiting', reenter: true, actions: 'wake' } },
          },
          requesting: {
            entry: assign(({ context }) => update.pollSent(context, now())),
            always: { guard: not('heedsPolls'), target: 'off' },
            invoke: {
              src: 'poll',
              input: ({ context }) => ({
                schedule: context.schedule ?? { intervalMs: 0, sentAt: 0, failures: 0, dueAt: 0, floor: 0 },
                expiresAt: context.expiresAt ?? 0,
              }),
              onDone: [
                {
                  guard: ({ event }) => event.output.type === 'approved',
                  target: 'off',
                  actions: ['closePush', raise({ type: 'APPROVED' })],
                },
                {
                  guard: ({ event }) => event.output.type === 'ended',
                  target: 'off',
                  actions: [
                    'closePush',
                    raise(({ event }) => ({
                      type: 'ENDED',
                      error: (event.output as Extract<PollVerdict, { type: 'ended' }>).error,
                    })),
                  ],
                },
                {
                  target: 'waiting',
                  actions: assign(({ event }) =>
                    event.output.type === 'again' ? { schedule: event.output.schedule } : {},
                  ),
                },
              ],
            },
          },
        },
      },

      presence: {
        initial: 'present',
        states: {
          present: { on: { PAUSE: 'away' } },
          away: { on: { RESUME: 'present' } },
        },
      },

      network: {
        initial: 'up',
        states: {
          up: { on: { OFFLINE: 'down' } },
          down: { on: { ONLINE: 'up' } },
        },
      },
    },
  })
}
