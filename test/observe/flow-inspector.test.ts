import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.js'
import { planted } from '../errors/planted-secrets.js'
import { inspectedFlow } from './inspected-flow.js'

describe('what is kept', () => {
  it('has one entry for a request, renewed by its answer, with its id and how long it took', async () => {
    const { clock, inspector, start } = inspectedFlow({ delayMs: 120 })
    const sentAt = clock.now()
    await start()
    const [sent] = inspector.getSnapshot().entries
    expect(sent).toMatchObject({ at: sentAt, record: { event: 'request_started', operation: 'initiate' } })
    await clock.advance(120)
    const [answered, , moved] = inspector.getSnapshot().entries
    expect(answered).toMatchObject({ id: sent?.id, at: sentAt, decision: 'waits' })
    expect(answered?.record).toMatchObject({
      outcome: 'ok',
      durationMs: 120,
      requestId: sent?.record.requestId,
    })
    expect(answered?.record.requestId).toMatch(/./)
    expect(moved?.record).toMatchObject({ event: 'transition', from: 'pushing', to: 'polling' })
  })

  it('lets the oldest go, and counts them', async () => {
    const { inspector, start, told } = inspectedFlow({}, 3)
    await start(10_000)
    expect(told()).toEqual(['pushing > polling', 'poll: pending, asks_again', 'poll: pending, asks_again'])
    expect(inspector.getSnapshot().dropped).toBe(2)
  })

  it('still tells the answer to a request that it has let go', async () => {
    const { inspector, start, told, clock } = inspectedFlow({ poll: ['hang'] }, 2)
    await start(5_000)
    inspector.clear()
    await clock.advance(35_000)
    expect(told()[0]).toMatch(/^poll: \w+, asks_again$/)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses to keep %s', (most) => {
    expect(() => inspectedFlow({}, most)).toThrow(RangeError)
  })

  it('is the same object until something changes, and tells when it does', async () => {
    const { inspector, start, clock } = inspectedFlow()
    let calls = 0
    const end = inspector.subscribe(() => calls++)
    const before = inspector.getSnapshot()
    expect(inspector.getSnapshot()).toBe(before)
    await start()
    expect(calls).toBeGreaterThan(0)
    expect(inspector.getSnapshot()).not.toBe(before)
    const seen = calls
    end()
    await clock.advance(5_000)
    expect(calls).toBe(seen)
  })

  it('is told of to everybody, also where one of them throws, which is a warning in development', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    onTestFinished(() => warn.mockRestore())
    const { inspector, start } = inspectedFlow()
    let calls = 0
    inspector.subscribe(() => {
      throw new TypeError('the panel of dana@example.com broke')
    })
    inspector.subscribe(() => calls++)
    await start()
    expect(calls).toBeGreaterThan(3)
    calls = 0
    inspector.clear()
    expect(calls).toBe(1)
    expect(warn).toHaveBeenCalledWith(
      'react-ciba: a listener of a flow inspector threw: the panel of [email] broke',
    )
  })

  it('forgets on clear, and looks no more after dispose', async () => {
    const { inspector, start, told, clock } = inspectedFlow()
    await start()
    inspector.clear()
    expect(told()).toEqual([])
    await clock.advance(5_000)
    expect(told()).toEqual(['poll: pending, asks_again'])
    inspector.dispose()
    await clock.advance(5_000)
    expect(told()).toHaveLength(1)
  })

  it('knows where the flow is, and which verbs are possible', async () => {
    const { inspector, start, clock } = inspectedFlow()
    expect(inspector.getSnapshot().present).toMatchObject({ status: 'idle', can: ['start'], error: null })
    await start()
    expect(inspector.getSnapshot().present).toMatchObject({
      status: 'polling',
      activity: 'waiting',
      requestId: 'req-7d41c2',
      expiresAt: clock.now() + 300_000,
      can: ['useTotp', 'cancel'],
    })
  })
})

describe('secrets', () => {
  it('are left out of an error that a system made itself', async () => {
    const made = new AuthError({
      ...{ kind: 'server_error', recovery: 'retry', retryable: false, severity: 'error', occurredAt: 0 },
      code: 'dana.secret@example.com',
      requestId: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJl',
      technicalDetail: 'no such person: dana.secret@example.com',
    })
    const { inspector, start } = inspectedFlow({ initiate: [{ throws: made }] })
    await start()
    expect(inspector.getSnapshot().present).toMatchObject({ status: 'failed', error: { code: '[email]' } })
    expect(JSON.stringify(inspector.getSnapshot())).not.toMatch(/dana\.secret|eyJ/)
  })

  it('are in no entry and in nothing that is said of the flow, whatever a server answers', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async ({ input, needles }) => {
        const { inspector, start } = inspectedFlow({ initiate: [{ throws: input }] })
        await start()
        const said = JSON.stringify(inspector.getSnapshot())
        expect(inspector.getSnapshot().present.status).not.toBe('idle')
        for (const needle of [...needles, 'dana@example.com']) expect(said).not.toContain(needle)
      }),
      { numRuns: 150 },
    )
  })
})
