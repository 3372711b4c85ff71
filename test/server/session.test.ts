import { describe, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { memoryStore } from '../../src/server.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { json, oauthError, silence, tokens } from '../support/scripted-provider.js'

async function signedIn(...options: Parameters<typeof createBackEnd>) {
  const backEnd = createBackEnd(...options)
  const { browser, clock, provider } = backEnd
  provider.onToken = () => tokens()
  const { flow } = (await browser.start()).body
  await clock.advance(5_000)
  expect((await browser.poll(flow)).body.status).toBe('approved')
  return backEnd
}

describe('the session', () => {
  it('is nobody’s without a cookie', async () => {
    const answer = await createBackEnd().browser.session()
    expect(answer).toMatchObject({ status: 200, body: { session: null }, setCookies: [] })
  })

  it('lasts as long as the app says, then the cookie goes', async () => {
    const { browser, clock } = await signedIn({ sessionLifetimeMs: 60_000 })
    await clock.advance(59_999)
    expect((await browser.session()).body.session).not.toBeNull()
    const kept = browser.cookies.get('__Host-ciba-session') ?? ''
    await clock.advance(1)
    const answer = await browser.session()
    expect(answer.body).toEqual({ session: null })
    expect(answer.setCookies[0]).toMatch(/^__Host-ciba-session=; Max-Age=0; /)
    browser.cookies.set('__Host-ciba-session', kept)
    expect((await browser.session()).body).toEqual({ session: null })
  })

  it('is over at its time although the store forgets late', async () => {
    const kept = new Map<string, unknown>()
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: unknown) => kept.set(key, value),
      delete: async (key: string) => kept.delete(key),
    }
    const { browser, clock } = await signedIn({ store, sessionLifetimeMs: 60_000 })
    expect((await browser.session()).body.session).not.toBeNull()
    await clock.advance(60_000)
    expect((await browser.session()).body.session).toBeNull()
  })

  it('is not to be had with what is in the store', async () => {
    const kept = new Map<string, unknown>()
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: unknown) => kept.set(key, value),
      delete: async (key: string) => kept.delete(key),
    }
    const { browser } = await signedIn({ store })
    const leaked = JSON.stringify([...kept])
    expect(browser.cookies.size).toBe(2)
    for (const id of browser.cookies.values()) expect(leaked).not.toContain(id)
  })
})

describe('signing out', () => {
  it('forgets the session, clears the cookie and revokes the refresh token', async () => {
    const { browser, provider } = await signedIn()
    const kept = browser.cookies.get('__Host-ciba-session') ?? ''
    const answer = await browser.signOut()
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(answer.setCookies[0]).toMatch(/^__Host-ciba-session=; Max-Age=0; /)
    expect(provider.to('/revoke')[0]?.params.get('token')).toBe('planted-refresh-token')
    expect(provider.to('/revoke')[0]?.params.get('token_type_hint')).toBe('refresh_token')
    browser.cookies.set('__Host-ciba-session', kept)
    expect((await browser.session()).body.session).toBeNull()
  })

  it('revokes the access token where there is no other', async () => {
    const backEnd = createBackEnd()
    const { browser, clock, provider } = backEnd
    provider.onToken = async () => {
      const { refresh_token: _, ...rest } = (await (await tokens()).json()) as Record<string, unknown>
      return json(200, rest)
    }
    const { flow } = (await browser.start()).body
    await clock.advance(5_000)
    await browser.poll(flow)
    await browser.signOut()
    expect(provider.to('/revoke')[0]?.params.get('token')).toBe('planted-access-token')
  })

  it('is 200 for nobody, too', async () => {
    const { browser } = createBackEnd()
    expect(await browser.signOut()).toMatchObject({ status: 200, body: {} })
    browser.cookies.set('__Host-ciba-session', 'x'.repeat(43))
    expect(await browser.signOut()).toMatchObject({ status: 200, body: {} })
  })

  it.each([
    ['refuses', () => oauthError('invalid_client', 401)],
    ['is down', () => Promise.reject(new TypeError('fetch failed'))],
  ])('is 200 although the provider %s', async (_, onRevoke) => {
    const { browser, provider } = await signedIn()
    provider.onRevoke = onRevoke
    expect(await browser.signOut()).toMatchObject({ status: 200, body: {} })
    expect((await browser.session()).body.session).toBeNull()
  })

  it('does not wait longer than three seconds for the provider', async () => {
    const { browser, clock, provider } = await signedIn()
    provider.onRevoke = silence
    const answer = browser.signOut()
    await vi.waitFor(() => expect(provider.to('/revoke')).toHaveLength(1))
    await clock.advance(3_000)
    expect((await answer).status).toBe(200)
  })

  it('does without a revocation endpoint', async () => {
    const { browser, provider, clock } = createBackEnd()
    delete provider.metadata.revocation_endpoint
    provider.onToken = () => tokens()
    const { flow } = (await browser.start()).body
    await clock.advance(5_000)
    await browser.poll(flow)
    expect((await browser.signOut()).status).toBe(200)
    expect(provider.to('/revoke')).toHaveLength(0)
  })
})

describe('the store in memory', () => {
  it('forgets in time', async () => {
    const clock = createMovedClock()
    const store = memoryStore({ clock })
    await store.set('key', 'value', 1_000)
    await clock.advance(999)
    expect(await store.get('key')).toBe('value')
    await clock.advance(1)
    expect(await store.get('key')).toBeUndefined()
  })

  it('is bounded: what was written longest ago goes first', async () => {
    const store = memoryStore({ maxEntries: 2 })
    await store.set('a', 1, 60_000)
    await store.set('b', 2, 60_000)
    await store.set('a', 3, 60_000)
    await store.set('c', 4, 60_000)
    expect(await Promise.all(['a', 'b', 'c'].map((key) => store.get(key)))).toEqual([3, undefined, 4])
  })

  it('makes room of what is over before it drops what is not', async () => {
    const clock = createMovedClock()
    const store = memoryStore({ clock, maxEntries: 2 })
    await store.set('long', 1, 600_000)
    await store.set('short', 2, 1_000)
    await clock.advance(60_000)
    await store.set('new', 3, 600_000)
    expect(await store.get('long')).toBe(1)
    await store.delete('long')
    expect(await store.get('long')).toBeUndefined()
  })
})
