import { describe, expect, it, vi } from 'vitest'
import { memoryStore } from '../../src/server.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { json } from '../support/scripted-provider.js'

const KEY = 'an-idempotency-key-of-22'

describe('an Idempotency-Key', () => {
  it('gives the same request and the same flow again, with one push', async () => {
    const { browser, pushes } = createBackEnd()
    const first = await browser.start({ key: KEY })
    const second = await browser.start({ key: KEY })
    expect(second.body).toEqual(first.body)
    expect(pushes()).toHaveLength(1)
  })

  it('tells the seconds that are left', async () => {
    const { browser, clock } = createBackEnd()
    await browser.start({ key: KEY })
    await clock.advance(30_000)
    expect((await browser.start({ key: KEY })).body.expires_in).toBe(90)
  })

  it('sets the same cookie again where the first answer was lost', async () => {
    const { browser, pushes } = createBackEnd()
    const lost = await browser.start({ key: KEY, loseAnswer: true })
    expect(browser.cookies.size).toBe(0)
    const found = await browser.start({ key: KEY })
    expect(found.setCookies).toEqual(lost.setCookies)
    expect(found.body.flow).toBe(lost.body.flow)
    expect((await browser.poll(found.body.flow)).body.status).toBe('pending')
    expect(pushes()).toHaveLength(1)
  })

  it('joins a start that is still in flight', async () => {
    const { browser, provider, pushes } = createBackEnd()
    let answer: (response: Response) => void = () => {}
    provider.onPush = () => new Promise((resolve) => (answer = resolve))
    const both = [browser.start({ key: KEY }), browser.start({ key: KEY })]
    await vi.waitFor(() => expect(pushes()).toHaveLength(1))
    const other = await browser.start({ key: KEY, loginHint: 'eve' })
    expect(other).toMatchObject({ status: 409, body: { error: 'conflict' } })
    answer(json(200, { auth_req_id: 'planted-auth-req-id', expires_in: 120 }))
    const [first, second] = await Promise.all(both)
    expect(first?.status).toBe(200)
    expect(second?.body).toEqual(first?.body)
    expect(second?.setCookies).toEqual(first?.setCookies)
    expect(pushes()).toHaveLength(1)
  })

  it.each([{ loginHint: 'eve' }, { bindingMessage: 'AAA-AAA' }])(
    'with another body is a conflict: %o',
    async (other) => {
      const { browser, pushes } = createBackEnd()
      await browser.start({ key: KEY })
      expect(await browser.start({ key: KEY, ...other })).toMatchObject({
        status: 409,
        body: { error: 'conflict' },
      })
      expect(pushes()).toHaveLength(1)
    },
  )

  it('of a browser that had its cookie already does not help another one', async () => {
    const { browser, handler } = createBackEnd()
    await browser.start()
    await browser.start({ key: KEY })
    const answer = await createBrowser(handler).start({ key: KEY })
    expect(answer.status).toBe(409)
    expect(answer.setCookies).toEqual([])
    const third = createBrowser(handler)
    await third.start()
    expect((await third.start({ key: KEY })).status).toBe(409)
  })

  it('does not remember a start that failed', async () => {
    const { browser, provider, pushes } = createBackEnd()
    const push = provider.onPush
    provider.onPush = () => new Response('', { status: 503 })
    expect((await browser.start({ key: KEY })).status).toBe(503)
    provider.onPush = push
    expect((await browser.start({ key: KEY })).status).toBe(200)
    expect(pushes()).toHaveLength(2)
  })

  it.each(['short', 'x'.repeat(21), 'x'.repeat(129), 'more than 22 characters'])(
    'must be well formed: %s',
    async (key) => {
      expect(await createBackEnd().browser.start({ key })).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      })
    },
  )

  it('works across processes that share a store', async () => {
    const one = createBackEnd()
    const other = createBackEnd({ store: one.store, clock: one.clock })
    const first = await one.browser.start({ key: KEY, loseAnswer: true })
    const second = await other.browser.start({ key: KEY })
    expect(second.body).toEqual(first.body)
    expect(second.setCookies).toEqual(first.setCookies)
    expect(other.pushes()).toHaveLength(0)
  })

  it('that another process is sending for waits, then finds what it came to', async () => {
    const one = createBackEnd()
    const other = createBackEnd({ store: one.store, clock: one.clock })
    let answer: (response: Response) => void = () => {}
    one.provider.onPush = () => new Promise((resolve) => (answer = resolve))
    const first = one.browser.start({ key: KEY })
    await vi.waitFor(() => expect(one.pushes()).toHaveLength(1))
    expect(await other.browser.start({ key: KEY })).toMatchObject({ status: 503, body: { retry_after: 2 } })
    answer(json(200, { auth_req_id: 'planted-auth-req-id', expires_in: 120 }))
    const { body } = await first
    expect((await other.browser.start({ key: KEY })).body).toEqual(body)
    expect(other.pushes()).toHaveLength(0)
  })

  it('whose process went away while it sent pushes no second time', async () => {
    const one = createBackEnd()
    const other = createBackEnd({ store: one.store, clock: one.clock })
    one.provider.onPush = () => new Promise(() => {})
    void one.browser.start({ key: KEY })
    await vi.waitFor(() => expect(one.pushes()).toHaveLength(1))
    await one.clock.advance(9_999)
    expect((await other.browser.start({ key: KEY })).status).toBe(503)
    const later = createBackEnd({
      store: one.store,
      clock: { ...one.clock, now: () => one.clock.now() + 20_001 },
    })
    expect(await later.browser.start({ key: KEY })).toMatchObject({
      status: 504,
      body: { error: 'outcome_unknown' },
    })
    expect(later.pushes()).toHaveLength(0)
  })

  it('whose flow could not be kept pushes no second time', async () => {
    const kept = memoryStore()
    let broken = true
    const { browser, pushes } = createBackEnd({
      store: {
        ...kept,
        async set(key, value, ttlMs) {
          if (broken && key.startsWith('flow:')) throw new Error('planted: no room')
          await kept.set(key, value, ttlMs)
        },
      },
    })
    expect(await browser.start({ key: KEY })).toMatchObject({
      status: 504,
      body: { error: 'outcome_unknown' },
    })
    broken = false
    expect((await browser.start({ key: KEY })).status).toBe(504)
    expect(pushes()).toHaveLength(1)
  })

  it('is good at one origin', async () => {
    const { handler, pushes } = createBackEnd()
    await createBrowser(handler, 'https://app.example').start({ key: KEY })
    expect((await createBrowser(handler, 'https://other.example').start({ key: KEY })).status).toBe(200)
    expect(pushes()).toHaveLength(2)
  })

  it('is forgotten a minute after its request has expired', async () => {
    const { browser, clock, pushes } = createBackEnd()
    await browser.start({ key: KEY })
    await clock.advance(179_999)
    await browser.start({ key: KEY })
    expect(pushes()).toHaveLength(1)
    await clock.advance(1)
    await browser.start({ key: KEY })
    expect(pushes()).toHaveLength(2)
  })
})
