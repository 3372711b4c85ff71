import { and, not } from 'xstate'
import type { FlowSetup } from './flow-setup.js'

/**
 * The region that watches the end of the pending request. Nothing is called over before it is asked: where an answer may
 * still be had, there is one more poll, and five seconds for what it brings. The flow hears of the end as ENDED.
 */
export function createDeadline({ flow }: FlowSetup) {
  const closed = { guard: not('pending'), target: 'none' } as const
  return flow.createStateConfig({
    initial: 'none',
    states: {
      none: { always: { guard: 'pending', target: 'ahead' } },
      ahead: {
        always: closed,
        after: {
          untilExpiry: [
            { guard: not('answerToCome'), target: 'none', actions: ['runOut', 'closePush'] },
            { guard: and(['pollInFlight', not('diedInSleep')]), target: 'closing' },
            { target: 'due' },
          ],
        },
      },
      /** The poll that is left may not go out sooner than the interval allows. */
      due: { always: closed, after: { untilPoll: 'closing' } },
      closing: {
        entry: 'askOnceMore',
        always: closed,
        after: { untilGrace: { target: 'none', actions: ['runOut', 'closePush'] } },
        /** Who leaves takes the poll with them: it is sent again on the return. */
        on: { PAUSE: 'due' },
      },
    },
  })
}
