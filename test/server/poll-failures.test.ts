import { describe, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'
import { json, oauthError, silence, tokens } from '../support/scripted-provider.js'
import { startedFlow } from '../support/started-flow.js'

describe('a failure that waiting may cure keeps the flow', () => {
  it.each([
    ['500', () => new Response('', { status: 500 })],
    ['503 with an OAuth body', () => oauthError('temporarily_unavailable', 503)],
    ['502 with an OAuth body', () => oauthError('invalid_request', 502)],
    ['429', () => new Response('', { status: 429 })],
    ['429 with a code of its own', () => oauthError('too_many_attempts', 429)],
    ['a page', () => new Response('<p>Hello</p>', { headers: { 'content-type': 'text/html' } })],
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
  ])('%s', async (_, onToken) => {
    const { browser, clock, provider, flow } = await startedFlow()
    provider.onToken = onToken
    expect(await browser.poll(flow)).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    })
    provider.onToken = () => tokens()
    await clock.advance(5_000)
    expect((await browser.poll(flow)).body.status).toBe('approved')
  })

  it.each([200, 202])('%i with authorization_pending is pending, with slow_down slower', async (status) => {
    const { browser, clock, provider, flow } = await startedFlow()
    provider.onToken = () => json(status, { error: 'authorization_pending' })
    expect((await browser.poll(flow)).body.status).toBe('pending')
    provider.onToken = () => json(status, { error: 'slow_down' })
    await clock.advance(5_000)
    expect((await browser.poll(flow)).body).toEqual({ status: 'slow_down', interval: 10 })
    provider.onToken = () => json(status, { error: 'temporarily_unavailable' })
    await clock.advance(10_000)
    expect((await browser.poll(flow)).status).toBe(503)
  })

  it('silence, after 32 seconds: a provider may hold a token request for 30', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    provider.onToken = silence
    const answer = browser.poll(flow)
    await vi.waitFor(() => expect(tokenRequests()).toHaveLength(1))
    await clock.advance(31_999)
    expect(clock.pending).toBe(1)
    await clock.advance(1)
    expect((await answer).status).toBe(503)
  })

  it('Retry-After is passed on and kept', async () => {
    const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
    provider.onToken = () => new Response('', { status: 503, headers: { 'retry-after': '40' } })
    const answer = await browser.poll(flow)
    expect(answer).toMatchObject({ status: 503, body: { retry_after: 40 } })
    expect(answer.headers.get('retry-after')).toBe('40')
    await clock.advance(38_000)
    expect((await browser.poll(flow)).body.status).toBe('pending')
    expect(tokenRequests()).toHaveLength(1)
    await clock.advance(2_000)
    await browser.poll(flow)
    expect(tokenRequests()).toHaveLength(2)
  })

  it('past the expiry it is expiry', async () => {
    const { browser, clock, provider, flow } = await startedFlow()
    provider.onToken = () => new Response('', { status: 500 })
    await clock.advance(115_000)
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
  })
})

describe('how a flow ends', () => {
  it.each([
    ['access_denied', 400, 400],
    ['expired_token', 400, 400],
    ['invalid_grant', 400, 400],
    ['transaction_failed', 400, 400],
    ['invalid_request', 400, 400],
    ['unauthorized_client', 400, 400],
    ['invalid_client', 401, 500],
  ])(
    '%s with %i is answered with %i, also when asked again, and ends the polling',
    async (code, sent, told) => {
      const { browser, clock, provider, flow, tokenRequests } = await startedFlow()
      provider.onToken = () => oauthError(code, sent)
      const answer = await browser.poll(flow)
      expect(answer).toMatchObject({ status: told, body: { error: code } })
      expect(answer.body.error_description).not.toContain('planted')
      await clock.advance(10_000)
      expect(await browser.poll(flow)).toMatchObject({ status: told, body: { error: code } })
      await clock.advance(160_000)
      expect(await browser.poll(flow)).toMatchObject({ status: told, body: { error: code } })
      expect(tokenRequests()).toHaveLength(1)
      await clock.advance(5_000)
      expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    },
  )

  it.each([200, 202])('access_denied with %i is a refusal all the same', async (status) => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => json(status, { error: 'access_denied' })
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'access_denied' } })
  })

  it('pending beside half of the tokens is no pending', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => json(200, { error: 'authorization_pending', access_token: 'planted' })
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'transaction_failed' } })
  })

  it('an unknown code is not passed on', async () => {
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => oauthError('planted-code')
    expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'transaction_failed' } })
  })

  it.each(['invalid_grant', 'authorization_pending', 'slow_down'])(
    'past its expiry, %s is expiry',
    async (code) => {
      const { browser, clock, provider, flow } = await startedFlow()
      provider.onToken = () => oauthError(code)
      await clock.advance(115_000)
      expect(await browser.poll(flow)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    },
  )

  it('an approval at the last moment counts', async () => {
    const { browser, clock, provider, flow } = await startedFlow()
    provider.onToken = () => tokens()
    await clock.advance(116_000)
    expect((await browser.poll(flow)).body.status).toBe('approved')
  })

  it('an unknown, a foreign and a cookie-less flow look the same', async () => {
    const { browser, handler, flow, tokenRequests } = await startedFlow()
    const stranger = createBrowser(handler)
    const expired = { status: 400, body: { error: 'expired_token' } }
    expect(await browser.poll('no-such-flow')).toMatchObject(expired)
    expect(await stranger.poll(flow)).toMatchObject(expired)
    await stranger.start()
    expect(await stranger.poll(flow)).toMatchObject(expired)
    expect(tokenRequests()).toHaveLength(0)
  })

  it.each([undefined, 7, '', 'x'.repeat(129)])('the handle %j is a malformed request', async (flow) => {
    expect(await createBackEnd().browser.poll(flow)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })
})

describe('events', () => {
  it('name the flow by an id that is worth nothing', async () => {
    const { browser, flow, events } = await startedFlow()
    await browser.poll(flow)
    const [start, poll] = events
    expect(poll).toMatchObject({ type: 'request_finished', operation: 'poll', outcome: 'pending' })
    expect(poll?.flowId).toBe(start?.flowId)
    expect(await browser.poll(poll?.flowId)).toMatchObject({ status: 400 })
  })

  it('say what kind of failure it was', async () => {
    const { browser, provider, flow, events } = await startedFlow()
    provider.onToken = () => new Response('', { status: 502 })
    await browser.poll(flow)
    expect(events.at(-1)).toMatchObject({
      outcome: 'temporarily_unavailable',
      error: { kind: 'unavailable', technicalDetail: 'HTTP 502' },
    })
  })
})
