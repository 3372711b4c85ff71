import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { type DeviceFlowOptions, deviceFlow } from '../../src/systems/device-flow.js'
import { createDeviceServer, DEVICE_GRANT } from '../support/device-server.js'
import { startHttpListener } from '../support/http-listener.js'

type Http = Awaited<ReturnType<typeof startHttpListener>>
const open: Http[] = []
let server: ReturnType<typeof createDeviceServer>

beforeEach(() => {
  server = createDeviceServer()
})
afterEach(() => Promise.all(open.splice(0).map((http) => http.close())))

async function setUp(options: Partial<DeviceFlowOptions> = {}, handle = server.handle) {
  const requests: Request[] = []
  const http = await startHttpListener((request) => {
    requests.push(request.clone())
    return handle(request)
  })
  open.push(http)
  const system = deviceFlow({
    clientId: 'tv',
    deviceAuthorizationUrl: `${http.origin}/device`,
    tokenUrl: `${http.origin}/token`,
    ...options,
  })
  const call = { signal: new AbortController().signal, requestId: 'id-of-ours' }
  const start = () =>
    system.initiate({ loginHint: '', bindingMessage: 'KQ7-42M' }, { ...call, idempotencyKey: 'k' })
  return { http, system, requests, start, poll: (code: string) => system.poll(code, call) }
}

const answering = (body: unknown, status = 200) =>
  setUp({}, async () => new Response(JSON.stringify(body), { status }))

const ACCEPTED = {
  device_code: 'secret-device-code',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://id.example/device',
  expires_in: 1800,
}

describe('the request for a code', () => {
  it('is a form with the client and the scope, and has no cookie and no login hint', async () => {
    const { start, requests } = await setUp({ scope: 'openid profile', parameters: { audience: 'api' } })
    await start()
    const [seen] = server.seen
    expect(seen?.type).toMatch(/^application\/x-www-form-urlencoded\b/)
    expect(Object.fromEntries(seen?.params ?? [])).toEqual({
      client_id: 'tv',
      scope: 'openid profile',
      audience: 'api',
    })
    expect(requests[0]?.headers.get('cookie')).toBeNull()
  })

  it('and each poll carry our id where that is wanted, and an id of the app’s own in its place', async () => {
    const idsSent = async (options: Partial<DeviceFlowOptions>) => {
      const { start, poll, requests } = await setUp(options)
      await poll((await start()).authReqId)
      return requests.map(({ headers }) => headers.get('x-request-id'))
    }
    expect(await idsSent({})).toEqual([null, null])
    expect(await idsSent({ sendRequestId: true })).toEqual(['id-of-ours', 'id-of-ours'])
    const headers = { 'X-Request-ID': 'own' }
    expect(await idsSent({ sendRequestId: true, headers })).toEqual(['own', 'own'])
  })

  it('brings the code, the addresses and the times', async () => {
    expect(await (await setUp()).start()).toEqual({
      authReqId: 'device-code-of-the-test-1',
      expiresIn: 300,
      interval: 5,
      requestId: 'id-of-ours',
      verification: {
        userCode: 'WDJB-MJH1',
        uri: 'https://id.example/device',
        uriComplete: 'https://id.example/device?user_code=WDJB-MJH1',
      },
    })
  })

  it('has 5 seconds between polls and one address where the server says no more', async () => {
    expect(await (await answering(ACCEPTED)).start()).toMatchObject({
      interval: 5,
      verification: { userCode: 'WDJB-MJHT', uri: 'https://id.example/device' },
    })
  })

  it('reads the address by the name that Google gives it', async () => {
    const { verification_uri: verification_url, ...rest } = ACCEPTED
    const { start } = await answering({ ...rest, verification_url })
    expect(await start()).toMatchObject({ verification: { uri: 'https://id.example/device' } })
  })

  it.each<[string, object]>([
    ['device_code', { device_code: '' }],
    ['user_code', { user_code: 7 }],
    ['expires_in', { expires_in: 'soon' }],
    ['verification_uri', { verification_uri: undefined }],
    ['verification_uri', { verification_uri: 'javascript:alert(1)' }],
    ['verification_uri', { verification_uri: 'data:text/html,x' }],
    ['verification_uri', { verification_uri: '/device' }],
    ['verification_uri', { verification_uri: 'https://id.example/a b' }],
    ['verification_uri_complete', { verification_uri_complete: 'java\nscript:alert(1)' }],
    ['verification_uri_complete', { verification_uri_complete: '' }],
  ])('is refused with a word about %s: %o', async (member, change) => {
    await expect((await answering({ ...ACCEPTED, ...change })).start()).rejects.toMatchObject({
      code: 'unreadable_answer',
      technicalDetail: `The answer has no usable "${member}".`,
    })
  })

  it.each<[string, number, object, object]>([
    ['an unknown client', 401, { error: 'invalid_client' }, { kind: 'misconfigured', retryable: false }],
    ['a refusal that comes with 200', 200, { error: 'invalid_scope' }, { kind: 'misconfigured' }],
    ['a refusal by policy', 403, { error: 'access_denied' }, { kind: 'forbidden' }],
    ['the same in capitals', 403, { error: 'No', error_code: 'ACCESS_DENIED' }, { kind: 'forbidden' }],
    ['a page', 200, ['<html>'], { code: 'unreadable_answer' }],
  ])('fails with what it is: %s', async (_what, status, body, wanted) => {
    await expect((await answering(body, status)).start()).rejects.toMatchObject(wanted)
  })
})

