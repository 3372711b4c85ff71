import { describe, expect, it } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.js'
import { type AuthFetchOptions, createAuthFetch } from '../../src/session/auth-fetch.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createFixedWindowServer } from '../http/fixed-window-server.js'

const API = 'https://api.example.com'

/** A server with a limit that may also be down, and the calls of one page. */
function page(limits: { limit: number; windowMs: number }, given: Partial<AuthFetchOptions> = {}) {
  // At the beginning of a window.
  const clock = createMovedClock(Date.UTC(2026, 0, 15, 10, 30))
  const startedAt = clock.now()
  const serve = createFixedWindowServer({ ...limits, fromFirstCall: false, form: 'delta', aheadMs: 0 })
  const server = { down: false, saw: 0, serve: () => serve(clock.now()) }
  const fetch = () => {
    server.saw += 1
    const { status, headers } = server.serve()
    return Promise.resolve(new Response('{}', server.down ? { status: 503 } : { status, headers }))
  }
  const authFetch = createAuthFetch({ fetch, clock, ...given })
  const told: { at: number; code: string; retryAt?: number | undefined }[] = []
  const call = (init?: RequestInit) => {
    const at = clock.now() - startedAt
    return authFetch(`${API}/x`, init).then(
      () => void told.push({ at, code: 'ok' }),
      ({ code, retryAt }: AuthError) => void told.push({ at, code, retryAt: retryAt && retryAt - startedAt }),
    )
  }
  const codes = () => told.map(({ code }) => code)
  return { clock, server, call, told, codes }
}

describe('a limit that others have used up', () => {
  it('is waited for, however many calls are refused meanwhile', async () => {
    const { clock, server, call, told } = page({ limit: 3, windowMs: 15_000 })
    for (let n = 0; n < 3; n++) server.serve()
    for (let second = 0; second < 100; second++) {
      void call()
      await clock.advance(1_000)
    }
    await clock.advance(30_000)
    expect(told).toHaveLength(100)
    const ok = told.filter(({ code }) => code === 'ok')
    // Five windows are whole, and a call comes each second.
    expect(ok.length).toBeGreaterThanOrEqual(5 * 3)
    expect(ok[0]?.at).toBeLessThan(15_000)
    expect(told.filter(({ code }) => code !== 'ok' && code !== 'rate_limit_exceeded')).toHaveLength(1)
    // One window later at most than what waits.
    for (const { at, retryAt = 0 } of told) expect(retryAt - at).toBeLessThan(10_000 + 15_000 + 3_000)
  })

  it('lets a call through at the time that the one before was told', async () => {
    const { clock, server, call, told } = page({ limit: 2, windowMs: 60_000 })
    for (let n = 0; n < 2; n++) server.serve()
    await call()
    for (let n = 0; n < 20; n++) await call()
    const { retryAt = 0 } = told.at(-1) ?? {}
    await clock.advance(retryAt)
    await call()
    expect(told.at(-1)).toEqual({ at: 60_000, code: 'ok' })
  })
})

describe('a call that is not sent takes nothing from those that are', () => {
  it('where its circuit was open: they go, and the probe first, as soon as the server is back', async () => {
    const { clock, server, call, told, codes } = page({ limit: 60, windowMs: 60_000 })
    await call()
    server.down = true
    for (let n = 0; n < 5; n++) await call()
    for (let n = 0; n < 70; n++) {
      await call()
      await clock.advance(500)
    }
    expect(new Set(codes().slice(6))).toEqual(new Set(['circuit_open']))
    expect(server.saw).toBe(6)
    server.down = false
    await clock.advance(26_000)
    told.length = 0
    for (let n = 0; n < 20; n++) await call()
    expect(codes()).toEqual(Array(20).fill('ok'))
  })

  it('where its caller gave it up while it waited', async () => {
    const { clock, server, call, codes } = page({ limit: 20, windowMs: 60_000 })
    await clock.advance(52_000)
    for (let n = 0; n < 19; n++) server.serve()
    await call()
    for (let n = 0; n < 45; n++) {
      const leaving = new AbortController()
      const done = call({ signal: leaving.signal })
      await clock.advance(0)
      leaving.abort()
      await done
    }
    expect(codes()).toEqual(['ok', ...Array<string>(45).fill('cancelled')])
    await clock.advance(8_500)
    await call()
    expect(codes().at(-1)).toBe('ok')
    expect(server.saw).toBe(2)
  })

  it('where the circuit opened while it waited', async () => {
    const { clock, server, call, codes } = page(
      { limit: 2, windowMs: 60_000 },
      { circuit: { failures: 1, coolDownMs: 1_000 } },
    )
    await clock.advance(55_000)
    for (let n = 0; n < 1; n++) server.serve()
    await call()
    const waiting = [call(), call()]
    server.down = true
    await clock.advance(6_000)
    await Promise.all(waiting)
    expect(codes()).toEqual(['ok', 'HTTP_503', 'circuit_open'])
    server.down = false
    await clock.advance(1_000)
    await call()
    expect(codes().at(-1)).toBe('ok')
  })
})
