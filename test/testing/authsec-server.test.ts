import { describe, expect, it } from 'vitest'
import { type AuthSecServerOptions, createAuthSecServer, createMovedClock } from '../../src/testing.js'

const HINT = 'dana@example.com'
const WITH = { path: '/tenant', named: { client_id: 'web' } }
const WITHOUT = { path: '', named: {} }

function setUp(options: AuthSecServerOptions = {}) {
  const clock = createMovedClock()
  const server = createAuthSecServer({
    clock,
    clientIds: ['web'],
    users: [{ email: HINT }, { email: 'no-phone@example.com', hasPhone: false }],
    ...options,
  })
  const { prefix = '/uflow/auth' } = options
  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await server.handle(
      new Request(`https://authsec.example${prefix}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
    const text = await answer.text()
    const parsed = (text.startsWith('{') ? JSON.parse(text) : text) as Record<string, unknown>
    return { status: answer.status, headers: answer.headers, body: parsed }
  }
  const push = ({ path, named }: typeof WITH | typeof WITHOUT, hint = HINT) =>
    post(`${path}/ciba/initiate`, {
      ...named,
      [path === '' ? 'login_hint' : 'email']: hint,
      binding_message: 'KQ7-42M',
    })
  const poll = ({ path, named }: typeof WITH | typeof WITHOUT, auth_req_id: unknown) =>
    post(`${path}/ciba/token`, { ...named, auth_req_id })
  const totp = ({ path, named }: typeof WITH | typeof WITHOUT, totp_code: string, email = HINT) =>
    post(`${path}/totp/login`, { ...named, email, totp_code })
  return { clock, server, post, push, poll, totp }
}

describe.each([
  ['with a client id', WITH, { pending: 202, denied: 400, wrong: 401, unknown: 401 }],
  ['without a client id', WITHOUT, { pending: 200, denied: 403, wrong: 400, unknown: 404 }],
])('the route %s', (_name, route, status) => {
  it('sends a push to the phone', async () => {
    const { clock, server, push } = setUp()
    const { status: ok, body } = await push(route)
    expect(ok).toBe(200)
    expect(body).toMatchObject({ auth_req_id: expect.any(String) as string, expires_in: 300, interval: 5 })
    const expiresAt = clock.now() + 300_000
    expect(server.prompts()).toEqual([{ hint: HINT, bindingMessage: 'KQ7-42M', expiresAt }])
  })

  it.each([
    ['nobody@example.com', 'user_not_found'],
    ['no-phone@example.com', 'no_device_registered'],
  ])('refuses %s with 200 and %s', async (hint, error) => {
    const { server, push } = setUp()
    expect(await push(route, hint)).toMatchObject({ status: 200, body: { error, auth_req_id: '' } })
    expect(server.prompts()).toEqual([])
  })

  it('is pending, then approved once', async () => {
    const { server, push, poll } = setUp()
    const { auth_req_id: id } = (await push(route)).body
    expect(await poll(route, id)).toMatchObject({
      status: status.pending,
      body: { error: 'authorization_pending' },
    })
    expect(server.approve(HINT.toUpperCase())).toBe(true)
    expect(server.prompts()).toEqual([])
    expect(await poll(route, id)).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String) as string, token_type: 'Bearer', expires_in: 86_400 },
    })
    expect(await poll(route, id)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
  })

  it('says that the person declined', async () => {
    const { server, push, poll } = setUp()
    const { auth_req_id: id } = (await push(route)).body
    expect(server.deny(HINT)).toBe(true)
    expect(await poll(route, id)).toMatchObject({ status: status.denied, body: { error: 'access_denied' } })
  })

  it('lets a request lapse by its clock', async () => {
    const { clock, server, push, poll } = setUp({ expiresInS: 60 })
    const { auth_req_id: id } = (await push(route)).body
    await clock.advance(59_999)
    expect((await poll(route, id)).body.error).toBe('authorization_pending')
    await clock.advance(1)
    expect(await poll(route, id)).toMatchObject({ status: 400, body: { error: 'expired_token' } })
    expect(server.approve(HINT)).toBe(false)
  })

  it('knows a wrong code, locks after three, and opens with a new push', async () => {
    const { push, totp } = setUp({ totpCode: (email) => (email === HINT ? '777777' : '') })
    for (const remaining of [2, 1])
      expect(await totp(route, '000000')).toMatchObject({ status: status.wrong, body: { remaining } })
    for (const code of ['000000', '777777'])
      expect((await totp(route, code)).body).toMatchObject({ error: 'too_many_retries', remaining: 0 })
    await push(route)
    expect(await totp(route, '777777')).toMatchObject({ status: 200, body: { success: true } })
    expect((await totp(route, '000000')).body.remaining).toBe(2)
  })

  it('does not know somebody unknown by a code either', async () => {
    expect((await setUp().totp(route, '123456', 'nobody@example.com')).status).toBe(status.unknown)
  })

  it.each(['/ciba/initiate', '/ciba/token', '/totp/login'])('wants the members of %s', async (path) => {
    const { post } = setUp()
    for (const body of [{}, [], 'no JSON']) expect((await post(route.path + path, body)).status).toBe(400)
  })
})

it('knows no other client id', async () => {
  const { push, poll, totp } = setUp()
  const other = { path: '/tenant', named: { client_id: 'other' } }
  expect(await push(other)).toMatchObject({ status: 200, body: { error: 'tenant_not_found' } })
  expect((await totp(other, '123456')).status).toBe(401)
  const { auth_req_id: id } = (await push(WITH)).body
  expect(await poll(other, id)).toMatchObject({ status: 400, body: { error: 'invalid_client' } })
  expect(await poll(WITHOUT, id)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

it('answers the newest of two pushes', async () => {
  const { server, push, poll } = setUp()
  const first = (await push(WITH)).body.auth_req_id
  const second = (await push(WITH)).body.auth_req_id
  server.approve(HINT)
  expect((await poll(WITH, first)).status).toBe(202)
  expect((await poll(WITH, second)).status).toBe(200)
})

it('plays faults for the polls that come, in order, and notes every call', async () => {
  const { server, push, poll } = setUp()
  server.failPolls('unavailable', 2)
  server.failPolls('accepted')
  const { auth_req_id: id } = (await push(WITH)).body
  const statuses = []
  for (let polls = 0; polls < 4; polls++) statuses.push((await poll(WITH, id)).status)
  expect(statuses).toEqual([503, 503, 202, 202])
  server.failPolls('drop')
  await expect(poll(WITH, id)).rejects.toBeInstanceOf(TypeError)
  expect(server.calls.map(({ operation }) => operation)).toEqual([
    'initiate',
    ...Array<string>(5).fill('poll'),
  ])
})

describe('headers', () => {
  it('bring back the request id that came, else a new one', async () => {
    const { server, post } = setUp()
    const sent = await post('/ciba/token', {}, { 'x-request-id': 'mine' })
    expect(sent.headers.get('x-request-id')).toBe('mine')
    expect((await post('/ciba/token', {})).headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(server.calls.map(({ sentRequestId }) => sentRequestId)).toEqual(['mine', null])
  })

  it('let other origins call, but neither send nor read a request id', async () => {
    const { server } = setUp()
    const preflight = await server.handle(
      new Request('https://authsec.example/uflow/auth/ciba/token', {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example',
          'access-control-request-headers': 'content-type,x-request-id',
        },
      }),
    )
    expect(preflight.status).toBe(200)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/content-type/i)
    expect(preflight.headers.get('access-control-allow-headers')).not.toMatch(/x-request-id/i)
    expect(preflight.headers.has('access-control-expose-headers')).toBe(false)
    expect(server.calls).toEqual([])
  })
})

it.each(['/nothing', '/constructor', '/tenant/tenant/ciba/token'])('has no page %s', async (path) => {
  expect((await setUp().post(path, {})).status).toBe(404)
})

it('is mounted where the release has it', async () => {
  const { push, server } = setUp({ prefix: '/authsec/auth' })
  expect((await push(WITH)).status).toBe(200)
  const elsewhere = new Request('https://authsec.example/uflow/auth/ciba/token', { method: 'POST' })
  expect((await server.handle(elsewhere)).status).toBe(404)
})
