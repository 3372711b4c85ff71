import { assign } from 'xstate'
import type { FlowTag } from './context.js'
import { createDeadline } from './deadline.js'
import type { FlowMachineOptions } from './effects.js'
import { flowSetup } from './flow-setup.js'
import { createPoller } from './poller.js'
import * as update from './updates.js'

/**
 * The flow as a chart of five regions: `flow` is what people see, `poller` asks the server as long as the flow wants
 * that, `deadline` watches the end of the request, `presence` says whether anybody is there, `network` what the browser
 * says of it. Poller and deadline follow the flow by guards alone and report back with APPROVED and ENDED.
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
  const over = ['start', 'retry'] as const satisfies FlowTag[]
  const ended = [
    { guard: 'saidNo', target: 'denied', actions: 'takeError' },
    { guard: 'ranOut', target: 'expired', actions: 'takeError' },
    { guard: 'wasCancelled', target: 'cancelled', actions: 'takeError' },
    { target: 'failed', actions: 'takeError' },
  ] as const

  return flow.createMachine({
    id: 'ciba',
    type: 'parallel',
    context: () => ({ ...update.initialContext(settings), ...options.tries }),
    on: {
      RELEASED: {
        actions: assign(({ context, event }) => ({
          promptMayRemain: context.promptMayRemain || event.promptMayRemain,
        })),
      },
    },
    states: {
      flow: {
        initial: 'idle',
        states: {
          idle: {
            id: 'idle',
            tags: 'start',
            entry: ['beginPush', assign({ promptMayRemain: false })],
            on: { START: again.START, FIND: 'finding' },
          },

          /** Looks for a request from before the page was loaded; people see it as idle. */
          finding: {
            tags: 'start',
            invoke: {
              src: 'find',
              onDone: [
                {
                  guard: ({ event }) => event.output.type === 'sent',
                  target: 'polling',
                  actions: assign(({ event }) => update.pushed(event.output, settings)),
                },
                { target: 'idle' },
              ],
            },
            on: { START: again.START },
          },

          pushing: {
            id: 'pushing',
            tags: 'cancel',
            entry: 'beginPush',
            invoke: {
              src: 'push',
              onDone: [
                {
                  guard: ({ event }) => event.output.type === 'sent',
                  target: 'polling',
                  actions: assign(({ event }) => update.pushed(event.output, settings)),
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
              REPEATING: { actions: assign(({ event }) => ({ repeating: true, retryAt: event.retryAt })) },
              CANCEL: { target: 'cancelled', actions: assign({ promptMayRemain: true }) },
            },
          },

          polling: {
            tags: ['resend', 'useTotp', 'cancel'],
            entry: 'clearError',
            after: {
              /** Past the deadline, as after a sleep, it is too late to ask whether to go on waiting. */
              untilTimeout: [
                { guard: 'sleptOverWait', target: 'polling', reenter: true, actions: 'waitForAnswer' },
                { guard: 'mayAsk', target: 'timeout', actions: 'timeOut' },
              ],
              untilFallback: {
                guard: 'fallsBack',
                target: 'totp',
                actions: assign({ fallbackAt: null }),
              },
              untilResend: {},
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
            tags: ['resend', 'keepWaiting', 'useTotp', 'cancel'],
            after: { untilResend: {} },
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
            tags: ['backToPush', 'cancel'],
            initial: 'choosing',
            entry: 'clearError',
            on: {
              APPROVED: 'approved',
              BACK_TO_PUSH: { guard: 'pushOpen', target: 'polling', actions: 'waitAgain' },
              CANCEL: { target: 'cancelled', actions: ['release', 'closePush', 'clearError'] },
            },
            states: {
              choosing: {
                always: [
                  { guard: 'isLocked', target: 'locked' },
                  { guard: 'lockIsOver', target: 'entering', actions: 'unlock' },
                  { target: 'entering' },
                ],
              },
              entering: { tags: 'submitTotp', on: { SUBMIT: 'verifying' } },
              verifying: {
                tags: 'checking',
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
              finishing: { tags: 'finishing', invoke: { src: 'finish', onDone: 'done', onError: 'done' } },
              done: { tags: 'start', on: { START: again.START, RESET: again.RESET } },
            },
          },

          denied: { tags: [...over, 'useTotp'], on: { ...again, USE_TOTP: 'totp' } },
          expired: {
            tags: [...over, 'useTotp'],
            entry: assign({ promptMayRemain: false }),
            always: { guard: 'mayRestart', target: 'pushing', actions: assign({ restarted: true }) },
            on: { ...again, USE_TOTP: 'totp' },
          },
          failed: {
            tags: [...over, 'useTotp'],
            after: { untilRetry: {} },
            on: { ...again, USE_TOTP: 'totp' },
          },
          cancelled: { tags: over, after: { untilRetry: {} }, on: again },
        },
      },

      poller: createPoller(parts),
      deadline: createDeadline(parts),

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
          down: { tags: 'offline', on: { ONLINE: 'up' } },
        },
      },
    },
  })
}

export type FlowMachine = ReturnType<typeof createFlowMachine>
