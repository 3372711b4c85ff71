import type { Recovery } from '../errors/vocabulary.js'
import type { Clock } from '../http/clock.js'
import type { RecoveryActions } from './recovery-actions.js'

export interface RecoveryCount {
  tries: number
  /** Of these, the ones after which the same was not asked for again within a minute. */
  successes: number
}

type Name = keyof RecoveryActions

/** A try of an action, for all who need it before one of them has made the call again. */
export interface RecoveryRound {
  readonly name: Name
  /** How many rounds before it, one after the other, did not help. */
  readonly failures: number
  /** Epoch ms before which nothing is tried. */
  readonly restsUntil: number
  helped: boolean
  /** What it is counted in, once it has come to an end. */
  count: RecoveryCount | null
}

interface Entry {
  round: RecoveryRound
  running: number
  /** Epoch ms when the action was last asked for, or came to an end. */
  seenAt: number
}

/** So long an action is left alone that did not help; and so long nothing must have asked for it to be as good as new. */
const REST_MS = 60_000

/** A server ends these itself: pending is no failure. */
const isPoll = (name: Name) => name.endsWith('keep_waiting')

/** Tells whether an action helps: it did not where it said so, or where the same is asked for again soon after. */
export function createRecoveryRounds(clock: Pick<Clock, 'now'>, mostFailures: number) {
  const entries = new Map<Name, Entry>()
  const counts: Partial<Record<Recovery, RecoveryCount>> = {}

  function roundAfter(failures: number, name: Name): RecoveryRound {
    const restsUntil = failures >= mostFailures ? clock.now() + REST_MS : 0
    return { name, failures, restsUntil, helped: false, count: null }
  }
  function roundNow({ round, running, seenAt }: Entry): RecoveryRound {
    if (running === 0 && clock.now() >= seenAt + REST_MS) return roundAfter(0, round.name)
    if (!round.helped) return round
    if (isPoll(round.name)) return roundAfter(0, round.name)
    // It is back, and so it was not helped.
    if (round.count) round.count.successes -= 1
    return roundAfter(round.failures + 1, round.name)
  }
  function entryOf(name: Name): Entry {
    const entry = entries.get(name) ?? { round: roundAfter(0, name), running: 0, seenAt: clock.now() }
    entries.set(name, entry)
    return entry
  }

  return {
    /** The round that an error is in which asks for this action now; null while the action rests. */
    enter(name: Name): RecoveryRound | null {
      const entry = entryOf(name)
      entry.round = roundNow(entry)
      entry.seenAt = clock.now()
      if (entry.seenAt < entry.round.restsUntil) return null
      entry.running += 1
      return entry.round
    },
    /** Nothing was tried, or it was given up: that says nothing of the action. */
    leave({ name }: RecoveryRound): void {
      entryOf(name).running -= 1
    },
    /** It came to an end; `helped` is undefined where somebody was told something. */
    finish(round: RecoveryRound, recovery: Recovery, helped: boolean | void): void {
      const entry = entryOf(round.name)
      entry.running -= 1
      entry.seenAt = clock.now()
      if (round.count === null) {
        round.count = counts[recovery] ??= { tries: 0, successes: 0 }
        round.count.tries += 1
      }
      if (round.helped) return
      if (helped === true) {
        round.helped = true
        round.count.successes += 1
      } else entry.round = roundAfter(helped === false ? round.failures + 1 : 0, round.name)
    },
    counts: (): Readonly<Partial<Record<Recovery, RecoveryCount>>> => structuredClone(counts),
  }
}
