import { describe, expect, it, vi } from 'vitest'
import type { Clock } from '../../src/http/clock.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { json, oauthError, tokens } from '../support/scripted-provider.js'
import { startedFlow } from '../support/started-flow.js'

const pending = () => oauthError('authorization_pending')

describe('how often the provider is asked', () => {
  it('not before the first interval is over', async () => {
    const { browser, tokenRequests } = createBackEnd()
    const { flow } = (await browser.start()).body
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 5 })
    expect(tokenRequests()).toHaveLength(0)
  })

  it('once an interval, however often the browser asks', async () => {
    const { browser, clock, flow, tokenRequests } = await startedFlow()
    for (let asked = 0; asked < 20; asked++) {
      expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 5 })
      if (asked === 9) await clock.advance(5_000)
    }
    expect(tokenRequests()).toHaveLength(2)
    expect(tokenRequests()[0]?.params.get('grant_type')).toBe('urn:openid:params:grant-type:ciba')
    expect(tokenRequests()[0]?.params.get('auth_req_id')).toBe('planted-auth-req-id')
  })

  it('never twice at once: those who ask meanwhile get the same answer', async () => {
    const { browser, provider, flow, tokenRequests } = await startedFlow()
    let answer: (response: Response) => void = () => {}
    provider.onToken = () => new Promise((resolve) => (answer = resolve))
    const all = [browser.poll(flow), browser.poll(flow), browser.poll(flow)]
    await vi.waitFor(() => expect(tokenRequests()).toHaveLength(1))
    answer(await tokens())
    for (const { body } of await Promise.all(all)) expect(body.status).toBe('approved')
    expect(tokenRequests()).toHaveLength(1)
  })

  it('a browser that is a moment early waits instead of losing a round', async () => {
    const { browser, clock, provider, tokenRequests } = createBackEnd()
    provider.onToken = () => tokens()
    const { flow } = (await browser.start()).body
    await clock.advance(4_800)
    const answer = browser.poll(flow)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    expect(tokenRequests()).toHaveLength(0)
    await clock.advance(200)
    expect((await answer).body.status).toBe('approved')
  })

  it("nor is a round lost where the timer fires a millisecond before its time, as Node's do", async () => {
    const clock = createMovedClock()
    const hasty: Clock = {
      now: clock.now,
      setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs > 1 ? delayMs - 1 : delayMs),
      clearTimeout: clock.clearTimeout,
    }
    const { browser, provider } = createBackEnd({ clock: hasty })
    provider.onToken = () => tokens()
    const { flow } = (await browser.start()).body
    await clock.advance(4_800)
    const answer = browser.poll(flow)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(200)
    expect((await answer).body.status).toBe('approved')
  })

  it('the interval holds across processes that share a store', async () => {
    const one = await startedFlow()
    const other = createBackEnd({ store: one.store, clock: one.clock })
    other.browser.cookies.set('__Host-ciba-flow', one.browser.cookies.get('__Host-ciba-flow') ?? '')
    await one.browser.poll(one.flow)
    expect((await other.browser.poll(one.flow)).body.status).toBe('pending')
    expect(other.tokenRequests()).toHaveLength(0)
    await one.clock.advance(5_000)
    await other.browser.poll(one.flow)
    expect(other.tokenRequests()).toHaveLength(1)
  })

  it('the interval holds for another process while the answer is still out', async () => {
    const one = await startedFlow()
    const other = createBackEnd({ store: one.store, clock: one.clock })
    other.browser.cookies.set('__Host-ciba-flow', one.browser.cookies.get('__Host-ciba-flow') ?? '')
    let answer: (response: Response) => void = () => {}
    one.provider.onToken = () => new Promise((resolve) => (answer = resolve))
    const asked = one.browser.poll(one.flow)
    await vi.waitFor(() => expect(one.tokenRequests()).toHaveLength(1))
    expect((await other.browser.poll(one.flow)).body.status).toBe('pending')
    expect(other.tokenRequests()).toHaveLength(0)
    answer(pending())
    await asked
  })

  it('slow_down makes this and all later waits five seconds longer', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    provider.onToken = () => oauthError('slow_down')
    expect((await browser.poll(flow)).body).toEqual({ status: 'slow_down', interval: 10 })
    provider.onToken = pending
    await clock.advance(9_000)
    await clock.advance(999)
    expect(tokenRequests()).toHaveLength(1)
    await clock.advance(1)
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 10 })
    expect(tokenRequests()).toHaveLength(2)
    await clock.advance(5_000)
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 10 })
    expect(tokenRequests()).toHaveLength(2)
  })

  it('a longer wait that stands beside slow_down counts', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    provider.onToken = () => json(400, { error: 'slow_down', interval: 20 }, { 'retry-after': '30' })
    expect((await browser.poll(flow)).body).toEqual({ status: 'slow_down', interval: 20 })
    await clock.advance(28_000)
    await browser.poll(flow)
    expect(tokenRequests()).toHaveLength(1)
  })
})
