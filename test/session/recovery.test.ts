import { describe, expect, it, vi } from 'vitest'
import { authError, normalizeError } from '../../src/errors/normalize.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { createAuthSession } from '../../src/session/auth-session.js'
import { createRecovery, type RecoveryOptions } from '../../src/session/recovery.js'
import { refreshByToken } from '../../src/session/refreshers.js'
import { nextUserStep } from '../../src/session/user-step.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createTokenServer, fetchFrom } from './token-server.js'

function setUp(given: Partial<RecoveryOptions> = {}) {
  const clock = createMovedClock()
  const events: AuthEvent[] = []
  const recovery = createRecovery({ clock, onEvent: (event) => void events.push(event), ...given })
  return { clock, events, recovery }
}
const DOWN = { status: 503, body: { error: 'Down' } }
const LOCKED_OUT = authError('invalid_token')

describe('an error that a new token cures', () => {
  const signedIn = async () => {
    const clock = createMovedClock()
    const server = createTokenServer({ clock })
    const refresh = refreshByToken('https://api.example.com/refresh', { fetch: fetchFrom(server) })
    const session = createAuthSession({ refresh, clock, name: `recovery-${Math.random()}` })
    return { clock, server, session, recovery: createRecovery({ session, clock }) }
  }
  const anExpiry = (now: number) => authError('TOKEN_EXPIRED', { now })
  const EXPIRED = anExpiry(0)

  it('renews it, once for all who ask', async () => {
    const { server, session, recovery } = await signedIn()
    await session.signIn(server.issue())
    const all = await Promise.all(Array.from({ length: 20 }, () => recovery.recover(EXPIRED)))
    expect(new Set(all)).toEqual(new Set([true]))
    expect(server.seen.refreshes).toBe(1)
    expect(recovery.counts()).toEqual({ refresh_token: { tries: 1, successes: 1 } })
    session.dispose()
  })

  it('does nothing where nobody is signed in, or the server refuses', async () => {
    const { server, session, recovery } = await signedIn()
    expect(await recovery.recover(EXPIRED)).toBe(false)
    await session.signIn(server.issue())
    server.failRefresh('refused')
    expect(await recovery.recover(EXPIRED)).toBe(false)
    expect(recovery.counts()).toEqual({ refresh_token: { tries: 2, successes: 0 } })
    session.dispose()
  })

  it('renews it once also where asking for the token does so', async () => {
    const { clock, server, session, recovery } = await signedIn()
    await session.signIn({ ...server.issue(), expiresIn: 60 })
    await clock.advance(61_000)
    expect(await recovery.recover(anExpiry(clock.now()))).toBe(true)
    expect(server.seen.refreshes).toBe(1)
    session.dispose()
  })

  it('renews no token that was renewed since, by whoever it was', async () => {
    const { clock, server, session, recovery } = await signedIn()
    const issued = server.issue()
    await session.signIn(issued)
    const error = anExpiry(clock.now())
    await clock.advance(100)
    await session.renew(issued.accessToken)
    expect(await recovery.recover(error)).toBe(true)
    expect(server.seen.refreshes).toBe(1)
    session.dispose()
  })

  it('renews it where a server whose clock is slow refuses the new one too', async () => {
    const { clock, server, session, recovery } = await signedIn()
    const issued = server.issue()
    await session.signIn(issued)
    await session.renew(issued.accessToken)
    for (let n = 0; n < 2; n++) expect(await recovery.recover(anExpiry(clock.now() - 300_000))).toBe(true)
    expect(server.seen.refreshes).toBe(2)
    session.dispose()
  })

  it('is not renewed for ever for an API that refuses every token', async () => {
    const { clock, server, session, recovery } = await signedIn()
    await session.signIn(server.issue())
    let calls = 0
    while (calls < 50 && (await recovery.recover(anExpiry(clock.now())))) {
      calls += 1
      await clock.advance(200)
    }
    expect({ calls, refreshes: server.seen.refreshes }).toEqual({ calls: 3, refreshes: 3 })
    expect(recovery.counts()).toEqual({ refresh_token: { tries: 3, successes: 0 } })
    await clock.advance(60_000)
    expect(await recovery.recover(anExpiry(clock.now()))).toBe(true)
    session.dispose()
  })

  it('does nothing without a session', async () => {
    expect(await setUp().recovery.recover(EXPIRED)).toBe(false)
  })
})

