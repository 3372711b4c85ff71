import { describe, expect, it } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { oauthError, tokens } from '../support/scripted-provider.js'
import { startedFlow } from '../support/started-flow.js'

const pendingOf = async (browser: ReturnType<typeof createBrowser>) => {
  const { status, body, headers } = await browser.get('/pending')
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  return body.pending as Record<string, unknown> | null
}

describe('what a browser has pending', () => {
  it('is what it started: the same handle, the same code, the time that is left', async () => {
    const { browser, clock } = createBackEnd()
    const started = (await browser.start()).body
    await clock.advance(20_000)
    expect(await pendingOf(browser)).toEqual({
      flow: started.flow,
      expires_in: (started.expires_in as number) - 20,
      interval: 5,
      request_id: started.request_id,
      login_hint: 'ada@app.example',
      binding_message: 'KQ7-42M',
    })
  })

  it('can be polled to its end', async () => {
    const { browser, provider } = await startedFlow()
    provider.onToken = () => tokens()
    const found = await pendingOf(browser)
    expect((await browser.poll(found?.flow)).body.status).toBe('approved')
    expect(await pendingOf(browser)).toBeNull()
  })

  it('is the newest of several', async () => {
    const { browser } = createBackEnd()
    await browser.start()
    const second = (await browser.start({ loginHint: 'bob@app.example', bindingMessage: 'AC3-97X' })).body
    expect(await pendingOf(browser)).toMatchObject({ flow: second.flow, login_hint: 'bob@app.example' })
  })

  it('looks the same for somebody whom the provider does not know', async () => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => oauthError('unknown_user_id')
    const started = (await browser.start({ loginHint: 'nobody@app.example' })).body
    expect(await pendingOf(browser)).toMatchObject({ flow: started.flow, login_hint: 'nobody@app.example' })
  })

  it('is told to nobody else', async () => {
    const { handler } = await startedFlow()
    const stranger = createBrowser(handler)
    expect(await pendingOf(stranger)).toBeNull()
    stranger.cookies.set('__Host-ciba-flow', 'x'.repeat(43))
    expect(await pendingOf(stranger)).toBeNull()
  })

  it.each<[string, (flow: Awaited<ReturnType<typeof startedFlow>>) => Promise<unknown>]>([
    ['cancelled', ({ browser, flow }) => browser.cancel(flow)],
    [
      'denied',
      ({ browser, provider, flow }) => {
        provider.onToken = () => oauthError('access_denied')
        return browser.poll(flow)
      },
    ],
    ['expired', ({ clock }) => clock.advance(600_000)],
  ])('is nothing once it was %s', async (_how, end) => {
    const started = await startedFlow()
    await end(started)
    expect(await pendingOf(started.browser)).toBeNull()
  })
})

describe('an approval whose answer was lost', () => {
  it('is found again and heard, once', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    await browser.poll(flow, { loseAnswer: true })
    const found = await pendingOf(browser)
    expect(found?.flow).toBe(flow)
    expect((await browser.poll(found?.flow)).body.status).toBe('approved')
    expect((await browser.session()).body.session).toMatchObject({ user: { sub: 'user-1' } })
    expect(await pendingOf(browser)).toBeNull()
    expect(provider.to('/token')).toHaveLength(1)
  })

  it('does not come back after signing out', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    await browser.poll(flow)
    await browser.signOut()
    expect(await pendingOf(browser)).toBeNull()
  })
})
