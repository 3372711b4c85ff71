import { describe, expect, it } from 'vitest'
import { pausableClock } from '../../src/http/pausable-clock.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

function setUp() {
  const base = createMovedClock()
  const clock = pausableClock(base)
  const start = base.now()
  const fired: string[] = []
  const timer = (name: string, delayMs: number) =>
    clock.setTimeout(() => void fired.push(`${name} at ${clock.now() - start}`), delayMs)
  return { base, clock, fired, timer }
}

describe('a clock that can be paused', () => {
  it('is an ordinary clock as long as it is not', async () => {
    const { base, clock, fired, timer } = setUp()
    timer('a', 10)
    clock.clearTimeout(timer('b', 20))
    await base.advance(50)
    expect(fired).toEqual(['a at 10'])
    expect(clock.now()).toBe(base.now())
    expect(base.pending).toBe(0)
  })

  it('sets no timer while paused', async () => {
    const { base, clock, fired, timer } = setUp()
    timer('a', 10)
    clock.pause()
    timer('b', 20)
    expect(base.pending).toBe(0)
    await base.advance(1_000)
    expect(fired).toEqual([])
  })

  it('fires each timer at its own time, whenever it was resumed before that', async () => {
    const { base, clock, fired, timer } = setUp()
    timer('a', 100)
    clock.pause()
    timer('b', 200)
    await base.advance(50)
    clock.resume()
    await base.advance(500)
    expect(fired).toEqual(['a at 100', 'b at 200'])
  })

  it('fires at once, and in order, what fell due meanwhile', async () => {
    const { base, clock, fired, timer } = setUp()
    timer('late', 90)
    timer('early', 10)
    clock.pause()
    await base.advance(300)
    clock.resume()
    await base.advance(0)
    expect(fired).toEqual(['early at 300', 'late at 300'])
  })

  it('keeps to its time where somebody sets the clock meanwhile', async () => {
    const { base, clock, fired, timer } = setUp()
    timer('a', 100)
    clock.pause()
    base.setWall(base.now() - 7_200_000)
    clock.resume()
    await base.advance(100)
    expect(fired).toHaveLength(1)
  })

  it('forgets a timer that was cleared while paused', async () => {
    const { base, clock, fired, timer } = setUp()
    const cleared = timer('a', 10)
    clock.pause()
    clock.clearTimeout(cleared)
    clock.resume()
    await base.advance(50)
    expect(fired).toEqual([])
  })
})