describe('a poll', () => {
  it('is a form with the grant type, the code and the client; the code is nowhere in an address', async () => {
    const { start, poll, http } = await setUp({ scope: 'openid' })
    await poll((await start()).authReqId)
    expect(Object.fromEntries(server.seen[1]?.params ?? [])).toEqual({
      client_id: 'tv',
      grant_type: DEVICE_GRANT,
      device_code: 'device-code-of-the-test-1',
    })
    expect(http.urls.join(' ')).not.toContain('device-code')
  })

  it('too soon is slow-down, an answer and no failure', async () => {
    const { start, poll } = await setUp()
    const { authReqId } = await start()
    expect(await poll(authReqId)).toEqual({ type: 'pending' })
    expect(await poll(authReqId)).toEqual({ type: 'slow_down' })
  })

  it('passes on how long to wait', async () => {
    const { poll } = await setUp({}, async () => {
      const body = JSON.stringify({ error: 'slow_down' })
      return new Response(body, { status: 400, headers: { 'retry-after': '20' } })
    })
    expect(await poll('code')).toMatchObject({ type: 'slow_down', retryAt: expect.any(Number) as number })
  })

  it('that fails says nothing of the code, also where the server repeats it', async () => {
    const description = 'No device for device_code=secret-device-code'
    const { poll } = await answering({ error: 'invalid_grant', error_description: description }, 400)
    const error = await poll('secret-device-code').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'invalid_token', code: 'invalid_grant', recovery: 'start_over' })
    expect(JSON.stringify(error)).not.toContain('secret-device-code')
  })

  it('takes no cookie along, which a server of another origin has no use for', async () => {
    const sent: RequestInit[] = []
    const { start, poll } = await setUp({
      fetch(input, init = {}) {
        sent.push(init)
        return fetch(input, init)
      },
    })
    await poll((await start()).authReqId)
    expect(sent.map(({ credentials }) => credentials)).toEqual(['omit', 'omit'])
  })

  it('takes the headers of the app along', async () => {
    const { start, requests } = await setUp({ headers: { authorization: 'Basic dHY6c2VjcmV0' } })
    await start()
    expect(requests[0]?.headers.get('authorization')).toBe('Basic dHY6c2VjcmV0')
  })
})

