import { describe, expect, it, vi } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.js'
import { createSignInThrottle, type SignInThrottleOptions } from '../../src/session/sign-in-throttle.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'

const WRONG = { status: 401, body: { error: { code: 'INVALID_CREDENTIALS', message: 'Wrong', status: 401 } } }

function setUp(given: Partial<SignInThrottleOptions> = {}) {
  const clock = createMovedClock()
  const throttle = createSignInThrottle({ clock, ...given })
  const signIn = vi.fn((_captcha?: string): Promise<string> => Promise.reject(WRONG as never))
  const attempt = () =>
    throttle.attempt(signIn).then(
      (value) => value,
      (thrown: unknown) => thrown as AuthError,
    )
  return { clock, throttle, signIn, attempt }
}

describe('who enters what does not match', () => {
  it('may try once more at once, then waits longer each time', async () => {
    const { clock, throttle, signIn, attempt } = setUp()
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
      waits.push(Math.max(0, throttle.retryAt - clock.now()))
      await clock.advance(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([0, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    expect(signIn).toHaveBeenCalledTimes(8)
  })

  it('is told when, and nothing is sent before', async () => {
    const { clock, signIn, attempt } = setUp()
    await attempt()
    await attempt()
    const error = await attempt()
    expect(error).toMatchObject({
      code: 'too_many_attempts',
      kind: 'rate_limited',
      retryAt: clock.now() + 2_000,
    })
    expect(signIn).toHaveBeenCalledTimes(2)
  })

  it('is shown a CAPTCHA after three, whose proof goes along', async () => {
    const onCaptcha = vi.fn(async () => 'proof')
    const { clock, signIn, attempt } = setUp({ onCaptcha })
    for (let n = 0; n < 3; n++) {
      await attempt()
      await clock.advance(10_000)
    }
    expect(onCaptcha).not.toHaveBeenCalled()
    await attempt()
    expect(onCaptcha).toHaveBeenCalledOnce()
    expect(signIn.mock.calls.at(-1)).toEqual(['proof'])
    expect(signIn.mock.calls[0]).toEqual([])
  })

  it('starts anew after a sign-in that worked', async () => {
    const { clock, throttle, signIn, attempt } = setUp({ captchaAfter: 2, onCaptcha: async () => 'proof' })
    await attempt()
    await attempt()
    await clock.advance(2_000)
    signIn.mockResolvedValueOnce('in')
    expect(await attempt()).toBe('in')
    await attempt()
    expect(throttle.retryAt).toBeLessThanOrEqual(clock.now())
    expect(signIn.mock.calls.at(-1)).toEqual([])
  })
})

describe('an attempt that fails for another reason', () => {
  it('counts for nothing', async () => {
    const { throttle, signIn, attempt } = setUp()
    signIn.mockRejectedValue(new TypeError('Failed to fetch'))
    for (let n = 0; n < 5; n++) expect(await attempt()).toMatchObject({ name: 'AuthError', kind: 'network' })
    expect(throttle.retryAt).toBe(0)
  })

  it('is the CAPTCHA’s own, where it is not solved', async () => {
    const { clock, signIn, attempt } = setUp({
      captchaAfter: 1,
      onCaptcha: () => Promise.reject(new Error('closed')),
    })
    await attempt()
    await clock.advance(10_000)
    expect(await attempt()).toMatchObject({ name: 'AuthError', kind: 'unknown' })
    expect(signIn).toHaveBeenCalledOnce()
  })
})
