import { describe, expect, it } from 'vitest'
import { AuthError, chordian, type ChordianSystem } from '../../src/core.js'
import { createChordianServer } from '../../src/testing.js'
import { CHORDIAN_ROWS } from '../../stories/docs-blocks/system-rows/chordian.js'
import { startSystem } from './system-rows.js'

const SANDBOX = { email: 'test@example.com', password: 'ValidPass123!' }
const WRONG = { ...SANDBOX, password: 'wrongpass' }
const asked: string[] = []

const { clock, server, http, settled, openPage, meet, checkRows } = await startSystem({
  server: (clock) => createChordianServer({ clock }),
  path: '/api/me',
  system({ origin, fetch, clock, did, page }) {
    const signIn = (why: string) => async () => {
      const { session, system } = page()
      await session.signIn(await (system as ChordianSystem).signIn(SANDBOX))
      did.push(why)
      return true
    }
    return chordian({
      baseUrl: origin,
      docsUrl: 'https://docs.chordian.example/',
      fetch,
      clock,
      onSignInNeeded: signIn('signs in'),
      onSessionExpired: signIn('says that it has ended, signs in'),
      async onCaptcha() {
        asked.push('captcha')
        return 'proof'
      },
      statusPageUrl: 'https://status.example.com',
    })
  },
  signIn: async (_server, { session, system }) =>
    session.signIn(await (system as ChordianSystem).signIn(SANDBOX)),
  row: ({ system }, { signIn }) => signIn && (system as ChordianSystem).signIn(signIn),
})

describe('chordian, each row of its guide', () => checkRows(CHORDIAN_ROWS))

describe('chordian', () => {
  it('slows down who enters wrong passwords, then asks for a CAPTCHA', async () => {
    const { system } = await openPage()
    const { signIn } = system as ChordianSystem
    const before = server.calls.length
    const attempt = () => settled(signIn(WRONG))
    expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
    expect(await attempt()).toMatchObject({ kind: 'invalid_credentials' })
    const tooSoon = await attempt()
    expect(tooSoon).toMatchObject({ code: 'too_many_attempts', retryAt: clock.now() + 2_000 })
    expect(server.calls).toHaveLength(before + 2)
    await clock.advance(2_000)
    await attempt()
    expect(asked).toEqual([])
    await clock.advance(4_000)
    expect(await settled(signIn(SANDBOX))).toMatchObject({ expiresIn: 1_296_000 })
    expect(asked).toEqual(['captcha'])
  })

  it('says the same of an unknown address and of a wrong password, and keeps both out of the error', async () => {
    const { system } = await openPage()
    const { signIn } = system as ChordianSystem
    const unknown = await settled(signIn({ ...SANDBOX, email: 'nobody@example.com' }))
    const wrong = await settled(signIn(WRONG))
    for (const error of [unknown, wrong])
      expect(JSON.stringify(error)).not.toMatch(/nobody|test@|wrongpass|ValidPass/)
    expect(wrong).toMatchObject({ kind: 'invalid_credentials', technicalDetail: 'Invalid email or password' })
    expect(unknown).toMatchObject({ technicalDetail: 'Invalid email or password' })
  })

  it('shows the page no refresh token, and goes on with the cookie after a reload', async () => {
    const { jar, authFetch } = await openPage()
    server.expireAll()
    expect(await settled(authFetch(`${http.origin}/api/me`))).toMatchObject({ status: 200 })
    expect([...jar.cookies.keys()]).toEqual(['chordian_refresh'])
    const reloaded = await openPage({ jar, signsIn: false })
    expect(await settled(reloaded.authFetch(`${http.origin}/api/me`))).toMatchObject({ status: 200 })
    expect(reloaded.session.getStatus()).toBe('signed_in')
  })

  it('adds no link where it knows of no documentation, and leaves the one of the answer', async () => {
    const { call } = await meet('INVALID_TOKEN')
    const error = (await settled(call())) as AuthError
    const withLink = new AuthError({ ...error.toJSON(), helpUrl: 'https://docs.chordian.example/own' })
    const { helpUrl: _helpUrl, ...bare } = error.toJSON()
    const about = { headers: new Headers() }
    expect(chordian().refine?.(new AuthError(bare), about).helpUrl).toBeUndefined()
    expect(chordian({ docsUrl: 'https://x.example' }).refine?.(withLink, about)).toBe(withLink)
  })

  it('gives up a sign-in that is not answered', async () => {
    const { system } = await openPage()
    const before = clock.now()
    http.failNext('hang')
    const error = await settled(
      (system as ChordianSystem).signIn(SANDBOX, { signal: AbortSignal.timeout(50) }),
    )
    expect(error).toMatchObject({ kind: 'network_timeout' })
    expect(clock.now()).toBe(before)
  })
})
