import { describe, expect, it } from 'vitest'
import { type AuthOsServerOptions, createAuthOsServer, createMovedClock } from '../../src/testing.js'

function setUp(options: AuthOsServerOptions = {}) {
  const clock = createMovedClock()
  const server = createAuthOsServer({ clock, ...options })
  const { prefix = '' } = options
  async function send(path: string, init: RequestInit = {}) {
    const answer = await server.handle(new Request(`https://authos.example${prefix}${path}`, init))
    const text = await answer.text()
    const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>
    return { status: answer.status, headers: answer.headers, body }
  }
  const withToken = (token: unknown) => ({ headers: { authorization: `Bearer ${token as string}` } })
  const refresh = (refresh_token: unknown) =>
    send('/api/auth/refresh', { method: 'POST', body: JSON.stringify({ refresh_token }) })
  return { clock, server, send, withToken, refresh }
}

describe('a token', () => {
  it('is good until it expires', async () => {
    const { clock, server, send, withToken } = setUp({ expiresInS: 60 })
    const { accessToken } = server.issue()
    await clock.advance(59_999)
    expect((await send('/api/teams', withToken(accessToken))).status).toBe(200)
    await clock.advance(1)
    expect(await send('/api/teams', withToken(accessToken))).toMatchObject({
      status: 401,
      body: {
        error: 'The access token has expired',
        error_code: 'TOKEN_EXPIRED',
        timestamp: '2026-01-15T10:31:00.000Z',
      },
    })
  })

  it('must be there, and be one of its own', async () => {
    const { send, withToken } = setUp()
    expect((await send('/api/teams')).body.error_code).toBe('UNAUTHORIZED')
    expect((await send('/api/teams', withToken('made-up'))).body.error_code).toBe('JWT_ERROR')
  })

  it('is replaced with its refresh token, which works once: a second time ends the session', async () => {
    const { server, send, withToken, refresh } = setUp()
    const first = server.issue()
    const { status, body } = await refresh(first.refreshToken)
    expect(status).toBe(200)
    expect((await send('/api/teams', withToken(body.access_token))).status).toBe(200)
    expect((await refresh(first.refreshToken)).status).toBe(401)
    expect((await refresh(body.refresh_token)).status).toBe(401)
    expect((await send('/api/teams', withToken(body.access_token))).status).toBe(401)
    expect((await refresh(server.issue().refreshToken)).status).toBe(200)
  })

  it('gives way to a key', async () => {
    const { send } = setUp({ apiKeys: ['good'] })
    const statuses = []
    for (const key of ['good', 'bad'])
      statuses.push((await send('/api/teams', { headers: { 'x-api-key': key } })).status)
    expect(statuses).toEqual([200, 401])
  })
})

describe('a failure', () => {
  it('is met as often as it was asked for, in order', async () => {
    const { server, send, withToken } = setUp({ retryAfterS: 7 })
    const token = withToken(server.issue().accessToken)
    server.fail('RATE_LIMIT_EXCEEDED')
    server.fail('DATABASE_ERROR', 2)
    server.fail('unavailable')
    const answers = []
    for (let n = 0; n < 5; n++) answers.push(await send('/api/teams', token))
    expect(answers.map(({ status }) => status)).toEqual([429, 500, 500, 503, 200])
    expect(answers[0]?.headers.get('retry-after')).toBe('7')
    expect(answers[0]?.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(answers[1]?.body.error_code).toBe('DATABASE_ERROR')
  })

  it('can be taken back', async () => {
    const { server, send, withToken } = setUp()
    server.fail('UNAVAILABLE', 5)
    server.mend()
    expect((await send('/api/teams', withToken(server.issue().accessToken))).status).toBe(200)
  })

  it('can be a connection that breaks', async () => {
    const { server, send } = setUp()
    server.fail('NETWORK')
    await expect(send('/api/teams')).rejects.toBeInstanceOf(TypeError)
    expect(server.calls).toMatchObject([{ operation: 'api', status: null }])
  })
})

it('notes each call, and brings back its request id', async () => {
  const { server, send } = setUp({ prefix: '/authos' })
  const { headers } = await send('/api/teams', { headers: { 'x-request-id': 'mine' } })
  expect(headers.get('x-request-id')).toBe('mine')
  expect(headers.get('date')).toBe('Thu, 15 Jan 2026 10:30:00 GMT')
  expect(server.calls).toMatchObject([
    { operation: 'api', method: 'GET', path: '/api/teams', status: 401, sentRequestId: 'mine' },
  ])
  expect((await send('/elsewhere')).status).toBe(404)
  expect(server.calls).toHaveLength(1)
})
