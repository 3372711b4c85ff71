import { and, assign, not, raise } from 'xstate'
import { firstSchedule } from '../ciba/poll-policy.js'
import type { PollVerdict } from './context.js'
import type { FlowSetup } from './flow-setup.js'
import * as update from './updates.js'

/**
 * The region that asks the server, one poll at a time, as long as the flow wants that. It follows the flow by guards alone
 * and reports back with APPROVED and ENDED.
 */
export function createPoller({ flow, now }: FlowSetup) {
  return flow.createStateConfig({
    initial: 'off',
    states: {
      off: {
        always: [
          { guard: and(['wantsPolls', 'pollDue']), target: 'requesting' },
          { guard: 'wantsPolls', target: 'waiting', actions: 'wake' },
        ],
        on: { LAST_POLL: 'requesting' },
      },
      waiting: {
        always: { guard: not('wantsPolls'), target: 'off' },
        after: { untilPoll: { guard: 'pushOpen', target: 'requesting' } },
        on: {
          WAKE: { guard: 'pushOpen', target: 'waiting', reenter: true, actions: 'wake' },
        },
      },
      requesting: {
        tags: 'asking',
        entry: assign(({ context }) => update.pollSent(context, now())),
        always: { guard: not('heedsPolls'), target: 'off' },
        on: { LAST_POLL: { guard: 'diedInSleep', target: 'off', actions: 'askOnceMore' } },
        invoke: {
          src: 'poll',
          input: ({ context }) => ({
            schedule: context.schedule ?? firstSchedule(0),
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
              actions: assign(({ event: { output } }) =>
                output.type === 'again'
                  ? { schedule: output.schedule, unanswered: output.died ?? false }
                  : {},
              ),
            },
          ],
        },
      },
    },
  })
}
