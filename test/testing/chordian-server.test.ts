import { describe, expect, it } from 'vitest'
import { type ChordianServerOptions, createChordianServer, createMovedClock } from '../../src/testing.js'
import { createCookieJar } from '../support/cookie-jar.js'

const SANDBOX = { email: 'test@example.com', password: 'ValidPass123!' }

function setUp(options: ChordianServerOptions = {}) {
  const clock = createMovedClock()
  const server = createChordianServer({ clock, ...options })
  const jar = createCookieJar()
  async function send(path: string, init: RequestInit = {}) {
    const request = new Request(`https://chordian.example/api/${path}`, init)
    jar.addTo(request.headers)
    const answer = await server.handle(request)
    jar.keep(answer.headers)
    const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
    const { code, details, documentation_url } = (body.error ?? {}) as Record<string, unknown>
    return { status: answer.status, headers: answer.headers, body, code, details, documentation_url }
  }
  const post = (path: string, body: object = {}) =>
    send(`auth/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const me = (token: unknown) => send('me', { headers: { authorization: `Bearer ${token as string}` } })
  return { clock, jar, server, send, post, me }
}

describe('the sandbox', () => {
  it('signs in with the right password: a token, and a cookie that no script reads', async () => {
    const { post, me } = setUp()
    const { status, body, headers } = await post('login', SANDBOX)
    expect([status, body.expiresIn]).toEqual([200, 1_296_000])
    expect(Object.keys(body).sort()).toEqual(['expiresIn', 'token'])
    expect(headers.get('set-cookie')).toMatch(/Path=\/api\/auth; HttpOnly; SameSite=Strict/)
    expect((await me(body.token)).status).toBe(200)
  })

  it.each([{ ...SANDBOX, password: 'wrongpass' }, { ...SANDBOX, email: 'nobody@example.com' }, {}])(
    'refuses anything else in the same words: %o',
    async (credentials) => {
      expect(await setUp().post('login', credentials)).toMatchObject({
        status: 401,
        body: { error: { code: 'INVALID_CREDENTIALS', message: 'Invalid email or password', status: 401 } },
      })
    },
  )

  it('tells a token that has expired from one that is not its own, and from none', async () => {
    const { clock, post, me, send } = setUp({ expiresInS: 60 })
    const { body } = await post('login', SANDBOX)
    await clock.advance(60_000)
    expect((await me(body.token)).code).toBe('TOKEN_EXPIRED')
    const elsewhere = ['eyJhbGciOiJIUzI1NiJ9', btoa('{"exp":1700000000}').replaceAll('=', ''), 'x'].join('.')
    expect((await me(elsewhere)).code).toBe('TOKEN_EXPIRED')
    // Claims whose base64url has every sign of its alphabet, and text that is not ASCII.
    const signs = new Set<string>()
    for (const name of ['Why?', 'a~b', 'José Müller', 'Łukasz', '山田', 'Ольга'])
      for (const sub of ['1', '12', '123']) {
        const claims = Buffer.from(JSON.stringify({ sub, name, exp: 1_700_000_000 })).toString('base64url')
        for (const sign of claims) signs.add(sign)
        expect((await me(`eyJhbGciOiJIUzI1NiJ9.${claims}.c2ln`)).code, name).toBe('TOKEN_EXPIRED')
      }
    expect([...signs]).toEqual(expect.arrayContaining(['-', '_']))
    expect(await me('nonsense')).toMatchObject({ code: 'INVALID_TOKEN', details: { reason: 'signature' } })
    expect((await send('me')).code).toBe('NOT_AUTHENTICATED')
  })
})

describe('a refresh', () => {
  it('wants the cookie, and replaces it', async () => {
    const { jar, post, me } = setUp()
    expect(await post('refresh')).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      details: { field: 'refresh_cookie' },
    })
    await post('login', SANDBOX)
    const first = jar.cookies.get('chordian_refresh')
    const { body } = await post('refresh')
    expect((await me(body.token)).status).toBe(200)
    expect(jar.cookies.get('chordian_refresh')).not.toBe(first)
  })

  it('with a cookie that was used before ends the session, and takes the cookie away', async () => {
    const { jar, post } = setUp()
    await post('login', SANDBOX)
    const used = jar.cookies.get('chordian_refresh') ?? ''
    await post('refresh')
    jar.cookies.set('chordian_refresh', used)
    expect(await post('refresh')).toMatchObject({ status: 401, code: 'INVALID_REFRESH_TOKEN' })
    expect(jar.cookies.size).toBe(0)
  })
})

describe('the link to its documentation', () => {
  const docsUrl = 'https://docs.chordian.example'
  const linkTo = (slug: string) => `${docsUrl}/authentication/errors#${slug}`

  it('is in the body of every failure that has one, where it knows of one', async () => {
    const { jar, server, send, post, me } = setUp({ docsUrl })
    expect((await post('refresh')).documentation_url).toBe(linkTo('bad-request'))
    expect((await post('login')).documentation_url).toBe(linkTo('invalid-credentials'))
    await post('login', SANDBOX)
    const used = jar.cookies.get('chordian_refresh') ?? ''
    await post('refresh')
    jar.cookies.set('chordian_refresh', used)
    expect((await post('refresh')).documentation_url).toBe(linkTo('invalid-refresh-token'))
    expect((await me('nonsense')).documentation_url).toBe(linkTo('invalid-token'))
    for (const name of Object.keys(server.failures)) {
      server.fail(name as keyof typeof server.failures)
      const answer = await send('me').catch(() => null)
      const code = answer?.code as string | undefined
      if (code !== undefined)
        expect(answer?.documentation_url).toBe(linkTo(code.toLowerCase().replaceAll('_', '-')))
      server.mend()
    }
  })

  it('is left out where it knows of none', async () => {
    expect((await setUp().post('refresh')).documentation_url).toBeUndefined()
  })
})
