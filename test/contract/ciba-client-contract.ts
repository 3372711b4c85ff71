import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Approval } from '../../src/ciba/approval.js'
import type { CibaClient } from '../../src/ciba/contract.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { normalizeError } from '../../src/errors/normalize.js'
import type { Phase } from '../../src/errors/vocabulary.js'
import type { Fault } from '../../src/testing.js'

/** A system over real HTTP, with what the outside does: the phone, the time, the network. */
export interface Bench {
  client: CibaClient
  /** The page is loaded anew; its client. */
  reload(): CibaClient
  /** Somebody with a phone. */
  hint: string
  /** The code that is right. */
  code: string
  /** Codes that both screens show: binding messages that reached the phone, user codes that may be entered on it. */
  prompts(): string[]
  approve(): Promise<void>
  deny(): Promise<void>
  /** Lets the time pass that lies between two polls. */
  nextPoll(): Promise<void>
  /** Lets the request lapse. */
  expire(): Promise<void>
  /** Answers the next request with a fault. */
  failNext(fault: Fault): void
  /** Addresses that were asked, in order. */
  urls: readonly string[]
  /** What an approval must have brought. */
  checkApproval(approval: Approval): void
  close(): Promise<void>
}

const BINDING_MESSAGE = 'KQ7-42M'

/** What not every system has. */
const ALL = { push: true, totp: true, cancel: true, resume: true }

