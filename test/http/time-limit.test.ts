import { describe, expect, it, vi } from 'vitest'
import { withTimeLimit } from '../../src/http/time-limit.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

function setUp() {
  const clock = createMovedClock()
  const outer = new AbortController()
  return { clock, outer, limit: { limitMs: 10_000, clock, signal: outer.signal } }
}
const never = () => new Promise<never>(() => undefined)

describe('a call with a time limit', () => {
  it('gives what the call gives, and leaves no timer', async () => {
    const { clock, limit } = setUp()
    await expect(withTimeLimit(limit, async () => 'answer')).resolves.toBe('answer')
    expect(clock.pending).toBe(0)
  })

  it('throws what the call throws, also at once, and leaves no timer', async () => {
    const { clock, limit } = setUp()
    const failure = new Error('boom')
    await expect(withTimeLimit(limit, () => Promise.reject(failure))).rejects.toBe(failure)
    await expect(
      withTimeLimit(limit, () => {
        throw failure
      }),
    ).rejects.toBe(failure)
    expect(clock.pending).toBe(0)
  })

  it('ends at the limit, also where the call ignores its signal', async () => {
    const { clock, limit } = setUp()
    let given: AbortSignal | undefined
    const ended = vi.fn()
    withTimeLimit(limit, (signal) => {
      given = signal
      return never()
    }).catch(ended)
    await clock.advance(9_999)
    expect(ended).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ name: 'TimeoutError' }))
    expect(given?.aborted).toBe(true)
  })

  it('ends in the tick of an abort, with its reason', async () => {
    const { clock, outer, limit } = setUp()
    let given: AbortSignal | undefined
    const call = withTimeLimit(limit, (signal) => {
      given = signal
      return never()
    })
    const reason = new DOMException('cancelled', 'AbortError')
    outer.abort(reason)
    expect(given?.aborted).toBe(true)
    await expect(call).rejects.toBe(reason)
    expect(clock.pending).toBe(0)
  })

  it('is not made at all where it was aborted before', async () => {
    const { outer, limit } = setUp()
    outer.abort()
    const call = vi.fn(never)
    await expect(withTimeLimit(limit, call)).rejects.toMatchObject({ name: 'AbortError' })
    expect(call).not.toHaveBeenCalled()
  })
})
