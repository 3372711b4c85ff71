import { and, assign, not, raise } from 'xstate'
import type { FlowMachineOptions } from './effects.js'
import { flowSetup } from './flow-setup.js'
import { createPoller } from './poller.js'
import * as update from './updates.js'

/**
 * The flow as a chart of four regions: `flow` is what people see, `poller` asks the server as long as the flow wants
 * that, `presence` says whether anybody is there, `network` what the browser says of it. The poller follows the flow
 * by guards alone and reports back with APPROVED and ENDED.
 */
export function createFlowMachine(options: FlowMachineOptions) {
  const parts = flowSetup(options)
  const { flow, now, settings } = parts

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

  return flow.createMachine({
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
          idle: { id: 'idle', entry: 'beginPush', on: { START: again.START, FIND: 'finding' } },

          /** Looks for a request from before the page was loaded; people see it as idle. */
          finding: {
            invoke: {
              src: 'find',
              onDone: [
                {
                  guard: ({ event }) => event.output.type === 'sent',
                  target: 'polling',
                  actions: assign(({ event }) =>
                    event.output.type === 'sent' ? update.pushed(event.output, settings) : {},
                  ),
                },
                { target: 'idle' },
              ],
            },
            on: { START: again.START },
          },

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
                  actions: assign(({ event: { output } }) =>
                    output.type === 'failed' ? { error: output.error, retryAt: output.retryAt } : {},
                  ),
                },
              ],
            },
            on: {
              REPEATING: { actions: assign({ repeating: true }) },
              CANCEL: { target: 'cancelled', actions: assign({ promptMayRemain: true }) },
            },
          },

          polling: {
            entry: 'clearError',
            after: {
              /** Past the deadline, as after a sleep, it is too late to ask whether to go on waiting. */
              untilTimeout: { guard: 'pushOpen', target: 'timeout', actions: 'timeOut' },
              untilFallback: {
                guard: 'fallbackSet',
                target: 'totp',
                actions: assign({ fallbackAt: null }),
              },
              untilResend: {},
            },
            initial: 'open',
            states: {
              open: {
                after: {
                  untilExpiry: [
                    {
                      guard: and(['askedLately', not('pollInFlight')]),
                      target: '#expired',
                      actions: 'expire',
                    },
                    { target: 'closing' },
                  ],
                },
              },
              /** Past the deadline, with an answer still to come: nothing is called over before it is asked. */
              closing: {
                entry: raise({ type: 'LAST_POLL' }),
                after: { grace: { target: '#expired', actions: 'expire' } },
              },
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
              done: { on: { START: again.START, RESET: again.RESET } },
            },
          },

          denied: { id: 'denied', on: { ...again, USE_TOTP: 'totp' } },
          expired: {
            id: 'expired',
            always: { guard: 'mayRestart', target: 'pushing', actions: assign({ restarted: true }) },
            on: { ...again, USE_TOTP: 'totp' },
          },
          failed: { id: 'failed', after: { untilRetry: {} }, on: { ...again, USE_TOTP: 'totp' } },
          cancelled: { id: 'cancelled', on: again },
        },
      },

      poller: createPoller(parts),

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

export type FlowMachine = ReturnType<typeof createFlowMachine>
