import { describe, expect, it } from 'vitest'
import { addressGroup } from '../../src/server/client-address.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { oauthError, tokens } from '../support/scripted-provider.js'

const refused = (retryAfter: number) => ({
  status: 429,
  body: { error: 'too_many_attempts', retry_after: retryAfter },
})

/** Starts for a hint `times` over; what the last one was answered. */
async function start(browser: ReturnType<typeof createBrowser>, times: number, loginHint?: string) {
  let answer = await browser.start(loginHint === undefined ? {} : { loginHint })
  for (let time = 1; time < times; time++)
    answer = await browser.start(loginHint === undefined ? {} : { loginHint })
  return answer
}

describe('pushes to one login hint', () => {
  it('are at most five in five minutes, whoever asks for them', async () => {
    const { handler, clock, pushes } = createBackEnd()
    for (let caller = 0; caller < 5; caller++) {
      expect((await createBrowser(handler).start()).status).toBe(200)
      await clock.advance(10_000)
    }
    const sixth = await createBrowser(handler).start()
    expect(sixth).toMatchObject(refused(250))
    expect(sixth.headers.get('retry-after')).toBe('250')
    expect(pushes()).toHaveLength(5)

    await clock.advance(249_999)
    expect((await createBrowser(handler).start()).status).toBe(429)
    await clock.advance(1)
    expect((await createBrowser(handler).start()).status).toBe(200)
    expect(await createBrowser(handler).start()).toMatchObject(refused(10))
  })

  it('are counted however the hint is written, and for no other', async () => {
    const { browser } = createBackEnd({ pushLimits: { perHint: 2 } })
    await browser.start({ loginHint: 'ada@app.example' })
    await browser.start({ loginHint: ' ADA@app.example ' })
    expect((await browser.start({ loginHint: 'Ada@App.Example' })).status).toBe(429)
    expect((await browser.start({ loginHint: 'bob@app.example' })).status).toBe(200)
  })

  it('are counted once for each key, however often it is repeated', async () => {
    const { browser } = createBackEnd({ pushLimits: { perHint: 2 } })
    for (let time = 0; time < 4; time++)
      expect((await browser.start({ key: 'an-idempotency-key-of-22' })).status).toBe(200)
    expect((await browser.start()).status).toBe(200)
    expect((await browser.start()).status).toBe(429)
  })

  it('are counted at once, so that starts in parallel get no more', async () => {
    const { browser, pushes } = createBackEnd()
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.start()))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(pushes()).toHaveLength(5)
  })

  it('are counted across processes that share a store', async () => {
    const one = createBackEnd({ pushLimits: { perHint: 1 } })
    const other = createBackEnd({ pushLimits: { perHint: 1 }, store: one.store, clock: one.clock })
    await one.browser.start()
    expect((await other.browser.start()).status).toBe(429)
  })

  it('do not count where none was sent', async () => {
    const { browser, provider } = createBackEnd({ pushLimits: { perHint: 1 } })
    const push = provider.onPush
    provider.onPush = () => oauthError('temporarily_unavailable', 503)
    for (let time = 0; time < 3; time++) expect((await browser.start()).status).toBe(503)
    provider.onPush = push
    expect((await browser.start()).status).toBe(200)
  })

  it('count where one may have been sent', async () => {
    const { browser, provider } = createBackEnd({ pushLimits: { perHint: 1 } })
    provider.onPush = () => Promise.reject(new TypeError('fetch failed'))
    expect((await browser.start()).status).toBe(504)
    expect((await browser.start()).status).toBe(429)
  })

  it('are limited for users that do not exist as for others', async () => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => oauthError('unknown_user_id')
    expect((await start(browser, 5)).status).toBe(200)
    expect(await browser.start()).toMatchObject(refused(300))
  })

  it('are counted anew once one is approved', async () => {
    const { browser, provider, clock } = createBackEnd()
    const { body } = await start(browser, 5)
    provider.onToken = () => tokens()
    await clock.advance(5_000)
    expect((await browser.poll(body.flow)).body.status).toBe('approved')
    expect((await start(browser, 5)).status).toBe(200)
    expect((await browser.start()).status).toBe(429)
  })

  it('are not counted anew by a sign-in with a code', async () => {
    const verifyTotp = async () => ({ ok: true as const, user: { sub: 'user-1' } })
    const { browser } = createBackEnd({ verifyTotp })
    await start(browser, 5)
    expect((await browser.totp('424242')).status).toBe(200)
    expect((await browser.start()).status).toBe(429)
  })
})

describe('pushes from one address', () => {
  const clientAddress = (request: Request) => request.headers.get('x-real-ip') ?? undefined
  const from = (handler: (request: Request) => Promise<Response>, address: string) =>
    createBrowser((request) => {
      request.headers.set('x-real-ip', address)
      return handler(request)
    })

  it('are limited over all login hints', async () => {
    const { handler } = createBackEnd({ clientAddress })
    const attacker = from(handler, '203.0.113.7')
    for (let user = 0; user < 30; user++)
      expect((await attacker.start({ loginHint: `user-${user}` })).status).toBe(200)
    expect(await attacker.start({ loginHint: 'user-30' })).toMatchObject(refused(300))
    expect((await from(handler, '203.0.113.8').start({ loginHint: 'user-30' })).status).toBe(200)
  })

  it('do not use up the login hint where they are refused', async () => {
    const { handler } = createBackEnd({ clientAddress, pushLimits: { perAddress: 1, perHint: 2 } })
    const attacker = from(handler, '203.0.113.7')
    await start(attacker, 4)
    expect((await from(handler, '203.0.113.8').start()).status).toBe(200)
  })

  it('do not use up the address where the login hint is refused', async () => {
    const { handler } = createBackEnd({ clientAddress, pushLimits: { perAddress: 2, perHint: 1 } })
    const browser = from(handler, '203.0.113.7')
    await start(browser, 4)
    expect((await browser.start({ loginHint: 'bob' })).status).toBe(200)
  })

  it('have no limit where the app does not tell the address', async () => {
    const { browser } = createBackEnd({ clientAddress: () => undefined, pushLimits: { perAddress: 1 } })
    for (const loginHint of ['ada', 'bob', 'eve'])
      expect((await browser.start({ loginHint })).status).toBe(200)
  })

  it('have none where the function throws, which is told', async () => {
    const { browser, events } = createBackEnd({
      clientAddress() {
        throw new Error('planted message')
      },
    })
    expect((await browser.start()).status).toBe(200)
    expect(events).toContainEqual(expect.objectContaining({ callback: 'clientAddress' }))
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:1::1', '2001:db8:0:1'],
    ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
    ['2001:0db8:0000:0001::', '2001:db8:0:1'],
    ['2001:db8::7', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['unix', 'unix'],
  ])('%s counts as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group)
  })

  it('are not kept by address, nor by hint, in what the store holds', async () => {
    const keys: string[] = []
    const values: string[] = []
    const { browser } = createBackEnd({
      clientAddress: () => '203.0.113.7',
      store: {
        get: async () => undefined,
        async set(key, value) {
          keys.push(key)
          if (key.startsWith('pushes:')) values.push(JSON.stringify(value))
        },
        delete: async () => {},
      },
    })
    await browser.start()
    expect(keys.filter((key) => key.startsWith('pushes:'))).toHaveLength(2)
    expect([...keys, ...values].join()).not.toMatch(/203\.0\.113|ada@app/)
  })
})
