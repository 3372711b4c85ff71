import { describe, expect, it, vi } from 'vitest'
import { sleep } from '../../src/http/sleep.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

describe('sleep', () => {
  it('ends after its time and not before', async () => {
    const clock = createMovedClock()
    const woke = vi.fn()
    void sleep(1_000, clock, new AbortController().signal).then(woke)
    await clock.advance(999)
    expect(woke).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(woke).toHaveBeenCalledTimes(1)
  })

  it('ends in the tick of the abort, with its reason and without a timer', async () => {
    const clock = createMovedClock()
    const stop = new AbortController()
    const asleep = sleep(1_000, clock, stop.signal)
    const reason = new Error('enough')
    stop.abort(reason)
    expect(clock.pending).toBe(0)
    await expect(asleep).rejects.toBe(reason)
  })

  it('does not begin where it was aborted before', async () => {
    const clock = createMovedClock()
    await expect(sleep(1_000, clock, AbortSignal.abort('no'))).rejects.toBe('no')
    expect(clock.pending).toBe(0)
  })

  it('no longer listens once it is over', async () => {
    const clock = createMovedClock()
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const asleep = sleep(10, clock, signal)
    await clock.advance(10)
    await asleep
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    )
  })
})
