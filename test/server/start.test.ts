import { describe, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { json, oauthError } from '../support/scripted-provider.js'

describe('a start', () => {
  it('sends one push as a confidential client and gives a handle', async () => {
    const { browser, provider, pushes } = createBackEnd()
    const answer = await browser.start()
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      flow: expect.stringMatching(/^[\w-]{43}$/) as string,
      expires_in: 120,
      interval: 5,
      request_id: answer.headers.get('x-request-id'),
    })
    expect(pushes()).toHaveLength(1)
    const [push] = pushes()
    expect(Object.fromEntries(push?.params ?? [])).toMatchObject({
      scope: 'openid profile',
      login_hint: 'ada@app.example',
      binding_message: 'KQ7-42M',
    })
    expect(push?.authorization).toMatch(/^Basic /)
    expect(provider.to('/token')).toHaveLength(0)
  })

  it('uses client_secret_post where the provider offers that alone', async () => {
    const { browser, provider, pushes } = createBackEnd()
    provider.metadata.token_endpoint_auth_methods_supported = ['client_secret_post', 'none']
    await browser.start()
    expect(pushes()[0]?.authorization).toBeNull()
    expect(pushes()[0]?.params.get('client_secret')).toBe('planted-client-secret')
  })

  it('assumes 5 seconds where the provider names no interval', async () => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => json(200, { auth_req_id: 'planted-auth-req-id', expires_in: 300 })
    expect((await browser.start()).body).toMatchObject({ expires_in: 300, interval: 5 })
  })

  it.each([undefined, null, 7, '', '   ', 'x'.repeat(257), 'a\nb', 'a\u0000b', 'a\u0085b'])(
    'refuses the login hint %j with a text for the field',
    async (loginHint) => {
      const { browser, pushes } = createBackEnd()
      const answer = await browser.post('/start', { login_hint: loginHint, binding_message: 'KQ7-42M' })
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'invalid_login_hint', field_errors: { loginHint: [expect.any(String)] } },
      })
      expect(pushes()).toHaveLength(0)
    },
  )

  it.each([undefined, '', 'KQ7', 'KQ7-42M-X', 'kq7-42m', 'KQ7 42M'])(
    'refuses the binding message %j',
    async (bindingMessage) => {
      const answer = await createBackEnd().browser.post('/start', {
        login_hint: 'ada',
        binding_message: bindingMessage,
      })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    },
  )
})

describe('the flow cookie', () => {
  it('is HttpOnly, Lax, for the whole site, Secure and __Host- on https', async () => {
    const [cookie] = (await createBackEnd().browser.start()).setCookies
    expect(cookie).toMatch(/^__Host-ciba-flow=[\w-]{43}; /)
    expect(cookie?.split('; ')).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure', 'Max-Age=180']),
    )
  })

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'is plain at %s',
    async (origin) => {
      const { handler } = createBackEnd()
      const [cookie] = (await createBrowser(handler, origin).start()).setCookies
      expect(cookie).toMatch(/^ciba-flow=/)
      expect(cookie).toContain('HttpOnly')
      expect(cookie).not.toContain('Secure')
    },
  )

  it.each(['http://app.example', 'http://localhost.evil.example', 'http://10.0.0.5:3000'])(
    'is not set at %s: sign-in needs https there',
    async (origin) => {
      const { handler, pushes } = createBackEnd()
      const answer = await createBrowser(handler, origin).start()
      expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden_origin' } })
      expect(answer.body.error_description).toContain('https')
      expect(answer.setCookies).toEqual([])
      expect(pushes()).toHaveLength(0)
    },
  )

  it('stays the same for a second flow of the same browser, so that both tabs work', async () => {
    const { browser } = createBackEnd()
    const first = await browser.start()
    const cookie = [...browser.cookies.values()]
    const second = await browser.start()
    expect([...browser.cookies.values()]).toEqual(cookie)
    expect(second.body.flow).not.toBe(first.body.flow)
    expect((await browser.poll(first.body.flow)).body.status).toBe('pending')
    expect((await browser.poll(second.body.flow)).body.status).toBe('pending')
  })

  it('is not taken over from a browser that made it up', async () => {
    const { browser } = createBackEnd()
    browser.cookies.set('__Host-ciba-flow', 'x'.repeat(43))
    await browser.start()
    expect(browser.cookies.get('__Host-ciba-flow')).not.toBe('x'.repeat(43))
  })
})

describe('a user that the provider does not know', () => {
  it('looks like a push that nobody answers', async () => {
    const { browser, provider, clock, tokenRequests } = createBackEnd()
    provider.onPush = () => oauthError('unknown_user_id')
    const answer = await browser.start()
    expect(answer).toMatchObject({ status: 200, body: { expires_in: 120, interval: 5 } })
    const { flow } = answer.body
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 5 })
    await clock.advance(60_000)
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 5 })
    await clock.advance(60_000)
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    expect(tokenRequests()).toHaveLength(0)
  })

  it('cannot be told by its numbers, nor by how fast the answer comes', async () => {
    const { browser, provider, clock } = createBackEnd()
    provider.onPush = async () => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 800))
      return json(200, { auth_req_id: 'planted-auth-req-id', expires_in: 300, interval: 2 })
    }
    const real = browser.start()
    await vi.waitFor(() => expect(clock.pending).toBe(2))
    await clock.advance(800)
    const { flow: _, request_id: _id, ...shape } = (await real).body
    provider.onPush = () => oauthError('unknown_user_id')
    const decoy = browser.start({ loginHint: 'nobody' })
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(800)
    expect((await decoy).body).toMatchObject(shape)
    expect((await browser.cancel((await decoy).body.flow)).body).toEqual({ prompt_may_remain: true })
  })

  it('cannot be told by how long its polls take, up to the last one', async () => {
    const { browser, provider, clock } = createBackEnd()
    provider.onToken = async () => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 300))
      return oauthError('authorization_pending')
    }
    /** Polls, and sees that the answer comes after 300 ms and no sooner. */
    async function poll(flow: unknown) {
      let answered = false
      const answer = browser.poll(flow).finally(() => (answered = true))
      await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0))
      await clock.advance(299)
      await new Promise((resolve) => setTimeout(resolve))
      expect(answered).toBe(false)
      await clock.advance(1)
      return (await answer).body
    }
    const known = (await browser.start()).body.flow
    provider.onPush = () => oauthError('unknown_user_id')
    const unknown = (await browser.start({ loginHint: 'nobody' })).body.flow
    await clock.advance(5_000)
    const pending = await poll(known)
    expect(await poll(unknown)).toEqual(pending)
    await clock.advance(120_000)
    expect((await poll(unknown)).error).toBe('expired_token')
  })

  it('cannot be told by them either where nobody was polled for yet', async () => {
    const { browser, provider, clock } = createBackEnd()
    provider.onPush = async () => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 200))
      return oauthError('unknown_user_id')
    }
    const start = browser.start()
    await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0))
    await clock.advance(200)
    const { flow } = (await start).body
    await clock.advance(5_000)
    let answered = false
    const poll = browser.poll(flow).finally(() => (answered = true))
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(199)
    await new Promise((resolve) => setTimeout(resolve))
    expect(answered).toBe(false)
    await clock.advance(1)
    expect((await poll).body.status).toBe('pending')
  })

  it('is told where the app opts in', async () => {
    const { browser, provider } = createBackEnd({ revealUnknownUser: true })
    provider.onPush = () => oauthError('unknown_user_id')
    expect(await browser.start()).toMatchObject({ status: 400, body: { error: 'unknown_user_id' } })
  })
})