/** What every system must do, whatever it speaks on the wire; `offers` says what it has besides. */
export function describeCibaClient(name: string, open: () => Promise<Bench>, offers = ALL): void {
  describe(name, () => {
    let bench: Bench
    beforeEach(async () => {
      bench = await open()
    })
    afterEach(() => bench.close())

    let calls = 0
    const call = (signal = new AbortController().signal) => ({
      signal,
      requestId: `request-of-ours-${++calls}`,
    })
    const start = (loginHint = bench.hint, context = call()) =>
      bench.client.initiate(
        { loginHint, bindingMessage: BINDING_MESSAGE },
        { ...context, idempotencyKey: `idempotency-key-of-this-test-${calls}` },
      )
    const started = async () => {
      const { authReqId } = await start()
      await bench.nextPoll()
      return authReqId
    }
    const enter = async (code: string) =>
      (await bench.client.verifyTotp?.({ loginHint: bench.hint, code }, call())) ?? {}
    const wrongCode = () => (bench.code === '000000' ? '000001' : '000000')

    /** What the flow makes of a failure. */
    async function failure(promise: Promise<unknown>, phase: Phase = 'poll'): Promise<AuthError> {
      try {
        await promise
      } catch (thrown) {
        return normalizeError(thrown, { phase, online: true })
      }
      throw new Error('It did not fail.')
    }

    it('begins and says how to ask for the outcome', async () => {
      const accepted = await start()
      expect(accepted.authReqId).not.toBe('')
      expect(accepted.expiresIn).toBeGreaterThan(60)
      expect(accepted.interval).toBe(5)
      expect(accepted.requestId).toMatch(/^[\w-]{8,}$/)
      const { verification } = accepted
      expect(bench.prompts()).toEqual([verification?.userCode ?? BINDING_MESSAGE])
      expect(verification === undefined).toBe(offers.push)
      expect(bench.client.needsLoginHint ?? true).toBe(offers.push)
      if (verification) expect(verification.uri).toMatch(/^https?:/)
    })

    it('has what it offers, and nothing else', () => {
      const { verifyTotp, cancel, resume } = bench.client
      expect([verifyTotp, cancel, resume].map((method) => method !== undefined)).toEqual([
        offers.totp,
        offers.cancel,
        offers.resume,
      ])
    })

    it('is pending as long as nobody answers', async () => {
      const authReqId = await started()
      for (let polls = 0; polls < 2; polls++) {
        expect(await bench.client.poll(authReqId, call())).toMatchObject({ type: 'pending' })
        await bench.nextPoll()
      }
    })

    it('brings what an approval is worth', async () => {
      const authReqId = await started()
      await bench.approve()
      const answer = await bench.client.poll(authReqId, call())
      if (answer.type !== 'approved') throw new Error(answer.type)
      bench.checkApproval(answer.approval)
    })

    it('a no is a denial', async () => {
      const authReqId = await started()
      await bench.deny()
      const error = await failure(bench.client.poll(authReqId, call()))
      expect(error).toMatchObject({ kind: 'denied', code: 'access_denied', retryable: false })
    })

    it('a request that lapsed is expired', async () => {
      const authReqId = await started()
      await bench.expire()
      const error = await failure(bench.client.poll(authReqId, call()))
      expect(error).toMatchObject({ kind: 'expired', code: 'expired_token', retryable: false })
    })

    if (offers.push)
      it('somebody unknown looks like a push that nobody answers', async () => {
        const outcome = await start('nobody@example.com').then(
          async ({ authReqId }) => {
            await bench.nextPoll()
            return (await bench.client.poll(authReqId, call())).type
          },
          (thrown: unknown) => normalizeError(thrown, { phase: 'initiate' }).kind,
        )
        expect(['pending', 'timeout']).toContain(outcome)
        expect(bench.prompts()).toEqual([])
      })

    if (offers.totp)
      it('a wrong code says how many tries are left, the right one then signs in', async () => {
        const error = await failure(enter(wrongCode()), 'totp')
        expect(error).toMatchObject({ kind: 'invalid_code', attemptsRemaining: 2, retryable: false })
        bench.checkApproval(await enter(bench.code))
      })

    if (offers.totp)
      it('three wrong codes lock, for the right one too', async () => {
        for (let tries = 0; tries < 2; tries++) await failure(enter(wrongCode()), 'totp')
        for (const code of [wrongCode(), bench.code]) {
          const error = await failure(enter(code), 'totp')
          expect(error).toMatchObject({ kind: 'locked', code: 'too_many_retries', retryable: false })
        }
      })

    if (offers.cancel)
      it('cancelling is honest about the prompt', async () => {
        const authReqId = await started()
        expect(await bench.client.cancel?.(authReqId, call())).toEqual({ promptMayRemain: true })
      })

    if (offers.resume)
      it('a reload goes on with the pending request, and not with one that is over', async () => {
        await start()
        await bench.nextPoll()
        const client = bench.reload()
        const found = await client.resume?.(call())
        expect(found).toMatchObject({ bindingMessage: BINDING_MESSAGE, loginHint: bench.hint, interval: 5 })
        expect(found?.expiresIn).toBeGreaterThan(60)
        await bench.approve()
        const answer = await client.poll(found?.authReqId ?? '', call())
        if (answer.type !== 'approved') throw new Error(answer.type)
        bench.checkApproval(answer.approval)
        expect(await bench.reload().resume?.(call())).toBeNull()
      })

    it('an abort ends a poll in the same tick', async () => {
      const authReqId = await started()
      bench.failNext('hang')
      const stop = new AbortController()
      let ended: unknown
      void bench.client.poll(authReqId, call(stop.signal)).catch((thrown: unknown) => (ended = thrown))
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(ended).toBeUndefined()
      stop.abort()
      await new Promise((resolve) => setImmediate(resolve))
      expect(ended).toMatchObject({ name: 'AbortError' })
    })

    it('a call that was aborted before it began is not made', async () => {
      const authReqId = await started()
      const before = bench.urls.length
      const { kind } = await failure(bench.client.poll(authReqId, call(AbortSignal.abort())))
      expect(kind).toBe('cancelled')
      expect(bench.urls).toHaveLength(before)
    })

    it('a refusal can be quoted by an id', async () => {
      const authReqId = await started()
      await bench.deny()
      expect((await failure(bench.client.poll(authReqId, call()))).requestId).toMatch(/^[\w-]{8,}$/)
    })

    it.each<[Fault, Partial<AuthError>]>([
      ['broken_json', { kind: 'bad_gateway', code: 'unreadable_answer' }],
      ['bad_gateway', { kind: 'bad_gateway', status: 502 }],
      ['server_error', { kind: 'server_error', status: 500 }],
      ['unavailable', { kind: 'unavailable', status: 503, retryAt: expect.any(Number) as number }],
      ['drop', { kind: 'network', code: 'connection_failed' }],
    ])('%s in place of an answer is passing, and the next poll goes on', async (fault, wanted) => {
      const authReqId = await started()
      bench.failNext(fault)
      const error = await failure(bench.client.poll(authReqId, call()))
      expect(error).toMatchObject({ ...wanted, retryable: true })
      expect(await bench.client.poll(authReqId, call())).toMatchObject({ type: 'pending' })
    })

    it('no server at all is a failed connection, at every step', async () => {
      const authReqId = await started()
      await bench.close()
      const steps: [Phase, () => Promise<unknown>][] = [
        ['initiate', start],
        ['poll', () => bench.client.poll(authReqId, call())],
      ]
      if (offers.totp) steps.push(['totp', () => enter(bench.code)])
      for (const [phase, step] of steps)
        expect(await failure(step(), phase)).toMatchObject({
          kind: 'network',
          code: 'connection_failed',
          retryable: true,
        })
    })

    it('nothing secret is in an address or a failure', async () => {
      const authReqId = await started()
      await bench.deny()
      const failures = [
        await failure(bench.client.poll(authReqId, call())),
        await start('nobody@example.com').catch((thrown: unknown) => normalizeError(thrown)),
      ]
      if (offers.totp) failures.unshift(await failure(enter(wrongCode()), 'totp'))
      const seen = JSON.stringify([failures.map((error) => [error, `${String(error)}`]), bench.urls])
      for (const secret of [bench.hint, 'nobody@', wrongCode()]) expect(seen).not.toContain(secret)
      // What a second start was given is no failure.
      const refusals = failures.filter((one) => one instanceof AuthError)
      expect(JSON.stringify([refusals, bench.urls])).not.toContain(authReqId)
    })
  })
}