describe('an error that waiting cures', () => {
  it('waits, never less than the server asks', async () => {
    const { clock, recovery } = setUp()
    const error = normalizeError({ ...DOWN, headers: { 'retry-after': '9' } }, { now: clock.now() })
    let done: boolean | null = null
    void recovery.recover(error).then((result) => (done = result))
    await clock.advance(8_999)
    expect(done).toBeNull()
    await clock.advance(2_000)
    expect(done).toBe(true)
  })

  it('is not waited for where that takes too long', async () => {
    const { clock, recovery } = setUp()
    const error = normalizeError({ ...DOWN, headers: { 'retry-after': '90' } }, { now: clock.now() })
    expect(await recovery.recover(error)).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('ends at once with its caller', async () => {
    const { clock, recovery } = setUp()
    const giveUp = new AbortController()
    const waiting = recovery.recover(normalizeError(DOWN, { now: clock.now() }), { signal: giveUp.signal })
    giveUp.abort()
    expect(await waiting).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('is none where the same call must not be made again (AUDIT_ERROR)', async () => {
    const { recovery } = setUp()
    expect(await recovery.recover(authError('AUDIT_ERROR'))).toBe(false)
  })
})

describe('an error that needs somebody to sign in', () => {
  it('does what the app does for it', async () => {
    const signIn = vi.fn(async () => true)
    const { recovery } = setUp({ actions: { re_authenticate: signIn } })
    expect(await recovery.recover(LOCKED_OUT)).toBe(true)
    expect(signIn).toHaveBeenCalledExactlyOnceWith(LOCKED_OUT, {
      signal: expect.any(AbortSignal) as AbortSignal,
    })
  })

  it('is left as it is where the app has nothing for it', async () => {
    const { recovery } = setUp()
    expect(await recovery.recover(LOCKED_OUT)).toBe(false)
    expect(recovery.counts()).toEqual({})
  })
})

describe('an account that is not ready', () => {
  const NOT_READY = normalizeError({ error: { type: 'invalidUserState', invalidState: 'notVerified' } })

  it('goes to the step that its state names', async () => {
    const onStep = vi.fn()
    const { recovery } = setUp({ onStep })
    expect(await recovery.recover(NOT_READY)).toBe(false)
    expect(onStep).toHaveBeenCalledExactlyOnceWith('verification', NOT_READY, { again: false })
  })

  it('asks the server first, which may know better', async () => {
    const onStep = vi.fn()
    const { recovery } = setUp({ onStep, getUserState: async () => 'ACCREDITED' })
    expect(await recovery.recover(NOT_READY)).toBe(false)
    expect(onStep).toHaveBeenCalledExactlyOnceWith('certification', NOT_READY, { again: false })
  })

  it('may make the call again where no step is missing any more', async () => {
    const onStep = vi.fn()
    const { recovery } = setUp({ onStep, getUserState: async () => 'CERTIFIED' })
    expect(await recovery.recover(NOT_READY)).toBe(true)
    expect(onStep).not.toHaveBeenCalled()
  })

  it.each([
    ['notRegistered', 'registration'],
    ['UNREGISTERED', 'registration'],
    ['notVerified', 'verification'],
    ['UNVERIFIED', 'verification'],
    ['VERIFIED', 'accreditation'],
    ['notAccredited', 'accreditation'],
    ['ACCREDITED', 'certification'],
    ['notCertified', 'certification'],
    ['UNCERTIFIED', 'certification'],
    ['CERTIFIED', null],
    ['something else', undefined],
  ])('in the state %s needs %s', (state, step) => {
    expect(nextUserStep(state)).toBe(step)
  })
})

describe('what a system brings along', () => {
  const FULL = authError('TEAM_LIMIT_EXCEEDED')
  const LATE = authError('INVITATION_EXPIRED')
  const SUSPENDED = authError('ORGANIZATION_NOT_ACTIVE')

  it('is done where the app has nothing of its own, by kind before it is done for all', async () => {
    const did: string[] = []
    const does = (name: string) => () => void did.push(name)
    const system = {
      actions: { contact_support: does('support'), 'expired contact_support': does('a new invitation') },
    }
    const { recovery } = setUp({ system, actions: { upgrade_plan: does('plans') } })
    for (const error of [FULL, LATE, SUSPENDED]) expect(await recovery.recover(error)).toBe(false)
    expect(did).toEqual(['plans', 'a new invitation', 'support'])
    await setUp({ system, actions: { contact_support: does('the app’s own') } }).recovery.recover(LATE)
    expect(did.at(-1)).toBe('the app’s own')
    expect(recovery.counts().contact_support).toEqual({ tries: 2, successes: 0 })
  })

  it('asks for the state with the token, and says where a step was taken back', async () => {
    const clock = createMovedClock()
    const session = createAuthSession({ refresh: () => Promise.reject(), clock, name: 'state-of-account' })
    await session.signIn({ accessToken: 'access-1' })
    const getUserState = vi.fn(async () => 'UNCERTIFIED')
    const onStep = vi.fn()
    const { recovery } = setUp({ session, system: { actions: {}, getUserState, onStep } })
    const error = authError('userNotCertified')
    await recovery.recover(error)
    expect(getUserState).toHaveBeenCalledExactlyOnceWith({
      signal: expect.any(AbortSignal) as AbortSignal,
      accessToken: 'access-1',
    })
    expect(onStep).toHaveBeenCalledExactlyOnceWith('certification', error, { again: true })
    session.dispose()
  })
})

describe('an action that is shared', () => {
  function signingIn() {
    let finish: (helped: boolean) => void = () => undefined
    const signals: AbortSignal[] = []
    const act = vi.fn((_error: unknown, { signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      return new Promise<boolean>((resolve, reject) => {
        finish = resolve
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    })
    return {
      ...setUp({ actions: { re_authenticate: act } }),
      act,
      signals,
      finish: (to: boolean) => finish(to),
    }
  }

  it('goes on for the others where the one who began it gives up', async () => {
    const { recovery, act, signals, finish } = signingIn()
    const leave = new AbortController()
    const first = recovery.recover(LOCKED_OUT, { signal: leave.signal })
    const second = recovery.recover(LOCKED_OUT)
    leave.abort()
    expect(await first).toBe(false)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    finish(true)
    expect(await second).toBe(true)
    expect(act).toHaveBeenCalledTimes(1)
    expect(recovery.counts()).toEqual({ re_authenticate: { tries: 1, successes: 1 } })
  })

  it('ends with the last of them, counts as nothing, and is done anew for who asks then', async () => {
    const { recovery, act, signals, events, finish } = signingIn()
    for (let n = 0; n < 3; n++) {
      const leave = new AbortController()
      const all = [1, 2].map(() => recovery.recover(LOCKED_OUT, { signal: leave.signal }))
      leave.abort()
      expect(await Promise.all(all)).toEqual([false, false])
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true])
    expect(recovery.counts()).toEqual({})
    expect(events).toEqual([])
    const later = recovery.recover(LOCKED_OUT)
    finish(true)
    expect(await later).toBe(true)
    expect(act).toHaveBeenCalledTimes(4)
  })

  it('is not begun for somebody who has given up already', async () => {
    const { recovery, act } = signingIn()
    expect(await recovery.recover(LOCKED_OUT, { signal: AbortSignal.abort() })).toBe(false)
    expect(act).not.toHaveBeenCalled()
  })
})

describe('an action that tells somebody something', () => {
  it('has not failed, and does so each time', async () => {
    const tell = vi.fn()
    const { recovery } = setUp({ actions: { upgrade_plan: tell } })
    for (let n = 0; n < 5; n++) await recovery.recover(authError('TEAM_LIMIT_EXCEEDED'))
    expect(tell).toHaveBeenCalledTimes(5)
  })
})

describe('an action that does not help', () => {
  it('is left alone for a minute after three tries', async () => {
    const upgrade = vi.fn(async () => false)
    const { clock, recovery } = setUp({ actions: { upgrade_plan: upgrade } })
    const error = authError('TEAM_LIMIT_EXCEEDED')
    for (let n = 0; n < 5; n++) expect(await recovery.recover(error)).toBe(false)
    expect(upgrade).toHaveBeenCalledTimes(3)
    await clock.advance(60_000)
    await recovery.recover(error)
    expect(upgrade).toHaveBeenCalledTimes(4)
  })

  it('stands in the way of no other, and is forgiven once it helps', async () => {
    let helps = false
    const { clock, recovery } = setUp({
      actions: { re_authenticate: () => helps, upgrade_plan: () => true },
    })
    for (let n = 0; n < 2; n++) await recovery.recover(LOCKED_OUT)
    helps = true
    expect(await recovery.recover(LOCKED_OUT)).toBe(true)
    await clock.advance(60_000)
    helps = false
    for (let n = 0; n < 2; n++) await recovery.recover(LOCKED_OUT)
    expect(recovery.counts().re_authenticate).toEqual({ tries: 5, successes: 1 })
    expect(await recovery.recover(authError('TEAM_LIMIT_EXCEEDED'))).toBe(true)
  })

  it('ends nothing where it throws, and says why', async () => {
    const { recovery, events } = setUp({
      actions: {
        re_authenticate: () => {
          throw new TypeError('Failed to fetch')
        },
      },
    })
    expect(await recovery.recover(LOCKED_OUT)).toBe(false)
    expect(events).toMatchObject([
      {
        type: 'recovery_finished',
        recovery: 're_authenticate',
        code: 'invalid_token',
        helped: false,
        error: { kind: 'network' },
      },
    ])
  })
})
