import { describe, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { createBackEnd } from '../support/auth-back-end.js'

const POSTS = ['/start', '/poll', '/totp', '/cancel', '/sign-out']
const origin = 'https://app.example'
const jsonHeaders = { 'content-type': 'application/json', origin }

describe('every answer', () => {
  it.each([
    ['/session', {}],
    ['/nowhere', {}],
    ['/poll', { method: 'POST' }],
    ['/sign-out', { method: 'POST', headers: { origin } }],
  ])('of %s is JSON, is not stored and carries a request id', async (path, init) => {
    const { headers, body, status } = await createBackEnd().browser.send(path, init)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
    if (status >= 400) expect(body.request_id).toBe(headers.get('x-request-id'))
  })

  it.each([
    ['client-made-id', true],
    ['short', false],
    ['has spaces in it', false],
    ['x'.repeat(65), false],
  ])('takes the request id %s of the client: %s', async (id, taken) => {
    const { headers } = await createBackEnd().browser.send('/session', { headers: { 'x-request-id': id } })
    expect(headers.get('x-request-id') === id).toBe(taken)
  })
})

describe('paths and methods', () => {
  it('an unknown path is 404', async () => {
    const { browser } = createBackEnd()
    for (const path of ['/nowhere', '/start/', '/start/more', ''])
      expect(await browser.send(path, {})).toMatchObject({ status: 404, body: { error: 'not_found' } })
  })

  it.each(POSTS)('%s is POST alone', async (path) => {
    const answer = await createBackEnd().browser.send(path, {})
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })

  it('/session is GET alone', async () => {
    const answer = await createBackEnd().browser.post('/session')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET')
  })

  it.each([
    ['/api/sign-in/', '/api/sign-in'],
    ['/', ''],
  ])('is mounted at basePath %s', async (basePath, prefix) => {
    const { handler } = createBackEnd({ basePath })
    expect((await createBrowser(handler, origin, prefix).session()).status).toBe(200)
  })
})

describe('bodies', () => {
  const send = (body: string, headers: Record<string, string> = jsonHeaders) =>
    createBackEnd().browser.send('/start', { method: 'POST', body, headers })

  it('another content type is 415', async () => {
    expect(await send('{}', { origin, 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    expect(await send('{}', { origin })).toMatchObject({ status: 415 })
  })

  it('a charset beside the type is fine', async () => {
    const answer = await send('{}', { origin, 'content-type': 'application/json; charset=utf-8' })
    expect(answer.body.error).toBe('invalid_login_hint')
  })

  it('more than 4 KB is 413, however it is sent', async () => {
    const long = JSON.stringify({ login_hint: 'x'.repeat(4096) })
    expect((await send(long)).status).toBe(413)
    const stream = new Blob([long]).stream()
    const init = { method: 'POST', body: stream, headers: jsonHeaders, duplex: 'half' } as RequestInit
    expect((await createBackEnd().browser.send('/start', init)).status).toBe(413)
  })

  it.each(['', '{', 'null', '[]', '"text"', '7'])('%j is a malformed request', async (body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

describe('a state-changing call must come from the page', () => {
  const send = (path: string, headers: Record<string, string>) =>
    createBackEnd().browser.send(path, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', ...headers },
    })

  it.each(POSTS)('%s refuses other origins, "null", and silence', async (path) => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'http://app.example' },
      { origin: 'https://app.example.evil.example' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      {},
    ]
    for (const headers of foreign)
      expect(await send(path, headers)).toMatchObject({ status: 403, body: { error: 'forbidden_origin' } })
  })

  it.each(POSTS)('%s takes Sec-Fetch-Site: same-origin where there is no Origin', async (path) => {
    expect((await send(path, { 'sec-fetch-site': 'same-origin' })).status).not.toBe(403)
  })

  it('the option "origin" says what the page’s origin is, behind a proxy', async () => {
    const { handler } = createBackEnd({ origin: 'https://shop.example/' })
    const inside = createBrowser(handler, 'http://10.0.0.7:8080')
    expect((await inside.start()).status).toBe(403)
    const init = {
      method: 'POST',
      body: JSON.stringify({ login_hint: 'ada', binding_message: 'KQ7-42M' }),
      headers: { 'content-type': 'application/json', origin: 'https://shop.example' },
    }
    const answer = await inside.send('/start', init)
    expect(answer.status).toBe(200)
    expect(answer.setCookies[0]).toMatch(/^__Host-ciba-flow=.*Secure/)
  })
})

describe('what nobody expected', () => {
  it('is 500 with a request id and an event, and says nothing of the inside', async () => {
    const store = {
      get: async () => {
        throw new Error('planted inner message')
      },
      set: async () => true,
      delete: async () => true,
    }
    const { browser, events } = createBackEnd({ store })
    const answer = await browser.start({ key: 'a-key-of-sixteen-or-more' })
    expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } })
    expect(JSON.stringify([answer.body, events])).not.toContain('planted')
    expect(events).toMatchObject([
      {
        type: 'request_finished',
        operation: 'initiate',
        outcome: 'server_error',
        requestId: answer.body.request_id,
      },
    ])
  })

  it('a listener that throws changes nothing', async () => {
    const { browser } = createBackEnd({
      onEvent: () => {
        throw new Error('broken listener')
      },
    })
    expect((await browser.start()).status).toBe(200)
    expect((await browser.totp('123456')).status).toBe(404)
  })
})
