import { describe, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { ISSUER, json, oauthError, silence } from '../support/scripted-provider.js'

const KEY = 'an-idempotency-key-of-22'
const refused = () =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })

describe('a provider that refuses the push', () => {
  it.each([
    ['invalid_request', 400, 400],
    ['invalid_scope', 400, 400],
    ['unauthorized_client', 400, 400],
    ['invalid_binding_message', 400, 400],
    ['missing_user_code', 400, 400],
    ['access_denied', 403, 403],
    ['invalid_client', 401, 500],
  ])('%s with %i is answered with %i', async (code, sent, told) => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => oauthError(code, sent)
    const answer = await browser.start()
    expect(answer).toMatchObject({ status: told, body: { error: code } })
    expect(answer.body.error_description).not.toContain('planted')
    expect(answer.setCookies).toEqual([])
  })

  it('an invalid_client that stands in a challenge is understood', async () => {
    const { browser, provider } = createBackEnd()
    const headers = { 'www-authenticate': 'Basic realm="id"' }
    provider.onPush = () => oauthError('invalid_client', 401, headers)
    expect(await browser.start()).toMatchObject({ status: 500, body: { error: 'invalid_client' } })
    provider.onPush = () => new Response('', { status: 401, headers })
    expect(await browser.start()).toMatchObject({ status: 500, body: { error: 'invalid_client' } })
  })

  it('a refusal with status 200 is a refusal all the same', async () => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => oauthError('invalid_scope', 200)
    expect(await browser.start()).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  })

  it('a code that no standard knows is not passed on', async () => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => oauthError('planted code: ada@app.example')
    expect(await browser.start()).toMatchObject({ status: 500, body: { error: 'server_error' } })
  })
})

describe('a provider that cannot be reached', () => {
  it.each([
    ['503', () => new Response('', { status: 503 })],
    ['404 with a page', () => new Response('<p>Not found</p>', { status: 404 })],
    ['temporarily_unavailable', () => oauthError('temporarily_unavailable')],
    ['server_error', () => oauthError('server_error', 500)],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['no connection', () => Promise.reject(refused())],
  ])('%s is 503: nothing was sent, and the same key may try again', async (_, onPush) => {
    const { browser, provider, pushes } = createBackEnd()
    const goodPush = provider.onPush
    provider.onPush = onPush
    const answer = await browser.start({ key: KEY })
    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
    expect(answer.headers.get('retry-after')).toBeNull()
    provider.onPush = goodPush
    expect((await browser.start({ key: KEY })).status).toBe(200)
    expect(pushes()).toHaveLength(2)
  })

  it.each([
    ['500', () => new Response('', { status: 500 })],
    ['502 with a page', () => new Response('<p>Bad gateway</p>', { status: 502 })],
    ['504', () => new Response('', { status: 504 })],
    [
      '200 with a page',
      () => new Response('<p>Maintenance</p>', { headers: { 'content-type': 'text/html' } }),
    ],
    [
      '200 cut short',
      () => new Response('{"auth_req_id":', { headers: { 'content-type': 'application/json' } }),
    ],
    ['200 without an auth_req_id', () => json(200, { expires_in: 120 })],
    ['a connection that broke', () => Promise.reject(new TypeError('fetch failed'))],
  ])('%s may have pushed: 504, and the same key pushes no second time', async (_, onPush) => {
    const { browser, provider, pushes } = createBackEnd()
    const goodPush = provider.onPush
    provider.onPush = onPush
    const unknown = { status: 504, body: { error: 'outcome_unknown' } }
    expect(await browser.start({ key: KEY })).toMatchObject(unknown)
    provider.onPush = goodPush
    expect(await browser.start({ key: KEY })).toMatchObject(unknown)
    expect(pushes()).toHaveLength(1)
    // A person who starts again wants another push.
    expect((await browser.start({ key: `${KEY}-another` })).status).toBe(200)
  })

  it.each([429, 503])('passes on the Retry-After of a %i', async (status) => {
    const { browser, provider } = createBackEnd()
    provider.onPush = () => json(status, { error: 'server_error' }, { 'retry-after': '17' })
    const answer = await browser.start()
    expect(answer).toMatchObject({ status: 503, body: { retry_after: 17 } })
    expect(answer.headers.get('retry-after')).toBe('17')
  })

  it('silence is 504 after ten seconds', async () => {
    const { browser, provider, clock, pushes } = createBackEnd()
    provider.onPush = silence
    const answer = browser.start()
    await vi.waitFor(() => expect(pushes()).toHaveLength(1))
    await clock.advance(9_999)
    expect(clock.pending).toBe(1)
    await clock.advance(1)
    expect((await answer).status).toBe(504)
  })

  it('a failed discovery is not kept, a good one is', async () => {
    const { browser, provider } = createBackEnd()
    const discovery = provider.onDiscovery
    expect(provider.calls).toHaveLength(0)
    provider.onDiscovery = () => new Response('', { status: 503 })
    expect((await browser.start()).status).toBe(503)
    provider.onDiscovery = discovery
    expect((await browser.start()).status).toBe(200)
    expect((await browser.start()).status).toBe(200)
    expect(provider.to('/.well-known/openid-configuration')).toHaveLength(2)
  })

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['no CIBA endpoint', { backchannel_authentication_endpoint: undefined }],
    ['an endpoint on plain http', { backchannel_authentication_endpoint: ISSUER.replace('https', 'http') }],
  ])('metadata with %s is refused', async (_, metadata) => {
    const { browser, provider, pushes } = createBackEnd()
    Object.assign(provider.metadata, metadata)
    expect(await browser.start()).toMatchObject({ status: 500, body: { error: 'server_error' } })
    expect(pushes()).toHaveLength(0)
  })
})
