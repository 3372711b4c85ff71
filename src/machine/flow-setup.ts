import { and, assign, fromPromise, not, or, raise, stateIn } from 'xstate'
import type { AuthErrorKind } from '../errors/vocabulary.js'
import type {
  CodeOutcome,
  FindOutcome,
  FlowContext,
  FlowEvent,
  FlowTag,
  PollVerdict,
  PushOutcome,
} from './context.js'
import type { FlowMachineOptions, PollInput } from './effects.js'
import { LATE_MS } from './settings.js'
import { setup } from './typed-setup.js'
import * as update from './updates.js'

/** How long after expiry, or after a sleep, the flow waits for the answer to a poll before it says that time is over. */
const GRACE_MS = 5_000

/** What the chart is written in: its memory, actors, guards, delays and actions. */
export function flowSetup({ effects, clock, settings }: FlowMachineOptions) {
  const now = () => clock.now()
  const until = (at: number | null | undefined) => Math.max(0, (at ?? now()) - now())
  const pushOpen = (context: FlowContext) => now() < (context.expiresAt ?? 0)
  const endedAs =
    (kind: AuthErrorKind) =>
    ({ event }: { event: FlowEvent }) =>
      event.type === 'ENDED' && event.error.kind === kind

  const flow = setup({
    types: { context: {} as FlowContext, events: {} as FlowEvent, tags: {} as FlowTag },
    actors: {
      find: fromPromise<FindOutcome>(({ signal }) => effects.find(signal)),
      push: fromPromise<PushOutcome>(({ signal }) => effects.push(signal)),
      poll: fromPromise<PollVerdict, PollInput>(({ input, signal }) => effects.poll(input, signal)),
      verify: fromPromise<CodeOutcome>(({ signal }) => effects.verify(signal)),
      finish: fromPromise<void>(() => effects.finish()),
    },
    guards: {
      pushOpen: ({ context }) => pushOpen(context),
      /** A code that people enter elsewhere stays in sight until it expires. */
      mayAsk: ({ context }) => pushOpen(context) && !context.verification,
      pollDue: ({ context }) => now() >= (context.schedule?.dueAt ?? Infinity),
      /** The time to ask whether to go on waiting passed while nothing ran; a poll comes before the question. */
      sleptOverWait: ({ context }) => pushOpen(context) && now() >= (context.waitUntil ?? 0) + LATE_MS,
      fallsBack: ({ context }) => context.fallbackAt !== null && effects.takesCode(),
      resendDue: ({ context }) => now() >= (context.resendAt ?? Infinity),
      mayRestart: ({ context }) => settings.restartOnExpiry && !context.restarted,
      lockIsOver: ({ context }) => now() >= (context.lockedUntil ?? Infinity),
      isLocked: ({ context }) => now() < (context.lockedUntil ?? 0),
      saidNo: endedAs('denied'),
      ranOut: endedAs('expired'),
      wasCancelled: endedAs('cancelled'),
      pending: ({ context }) => context.expiresAt !== null,
      /** Every poll that was due has been sent; not so after a sleep, or in a tab that was hidden for long. */
      askedLately: ({ context }) => now() < (context.schedule?.dueAt ?? Infinity) + LATE_MS,
      /** The deadline passed while nothing ran. */
      sleptOverDeadline: ({ context }) => now() >= (context.expiresAt ?? Infinity) + LATE_MS,
      /** So did the life of the poll that was in flight; one that was sent later is the last. */
      diedInSleep: and([
        'sleptOverDeadline',
        ({ context: { schedule, expiresAt } }) => (schedule?.sentAt ?? 0) < (expiresAt ?? 0),
      ]),
      pollInFlight: stateIn({ poller: 'requesting' }),
      unanswered: ({ context }) => context.unanswered,
      /** In `timeout` polls rest, so that only a sleep past the deadline leaves one to be sent. */
      answerToCome: or([
        'unanswered',
        and([not(stateIn({ flow: 'timeout' })), not('askedLately')]),
        and([stateIn({ flow: 'timeout' }), 'sleptOverDeadline', 'pollDue']),
      ]),
      wantsPolls: and([
        'pushOpen',
        stateIn({ presence: 'present' }),
        or([stateIn({ flow: 'polling' }), stateIn({ flow: 'totp' })]),
      ]),
      received: () => effects.received(),
      heedsPolls: and([
        or([stateIn({ presence: 'present' }), 'received']),
        or([stateIn({ flow: 'polling' }), stateIn({ flow: 'totp' }), stateIn({ flow: 'timeout' })]),
      ]),
    },
    delays: {
      untilPoll: ({ context }) => until(context.schedule?.dueAt),
      untilTimeout: ({ context }) => until(context.waitUntil),
      untilResend: ({ context }) => until(context.resendAt),
      untilFallback: ({ context }) => until(context.fallbackAt),
      untilExpiry: ({ context }) => until(context.expiresAt),
      untilGrace: ({ context }) => until(context.expiresAt) + GRACE_MS,
      untilRetry: ({ context }) => until(context.retryAt),
      untilUnlocked: ({ context }) => until(context.lockedUntil),
    },
    actions: {
      takeHint: assign(({ context, event }) =>
        event.type === 'START' ? update.begun(context, event.maskedHint) : {},
      ),
      beginPush: assign(() => update.newPush),
      askOnceMore: raise({ type: 'LAST_POLL' }),
      runOut: raise(({ context }) => ({ type: 'ENDED', error: update.expiry(context, now()) })),
      closePush: assign(() => update.pushClosed),
      wake: assign(({ context }) => update.dueNow(context, now())),
      waitAgain: assign(() => ({ waitUntil: now() + settings.waitMs, error: null })),
      waitForAnswer: assign(() => ({ waitUntil: now() + GRACE_MS })),
      timeOut: assign(({ context }) => update.timedOut(context, now())),
      takeError: assign(({ event }) => (event.type === 'ENDED' ? { error: event.error } : {})),
      /** With the failure goes the wait that it asked for. */
      clearError: assign({ error: null, retryAt: null }),
      unlock: assign(() => update.unlocked(settings)),
      release: ({ context }) => {
        if (pushOpen(context)) effects.release()
      },
    },
  })
  // There is no more of it.
  const present: Pick<typeof flow, 'createMachine' | 'createStateConfig'> = flow
  return { flow: present, now, settings }
}

export type FlowSetup = ReturnType<typeof flowSetup>