describe.each([
  ['the standard’s words', 'oauth', {}],
  ['AuthOS’s words', 'authos', { encoding: 'json', parameters: { org: 'acme', service: 'tv' } }],
] as const)('a sign-in in %s', (_name, wire, options) => {
  async function flow() {
    server = createDeviceServer(wire)
    const { system, http } = await setUp(options)
    const controller = createCibaController({ client: system, clock: server.clock })
    const view = controller.getView
    /** Time passes, and what is on the wire arrives. */
    async function advance(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        const before = server.seen.length
        await server.clock.advance(1_000)
        await new Promise((resolve) => setTimeout(resolve, before === server.seen.length ? 1 : 10))
      }
    }
    const wait = async (status: string) => {
      for (let turns = 0; view().status !== status && turns < 200; turns++)
        await new Promise((resolve) => setTimeout(resolve, 5))
    }
    controller.start()
    await wait('polling')
    return { controller, view, advance, wait, http }
  }
  const polls = () => server.seen.filter(({ path }) => path === '/token').length

  it('is begun in the form that the server reads', async () => {
    const { view } = await flow()
    expect(view()).toMatchObject({ status: 'polling', verification: { userCode: 'WDJB-MJH1' } })
    expect(server.seen[0]?.type).toMatch(wire === 'oauth' ? /urlencoded/ : /^application\/json/)
    expect(server.seen[0]?.params.get('org')).toBe(wire === 'oauth' ? null : 'acme')
  })

  it('waits through pending polls, at the server’s pace, until it is approved', async () => {
    const { controller, view, advance, wait } = await flow()
    await advance(16)
    expect(view().status).toBe('polling')
    expect(polls()).toBe(3)
    expect(server.devices[0]?.intervalMs).toBe(5_000)
    const signedIn = controller.startAsync()
    server.approve()
    await advance(5)
    await wait('approved')
    expect((await signedIn).tokens).toMatchObject({ accessToken: 'token-of-the-test' })
  })

  it('slows down where it is told to', async () => {
    const { advance, view } = await flow()
    // As if another page had polled for the same code a moment before.
    const [device] = server.devices
    await advance(4)
    if (device) device.polledAt = Number.MAX_SAFE_INTEGER
    await advance(2)
    expect(polls()).toBe(1)
    if (device) device.polledAt = -Infinity
    await advance(8)
    expect(polls()).toBe(1)
    await advance(2)
    expect(polls()).toBe(2)
    expect(view().status).toBe('polling')
  })

  it('expires when the server says so', async () => {
    const { advance, view, wait } = await flow()
    const [device] = server.devices
    if (device) device.expiresAt = 0
    await advance(5)
    await wait('expired')
    expect(view()).toMatchObject({
      status: 'expired',
      error: {
        kind: 'expired',
        retryable: false,
        code: wire === 'oauth' ? 'expired_token' : 'DEVICE_CODE_EXPIRED',
      },
    })
  })

  it('ends where it is refused', async () => {
    const { advance, view, wait } = await flow()
    server.deny()
    await advance(5)
    await wait('denied')
    expect(view()).toMatchObject({ status: 'denied', error: { code: 'access_denied' } })
  })

  it('gets its code also where the first request fails, with no more than one code in use', async () => {
    server = createDeviceServer(wire)
    const { system, http } = await setUp(options)
    http.failNext('unavailable')
    const controller = createCibaController({ client: system, clock: server.clock })
    controller.start()
    for (let turns = 0; controller.getView().status === 'pushing' && turns < 100; turns++) {
      await server.clock.advance(1_000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(controller.getView().status).toBe('polling')
    expect(server.devices).toHaveLength(1)
  })
})

it.each<[string, object | undefined]>([
  ['clientId', { clientId: '' }],
  ['deviceAuthorizationUrl', { deviceAuthorizationUrl: undefined }],
  ['tokenUrl', { tokenUrl: 7 }],
])('refuses to be made without its %s', (name, change) => {
  const options = { clientId: 'tv', deviceAuthorizationUrl: '/device', tokenUrl: '/token', ...change }
  expect(() => deviceFlow(options as DeviceFlowOptions)).toThrow(
    new TypeError(`react-ciba: deviceFlow needs "${name}", got ${String((options as never)[name])}`),
  )
})

it('says what it needs where it is given nothing', () => {
  expect(() => deviceFlow(undefined as unknown as DeviceFlowOptions)).toThrow(/needs "clientId"/)
})
