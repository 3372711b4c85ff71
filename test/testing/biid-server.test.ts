import { describe, expect, it } from 'vitest'
import { type BiidState, createBiidServer, createMovedClock } from '../../src/testing.js'

function setUp() {
  const clock = createMovedClock()
  const server = createBiidServer({ clock, expiresInS: 60 })
  async function send(path: string, token?: unknown, method = 'GET') {
    const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token as string}` }
    const answer = await server.handle(
      new Request(`https://app.example/api/biid${path}`, { method, headers }),
    )
    return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, unknown> }
  }
  const token = async () => (await send('/token', undefined, 'POST')).body.access_token
  return { clock, server, send, token }
}

describe('an account', () => {
  it.each([
    ['UNREGISTERED', 'notRegistered'],
    ['UNVERIFIED', 'notVerified'],
    ['VERIFIED', 'notAccredited'],
    ['ACCREDITED', 'notCertified'],
    ['UNCERTIFIED', 'notCertified'],
  ] satisfies [BiidState, string][])('that is %s is refused as %s', async (state, invalidState) => {
    const { server, send, token } = setUp()
    server.setState(state)
    const held = await token()
    expect(await send('/user-state', held)).toEqual({ status: 200, body: { state } })
    expect(await send('/signatures', held)).toMatchObject({
      status: 403,
      body: { error: { type: 'invalidUserState', invalidState, traceId: expect.any(String) as string } },
    })
  })

  it('to which nothing is missing is served', async () => {
    const { send, token } = setUp()
    expect((await send('/signatures', await token())).status).toBe(200)
  })
})

describe('a token', () => {
  it('is refused when it expired, when its scope changed, and where it is none', async () => {
    const { clock, server, send, token } = setUp()
    const said = async (held?: unknown) => (await send('/signatures', held)).body.error
    const first = await token()
    await clock.advance(60_000)
    expect(await said(first)).toMatchObject({ type: 'invalidToken', message: 'The access token has expired' })
    const second = await token()
    server.changeScope()
    expect(await said(second)).toMatchObject({ message: 'The scope of the token changed' })
    expect((await send('/signatures', await token())).status).toBe(200)
    expect(await said()).toMatchObject({ type: 'invalidToken', action: 'login' })
    expect((await send('/user-state')).status).toBe(401)
  })
})
