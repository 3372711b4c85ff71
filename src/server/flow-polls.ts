import type { SessionUser } from '../ciba/approval.js'
import { sleep } from '../http/sleep.js'
import { type Backend, reportCallback } from './backend.js'
import { type FlowHandle, sessionIdOf } from './flow-handle.js'
import { afterNoTokens, type PollStep } from './poll-step.js'
import type { Redeemed } from './provider.js'
import type { PushThrottle } from './push-limits.js'
import { ProviderError, type ProviderFailure } from './provider-failure.js'
import { type FlowEnd, type FlowRecord, REMEMBERED_MS } from './records.js'
import { newSecret } from './secrets.js'
import { endSession, openSession, revokeTokens } from './sessions.js'
import { createUsualTime } from './usual-time.js'

/** A browser counts its interval from its own sending, so it is often a little early. Waiting beats a lost round. */
const EARLY_MS = 1_000

const UNKNOWN: FlowEnd = { type: 'failed', status: 400, code: 'expired_token' }
const PENDING = { type: 'refused', code: 'authorization_pending', status: 400 } satisfies ProviderFailure

export interface FlowPolls {
  /** Asks the provider if that is due, else answers from what is known. Whoever asks meanwhile gets the same answer. */
  ask(handle: FlowHandle): Promise<PollStep>
  /** Forgets the flow; an approval that arrives later is dropped. Returns whether the prompt may remain. */
  cancel(handle: FlowHandle): Promise<boolean>
}

function notReady(error: unknown): PollStep {
  const failure = error instanceof ProviderError ? error.failure : undefined
  return failure?.type === 'unavailable' ? failure : { type: 'unavailable', detail: 'discovery failed' }
}

export function createFlowPolls(backend: Backend, throttle: PushThrottle): FlowPolls {
  const { settings, provider, records } = backend
  const { clock } = settings
  const usualTime = createUsualTime(clock)
  const running = new Map<string, { step: Promise<PollStep>; cancelled: boolean }>()

  const save = (key: string, record: FlowRecord) =>
    records.flows.put(key, record, record.expiresAt + REMEMBERED_MS)

  async function redeem({ authReqId, tookMs }: FlowRecord): Promise<Redeemed | ProviderFailure> {
    const sentAt = clock.now()
    if (authReqId === null) {
      await usualTime.spend(sentAt, tookMs)
      return PENDING
    }
    try {
      return await provider.redeem(authReqId)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const { failure } = error
      if (failure.type === 'refused' && failure.code === PENDING.code) usualTime.note(clock.now() - sentAt)
      return failure
    }
  }

  async function approve(handle: FlowHandle, record: FlowRecord, { claims, tokens }: Redeemed) {
    const salt = newSecret()
    let user: SessionUser
    try {
      user = settings.sessionUser(claims)
    } catch (error) {
      reportCallback(backend, record.id, 'sessionUser', error)
      await revokeTokens(backend, tokens)
      const step: FlowEnd = { type: 'failed', status: 400, code: 'transaction_failed' }
      return { step, record: { ...record, authReqId: null, end: step } }
    }
    await openSession(backend, await sessionIdOf(handle, salt), user, tokens)
    await throttle.forgive(record.hint)
    const step: FlowEnd = { type: 'approved', salt }
    return { step, record: { ...record, authReqId: null, end: step } }
  }

  const cancelled = (record: FlowRecord, promptMayRemain: boolean): FlowRecord => ({
    ...record,
    authReqId: null,
    end: { type: 'cancelled', promptMayRemain },
  })

  /** The writes of a poll and of a cancel can cross: the cancel's must be the last. */
  async function dropped(key: string, record: FlowRecord): Promise<PollStep> {
    await save(key, cancelled(record, true))
    return UNKNOWN
  }

  async function run(handle: FlowHandle, isCancelled: () => boolean): Promise<PollStep> {
    const { key } = handle
    let record = await records.flows.get(key)
    const earlyMs = () => (record?.dueAt ?? 0) - clock.now()
    if (record?.end === undefined && earlyMs() > 0 && earlyMs() < EARLY_MS) {
      // Again if need be: a timer may fire a millisecond before its time, and the round would be lost for that.
      while (earlyMs() > 0) await sleep(earlyMs(), clock, new AbortController().signal)
      record = await records.flows.get(key)
    }
    if (record === undefined) return UNKNOWN
    if (record.end !== undefined) return record.end
    if (clock.now() < record.dueAt)
      return { type: 'waiting', status: 'pending', intervalMs: record.intervalMs }

    const { authReqId, intervalMs } = record
    if (authReqId !== null) {
      try {
        await provider.ready()
      } catch (error) {
        return notReady(error)
      }
    }
    // Before sending, so that another process, or this one after a crash, keeps the interval too.
    await save(key, { ...record, dueAt: clock.now() + intervalMs })
    if (isCancelled()) return dropped(key, record)
    const sentAt = clock.now()
    const answer = await redeem(record)
    const next =
      'claims' in answer
        ? await approve(handle, record, answer)
        : afterNoTokens(answer, record, sentAt, clock.now())

    const present = await records.flows.get(key)
    if (!isCancelled() && present !== undefined && present.end === undefined) {
      await save(key, next.record)
      if (!isCancelled()) return next.step
    }
    if (next.step.type === 'approved') await endSession(backend, await sessionIdOf(handle, next.step.salt))
    return isCancelled() ? dropped(key, record) : UNKNOWN
  }

  return {
    ask(handle) {
      const { key } = handle
      const there = running.get(key)
      if (there !== undefined) return there.step
      const flight = { cancelled: false, step: Promise.resolve<PollStep>(UNKNOWN) }
      flight.step = run(handle, () => flight.cancelled).finally(() => running.delete(key))
      running.set(key, flight)
      return flight.step
    },

    async cancel({ key, ...ids }) {
      const there = running.get(key)
      if (there === undefined) running.set(key, { cancelled: true, step: Promise.resolve(UNKNOWN) })
      else there.cancelled = true
      try {
        const record = await records.flows.get(key)
        const end = record?.end
        if (record === undefined || end?.type === 'failed') return false
        if (end?.type === 'cancelled') return end.promptMayRemain
        await save(key, cancelled(record, end === undefined))
        if (end !== undefined) await endSession(backend, await sessionIdOf({ key, ...ids }, end.salt))
        return end === undefined
      } finally {
        if (there === undefined) running.delete(key)
      }
    },
  }
}
