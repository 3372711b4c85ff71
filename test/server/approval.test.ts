import { describe, expect, it, vi } from 'vitest'
import { idToken, json, tokens } from '../support/scripted-provider.js'
import { startedFlow } from '../support/started-flow.js'

describe('an approval', () => {
  it('gives the session and its cookie, and no token', async () => {
    const { browser, clock, provider, flow } = await startedFlow()
    provider.onToken = () => tokens({ email: 'ada@app.example', picture: 'https://id.example/ada.png' })
    const answer = await browser.poll(flow)
    expect(answer.body).toEqual({
      status: 'approved',
      session: {
        user: { sub: 'user-1', name: 'Ada', picture: 'https://id.example/ada.png' },
        expires_at: clock.now() + 8 * 60 * 60 * 1000,
      },
    })
    const [cookie] = answer.setCookies
    expect(cookie).toMatch(/^__Host-ciba-session=[\w-]{43}; /)
    expect(cookie?.split('; ')).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure', 'Max-Age=28800']),
    )
    expect((await browser.session()).body).toEqual({ session: answer.body.session })
  })

  it('sets a new id, whatever the browser sent before', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    browser.cookies.set('__Host-ciba-session', 'x'.repeat(43))
    await browser.poll(flow)
    const id = browser.cookies.get('__Host-ciba-session')
    expect(id).not.toBe('x'.repeat(43))
    expect(id).not.toBe(browser.cookies.get('__Host-ciba-flow'))
    expect(id).not.toBe(flow)
  })

  it('ends the session that this browser had, by push and by code', async () => {
    const verifyTotp = async () => ({ ok: true as const, user: { sub: 'user-1' } })
    const { browser, provider, store, flow, clock } = await startedFlow({ verifyTotp })
    const cookie = () => browser.cookies.get('__Host-ciba-session') ?? ''
    const lives = async (id: string) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
      return (await store.get(`session:${Buffer.from(digest).toString('base64url')}`)) !== undefined
    }
    await browser.totp('424242')
    const first = cookie()
    expect(await lives(first)).toBe(true)

    provider.onToken = () => tokens()
    await browser.poll(flow)
    const second = cookie()
    expect([await lives(first), await lives(second)]).toEqual([false, true])
    // Told again, it is the same one, and stays.
    await browser.poll(flow)
    expect([cookie(), await lives(second)]).toEqual([second, true])

    await clock.advance(600_000)
    await browser.totp('424242')
    expect([await lives(second), await lives(cookie())]).toEqual([false, true])
    expect(provider.to('/revoke').map(({ params }) => params.get('token'))).toEqual(['planted-refresh-token'])
  })

  it('is not lost with its answer', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    provider.onToken = () => tokens()
    const lost = await browser.poll(flow, { loseAnswer: true })
    expect((await browser.session()).body.session).toBeNull()
    await clock.advance(170_000)
    const found = await browser.poll(flow)
    expect(found.body).toEqual(lost.body)
    expect((await browser.session()).body.session).toEqual(lost.body.session)
    expect(tokenRequests()).toHaveLength(1)
    await clock.advance(5_000)
    expect((await browser.poll(flow)).body.error).toBe('expired_token')
    expect((await browser.session()).body.session).toEqual(lost.body.session)
  })

  it('does not come back after signing out', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    await browser.poll(flow)
    await browser.signOut()
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    expect(browser.cookies.has('__Host-ciba-session')).toBe(false)
  })

  it('the app decides what of the claims the browser gets', async () => {
    const { browser, provider, flow } = await startedFlow({
      sessionUser: (claims) => ({ sub: String(claims.sub), roles: claims.roles }),
    })
    provider.onToken = () => tokens({ roles: ['admin'] })
    expect((await browser.poll(flow)).body.session).toMatchObject({
      user: { sub: 'user-1', roles: ['admin'] },
    })
  })

  it('of which the app cannot make a user ends the flow, revokes the tokens and is told', async () => {
    const { browser, provider, flow, events } = await startedFlow({
      sessionUser: () => {
        throw new RangeError('planted message')
      },
    })
    provider.onToken = () => tokens()
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'transaction_failed' } })
    expect(provider.to('/revoke')).toHaveLength(1)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'callback_failed', callback: 'sessionUser' }),
    )
  })
})

describe('an ID token that does not prove anything ends the flow without a session', () => {
  const now = Math.floor(Date.now() / 1000)
  const answer = async (idTokenValue?: string) =>
    json(200, {
      access_token: 'planted-access-token',
      token_type: 'Bearer',
      ...(idTokenValue === undefined ? {} : { id_token: idTokenValue }),
    })
  const unsigned = async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const claims = { iss: 'https://id.example', aud: 'web-back-end', sub: 'eve', iat: now, exp: now + 60 }
    return answer(`${encode({ alg: 'none' })}.${encode(claims)}.`)
  }

  it.each([
    ['signed with another key', () => tokens({}, { forged: true })],
    ['not signed', unsigned],
    ['of another issuer', () => tokens({ iss: 'https://evil.example' })],
    ['for another client', () => tokens({ aud: 'other-client' })],
    ['expired', () => tokens({ iat: now - 7200, exp: now - 3600 })],
    ['missing', () => answer()],
    ['no token at all', () => answer('planted')],
    ['changed on the way', async () => answer((await idToken()).replace(/\.[^.]+\./, '.e30.'))],
  ])('%s', async (_, onToken) => {
    const { browser, provider, flow, tokenRequests } = await startedFlow({
      sessionUser: () => ({ sub: 'anyone' }),
    })
    provider.onToken = onToken
    for (let asked = 0; asked < 2; asked++)
      expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'transaction_failed' } })
    expect((await browser.session()).body.session).toBeNull()
    expect(tokenRequests()).toHaveLength(1)
  })

  it('a good one counts although the keys cannot be fetched just then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const { browser, provider, flow } = await startedFlow()
      provider.onKeys = () => new Response('', { status: 500 })
      vi.setSystemTime(Date.now() + 600_000)
      provider.onToken = () => tokens()
      expect((await browser.poll(flow)).body.status).toBe('approved')
      expect(provider.to('/jwks')).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })
})
