import { describe, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { oauthError, tokens } from '../support/scripted-provider.js'
import { startedFlow } from '../support/started-flow.js'

describe('cancelling', () => {
  it('forgets the flow: the provider is never asked again', async () => {
    const { browser, clock, flow, tokenRequests } = await startedFlow()
    expect(await browser.cancel(flow)).toMatchObject({ status: 200, body: { prompt_may_remain: true } })
    await clock.advance(5_000)
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    expect(tokenRequests()).toHaveLength(0)
  })

  it('says the same when repeated, and to who knows no flow', async () => {
    const { browser, flow } = await startedFlow()
    await browser.cancel(flow)
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: true })
    expect((await browser.cancel('no-such-flow')).body).toEqual({ prompt_may_remain: true })
  })

  it('is for the browser that started it', async () => {
    const { browser, handler, flow } = await startedFlow()
    const stranger = createBrowser(handler)
    expect((await stranger.cancel(flow)).status).toBe(200)
    expect((await browser.poll(flow)).body.status).toBe('pending')
  })

  it('after a denial leaves no prompt', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => oauthError('access_denied')
    await browser.poll(flow)
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: false })
    expect((await browser.poll(flow)).body.error).toBe('access_denied')
  })

  it('after an approval ends its session too', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    await browser.poll(flow)
    const kept = browser.cookies.get('__Host-ciba-session') ?? ''
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: false })
    expect(browser.cookies.has('__Host-ciba-session')).toBe(false)
    browser.cookies.set('__Host-ciba-session', kept)
    expect((await browser.session()).body.session).toBeNull()
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: false })
    expect(provider.to('/revoke')).toHaveLength(1)
  })

  it('wins over an approval that comes in later, whose tokens are revoked', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    let answer: (response: Response) => void = () => {}
    provider.onToken = () => new Promise((resolve) => (answer = resolve))
    const poll = browser.poll(flow)
    await vi.waitFor(() => expect(tokenRequests()).toHaveLength(1))
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: true })
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    answer(await tokens())
    const late = await poll
    expect(late).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    expect(late.setCookies).toEqual([])
    expect(provider.to('/revoke')).toHaveLength(1)
    await clock.advance(5_000)
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    expect(tokenRequests()).toHaveLength(1)
  })

  it('wins although a slow store writes the approval last', async () => {
    const kept = new Map<string, unknown>()
    let held: (() => void) | undefined
    let holding = false
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: unknown) => {
        if (holding && JSON.stringify(value).includes('"approved"'))
          await new Promise<void>((resolve) => (held = resolve))
        kept.set(key, value)
      },
      delete: async (key: string) => kept.delete(key),
    }
    const { browser, clock, provider } = createBackEnd({ store })
    provider.onToken = () => tokens()
    const { flow } = (await browser.start()).body
    await clock.advance(5_000)
    holding = true
    const poll = browser.poll(flow)
    await vi.waitFor(() => expect(held).toBeDefined())
    holding = false
    await browser.cancel(flow)
    held?.()
    expect(await poll).toMatchObject({ status: 400, body: { error: 'expired_token' }, setCookies: [] })
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    expect((await browser.cancel(flow)).body).toEqual({ prompt_may_remain: true })
    expect([...kept.keys()].filter((key) => key.startsWith('session:'))).toEqual([])
    expect(provider.to('/revoke')).toHaveLength(1)
  })

  it('holds although polls arrive in the same moment', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    const together = [browser.poll(flow), browser.cancel(flow), browser.poll(flow)]
    await Promise.all(together)
    const asked = tokenRequests().length
    provider.onToken = () => tokens()
    await clock.advance(30_000)
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    expect(tokenRequests()).toHaveLength(asked)
  })
})
