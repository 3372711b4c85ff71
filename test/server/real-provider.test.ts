import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuthHandler, type SessionStore } from '../../src/server.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createBrowser } from '../support/browser.js'
import { REAL_CLIENT, startOidcProvider, USER } from '../support/oidc-provider.js'

let provider: Awaited<ReturnType<typeof startOidcProvider>>
beforeAll(async () => {
  provider = await startOidcProvider()
})
afterAll(() => provider.stop())

function createBackEnd(clientSecret = REAL_CLIENT.clientSecret) {
  const kept = new Map<string, unknown>()
  const store: SessionStore = {
    get: async (key) => kept.get(key),
    set: async (key, value) => kept.set(key, value),
    delete: async (key) => kept.delete(key),
  }
  const clock = createMovedClock(Date.now())
  const handler = createAuthHandler({ issuer: provider.issuer, ...REAL_CLIENT, clientSecret, clock, store })
  return { clock, kept, browser: createBrowser(handler, 'http://localhost:3000') }
}

async function started() {
  const backEnd = createBackEnd()
  const answer = await backEnd.browser.start({ loginHint: USER.hint })
  expect(answer).toMatchObject({ status: 200, body: { interval: 5, expires_in: 120 } })
  await backEnd.clock.advance(5_000)
  return { ...backEnd, flow: answer.body.flow }
}

describe('with a real OpenID provider', () => {
  it('an approval signs in with a validated ID token, and signing out revokes', async () => {
    const { browser, clock, flow, kept } = await started()
    expect(provider.pushes.at(-1)?.params).toMatchObject({ binding_message: 'KQ7-42M' })
    expect((await browser.poll(flow)).body).toEqual({ status: 'pending', interval: 5 })
    await provider.approve()
    await clock.advance(5_000)
    const answer = await browser.poll(flow)
    expect(answer.body).toMatchObject({
      status: 'approved',
      session: { user: { sub: USER.sub, name: USER.name } },
    })
    expect((await browser.session()).body.session).toEqual(answer.body.session)

    const [, session] = [...kept].find(([key]) => key.startsWith('session:')) ?? []
    const { accessToken } = (session as { value: { tokens: { accessToken: string } } }).value.tokens
    expect(await provider.isValid(accessToken)).toBe(true)
    await browser.signOut()
    expect(await provider.isValid(accessToken)).toBe(false)
    expect((await browser.session()).body.session).toBeNull()
  })

  it('a denial is told, and told again', async () => {
    const { browser, flow } = await started()
    await provider.deny()
    for (let asked = 0; asked < 2; asked++)
      expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'access_denied' } })
  })

  it('polls that overlap after an approval lose nothing', async () => {
    const { browser, flow } = await started()
    await provider.approve()
    const answers = await Promise.all([browser.poll(flow), browser.poll(flow), browser.poll(flow)])
    for (const { body } of answers) expect(body.status).toBe('approved')
  })

  it('a request that the provider has forgotten is invalid_grant before the expiry, expiry after it', async () => {
    const early = await started()
    await provider.forget()
    expect((await early.browser.poll(early.flow)).body.error).toBe('invalid_grant')
    const late = await started()
    await provider.forget()
    await late.clock.advance(115_000)
    expect((await late.browser.poll(late.flow)).body.error).toBe('expired_token')
  })

  it('an unknown user looks like a push that nobody answers', async () => {
    const { browser, clock } = createBackEnd()
    const before = provider.pushes.length
    const answer = await browser.start({ loginHint: 'nobody@app.example' })
    expect(answer.status).toBe(200)
    await clock.advance(5_000)
    expect((await browser.poll(answer.body.flow)).body.status).toBe('pending')
    expect(provider.pushes).toHaveLength(before)
  })

  it('a wrong client secret is the back end’s fault', async () => {
    const { browser } = createBackEnd('a-wrong-secret')
    expect(await browser.start({ loginHint: USER.hint })).toMatchObject({
      status: 500,
      body: { error: 'invalid_client' },
    })
  })
})
