import { describe, expect, it } from 'vitest'
import { createMovedClock, createNexlaServer, type NexlaServerOptions } from '../../src/testing.js'

function setUp(options: NexlaServerOptions = {}) {
  const clock = createMovedClock()
  const server = createNexlaServer({ clock, ...options })
  async function send(path: string, authorization?: string, method = 'GET') {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await server.handle(new Request(`https://nexla.example${path}`, { method, headers }))
    return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, unknown> }
  }
  const token = (key: string) => send('/token', `Basic ${key}`, 'POST')
  return { clock, server, send, token }
}

describe('a token', () => {
  it('is given for a service key that is good', async () => {
    const { send, token } = setUp({ serviceKeys: ['one', 'two'] })
    const { status, body } = await token('two')
    expect([status, body.expires_in]).toEqual([200, 3_600])
    expect((await send('/data_flows', `Bearer ${body.access_token as string}`)).status).toBe(200)
  })

  it('is not given for any other', async () => {
    const { send, token } = setUp()
    for (const answer of [await token('wrong'), await send('/token', undefined, 'POST')])
      expect(answer).toMatchObject({ status: 401, body: { error_code: 'AUTH_002', details: {} } })
  })

  it('comes as the kind of JSON that was asked for', async () => {
    const { server } = setUp()
    const typeFor = async (accept: string, key = 'service-key') => {
      const headers = { accept, authorization: `Basic ${key}` }
      const request = new Request('https://nexla.example/token', { method: 'POST', headers })
      return (await server.handle(request)).headers.get('content-type')
    }
    const own = 'application/vnd.nexla.api.v1+json'
    expect([await typeFor(own), await typeFor(own, 'wrong')]).toEqual([own, own])
    expect(await typeFor('*/*')).toBe('application/json')
  })

  it('expires, and the answer says when and what time it is', async () => {
    const { clock, send, token } = setUp({ expiresInS: 60 })
    const { body } = await token('service-key')
    await clock.advance(60_000)
    expect(await send('/data_flows', `Bearer ${body.access_token as string}`)).toMatchObject({
      status: 401,
      body: { error_code: 'AUTH_003', details: { current_time: '2026-01-15T10:31:00Z' } },
    })
    expect((await send('/data_flows', 'Bearer made-up')).body.error_code).toBe('AUTH_001')
  })
})

it('says until when a limit holds, by its clock', async () => {
  const { server, send } = setUp({ retryAfterS: 12 })
  server.fail('RATE_001')
  expect(await send('/data_flows')).toMatchObject({
    status: 429,
    body: { details: { limit: 100, window: '1 minute', retry_after: '2026-01-15T10:30:12Z' } },
  })
})
