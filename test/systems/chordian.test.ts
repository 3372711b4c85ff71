import { describe, expect, it, vi } from 'vitest'
import {
  AuthError,
  type AuthEvent,
  type AuthLogRecord,
  chordian,
  type ChordianSystem,
  createAuthFetch,
  createAuthLogger,
  createAuthMonitor,
} from '../../src/core.js'
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

  it('shows a link of an answer below its documentation, also behind an address of the app’s own, and no other', async () => {
    const linkOf = async (link: string, docsUrl?: string, baseUrl = '/api/chordian') => {
      const body = { error: { code: 'ACCOUNT_FROZEN', status: 403, documentation_url: link } }
      const authFetch = createAuthFetch({
        system: chordian({ baseUrl, ...(docsUrl !== undefined && { docsUrl }) }),
        fetch: async () => Response.json(body, { status: 403 }),
      })
      const thrown: unknown = await authFetch('https://app.acme.example/api/chordian/me').catch(
        (error: unknown) => error,
      )
      return (thrown as AuthError).helpUrl
    }
    const DOCS = 'https://docs.chordian.example'
    const frozen = `${DOCS}/authentication/errors#account-frozen`
    expect(await linkOf(frozen, `${DOCS}/`)).toBe(frozen)
    expect(await linkOf('https://api.chordian.example/help', DOCS, 'https://api.chordian.example')).toBe(
      'https://api.chordian.example/help',
    )
    for (const link of [
      'https://docs.chordian.example.evil.example/authentication/errors#account-frozen',
      'https://docs.chordian.example:8443/authentication/errors#account-frozen',
      'http://docs.chordian.example/authentication/errors#account-frozen',
      'https://evil.example/authentication/errors#account-frozen',
      `${DOCS}/authentication/errors?session=3f9a8b7c6d5e4f3a2b1c#account-frozen`,
    ])
      expect(await linkOf(link, DOCS), link).toBeUndefined()
    expect(await linkOf('http://docs.chordian.example/x', 'http://docs.chordian.example')).toBeUndefined()
    expect(
      await linkOf('https://dashboard.chordian.example/x', 'https://dashboard.chordian.example'),
    ).toBeUndefined()
    expect(await linkOf(frozen)).toBeUndefined()
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

  it('tells of each sign-in: how it ended and how long it took, also of one that is not sent', async () => {
    const records: AuthLogRecord[] = []
    const events: AuthEvent[] = []
    const log = createAuthLogger((record) => void records.push(record))
    const monitor = createAuthMonitor({ clock })
    const onEvent = (event: AuthEvent) => {
      events.push(event)
      log(event)
      monitor.onEvent(event)
    }
    const { signIn } = chordian({ baseUrl: `${http.origin}/`, fetch, clock, onEvent })
    const before = server.calls.length
    for (const credentials of [WRONG, WRONG, SANDBOX]) await signIn(credentials).catch(() => undefined)
    await clock.advance(2_000)
    await signIn(SANDBOX)
    expect(server.calls).toHaveLength(before + 3)

    const call = { operation: 'api', method: 'POST', endpoint: `${http.origin}/api/auth/login` }
    const wrong = { event: 'request_finished', ...call, status: 401, code: 'INVALID_CREDENTIALS' }
    expect(records).toMatchObject([
      { event: 'request_started', level: 'debug', ...call },
      { ...wrong, level: 'security', durationMs: 0 },
      { event: 'request_started', ...call },
      wrong,
      { event: 'request_held_back', ...call, code: 'too_many_attempts' },
      { event: 'request_started', ...call },
      { event: 'request_finished', ...call, outcome: 'ok' },
    ])
    const sent = server.calls.slice(before).map(({ sentRequestId }) => sentRequestId)
    expect(
      records.filter(({ event }) => event === 'request_started').map(({ requestId }) => requestId),
    ).toEqual(sent)
    expect(monitor.getRate('INVALID_CREDENTIALS', 1)).toBe(2)
    expect(monitor.getRate('too_many_attempts', 1)).toBe(1)
    expect(JSON.stringify([events, records])).not.toMatch(/test@|ValidPass|wrongpass|eyJ/)
    monitor.dispose()
  })

  it('tells of a sign-in whose connection breaks, and of an answer that is none', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    const ended: string[] = []
    const onEvent = (event: AuthEvent) => {
      if (event.type === 'request_finished') ended.push(event.outcome)
      throw new Error('a listener that fails ends no sign-in')
    }
    const { signIn } = chordian({ baseUrl: http.origin, fetch, clock, onEvent })
    for (const fault of ['drop', 'accepted'] as const) {
      http.failNext(fault)
      await signIn(SANDBOX).catch(() => undefined)
    }
    expect(await signIn(SANDBOX)).toMatchObject({ expiresIn: 1_296_000 })
    expect(ended).toEqual(['connection_failed', 'unreadable_answer', 'ok'])
    expect(warned).toHaveBeenCalledTimes(6)
  })
})
