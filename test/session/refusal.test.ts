import { afterEach, describe, expect, it } from 'vitest'
import { type AuthSession, createAuthSession } from '../../src/session/auth-session.js'
import { type Refresher, refreshByCookie, refreshByToken } from '../../src/session/refreshers.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { authos, biid, createAuthFetch, createRecovery, nexla, type ApiSystem } from '../../src/core.js'
import { failure } from '../support/failure.js'

const API = 'https://api.example.com'
const open: AuthSession[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.dispose()
})

/** Lets messages between tabs arrive. */
const delivered = () => new Promise((resolve) => setTimeout(resolve, 20))

const clock = createMovedClock()
function page(refresh: Refresher, name = `refusal ${open.length}`) {
  const session = createAuthSession({ refresh, clock, name })
  open.push(session)
  return session
}
const answering = (status: number, body?: object, by = refreshByCookie) =>
  by(`${API}/refresh`, { fetch: async () => new Response(body && JSON.stringify(body), { status }) })

const authOs = (error_code: string) => ({ error: 'No', error_code })
const chordian = (code: string) => ({ error: { code, message: 'No' } })

describe('a refresh that says that the session is over', () => {
  it.each<[number, object?]>([
    [400],
    [401],
    [403],
    [400, { error: 'invalid_grant' }],
    [400, { error: 'invalid_grant', error_description: 'The account is disabled' }],
    [400, { error: 'invalid_request' }],
    [401, { error: 'invalid_token' }],
    [401, { error: { type: 'invalidToken', action: 'login' } }],
    [401, authOs('UNAUTHORIZED')],
    [401, authOs('JWT_ERROR')],
    [401, chordian('INVALID_REFRESH_TOKEN')],
    [401, chordian('TOKEN_EXPIRED')],
    [400, { error: { code: 'BAD_REQUEST', details: { field: 'refresh_cookie', issue: 'missing' } } }],
  ])('ends it in every tab, and where there was none nobody is signed in: %i %j', async (status, body) => {
    const name = `over ${status} ${JSON.stringify(body)}`
    const [here, there] = [page(answering(status, body), name), page(answering(status, body), name)]
    await here.signIn({ accessToken: 'old' })
    await delivered()
    expect(await failure(here.renew('old'))).toMatchObject({
      kind: 'session_expired',
      recovery: 're_authenticate',
    })
    await delivered()
    expect([here.getStatus(), there.getStatus()]).toEqual(['ended', 'ended'])
    const nobody = page(answering(status, body))
    expect([await nobody.getAccessToken(), nobody.getStatus()]).toEqual([null, 'signed_out'])
  })
})

describe('a refresh that fails for another reason', () => {
  it.each<[number, object | undefined, kind: string, recovery: string]>([
    [403, authOs('ORGANIZATION_NOT_ACTIVE'), 'account_state', 'contact_support'],
    [403, authOs('SERVICE_LIMIT_EXCEEDED'), 'limit_exceeded', 'upgrade_plan'],
    [403, authOs('FORBIDDEN'), 'forbidden', 'verify_permissions'],
    [400, { error: { type: 'clientNotSupported' } }, 'unsupported_client', 'update_app'],
    [
      403,
      { error: { type: 'invalidUserState', invalidState: 'notVerified' } },
      'account_state',
      'complete_step',
    ],
    [401, { error: 'invalid_client' }, 'misconfigured', 'contact_support'],
    [400, { error: 'unsupported_grant_type' }, 'misconfigured', 'contact_support'],
    [404, undefined, 'not_found', 'review_request'],
  ])(
    'is that error, with a token and without, and nobody is signed out: %i %j',
    async (status, body, kind, recovery) => {
      const tab = () => page(answering(status, body, refreshByToken), `kept ${status} ${kind} ${recovery}`)
      const tabs = [tab(), tab()] as const
      for (const one of tabs) await one.signIn({ accessToken: 'old', refreshToken: 'r' })
      expect(await failure(tabs[0].renew('old'))).toMatchObject({ kind, recovery })
      await delivered()
      expect(tabs.map((one) => one.getStatus())).toEqual(['signed_in', 'signed_in'])
      expect(await tabs[0].getAccessToken()).toBe('old')
      const nobody = page(answering(status, body))
      expect(await failure(nobody.getAccessToken())).toMatchObject({ kind, recovery })
      expect(await failure(nobody.getSession())).toMatchObject({ kind, recovery })
      expect(nobody.getStatus()).toBe('unknown')
    },
  )

  it('is seen to be mended a second later, however often it was met', async () => {
    let answer = answering(403, authOs('ORGANIZATION_NOT_ACTIVE'))
    const session = page((...call) => answer(...call))
    await session.signIn({ accessToken: 'old', refreshToken: 'r' })
    for (let n = 0; n < 6; n++) {
      expect(await failure(session.renew('old'))).toMatchObject({ kind: 'account_state' })
      await clock.advance(1_000)
    }
    answer = answering(200, { access_token: 'new' })
    expect(await session.renew('old')).toBe('new')
  })

  it.each<[string, Refresher]>([
    ['it is a mistake of the app', () => Promise.reject(new Error('a bug'))],
    ['there is no such page', answering(404)],
    ['the account is not active', answering(403, authOs('ORGANIZATION_NOT_ACTIVE'))],
  ])('costs nothing while the token is good: %s', async (_name, refresh) => {
    const session = page(refresh)
    await session.signIn({ accessToken: 'old', expiresIn: 100 })
    await clock.advance(80_000)
    expect(await session.getAccessToken()).toBe('old')
    await clock.advance(20_000)
    expect((await failure(session.getAccessToken())).name).toBe('AuthError')
    expect(session.getStatus()).toBe('signed_in')
  })

  it('does not keep a token that is still good where the session is over', async () => {
    const session = page(answering(401))
    await session.signIn({ accessToken: 'old', expiresIn: 100 })
    await clock.advance(80_000)
    expect(await failure(session.getAccessToken())).toMatchObject({ kind: 'session_expired' })
    expect(await session.getAccessToken()).toBeNull()
  })
})

describe('what a system does about a refresh that fails', () => {
  const did: string[] = []
  const does = (name: string) => () => void did.push(name)
  const from = (status: number, body: object) => ({
    baseUrl: API,
    fetch: async () => Response.json(body, { status }),
  })
  const systems: [string, ApiSystem, expected: string][] = [
    [
      'Nexla refuses the app’s key',
      nexla({
        ...from(401, { error: 'invalid_credentials', error_code: 'AUTH_002' }),
        tokenUrl: `${API}/token`,
        onServiceKeyRefused: does('tells whoever runs the app'),
        onSignInNeeded: does('signs in'),
      }),
      'tells whoever runs the app',
    ],
    [
      'Nexla refuses the key, and nobody is named for that',
      nexla({
        ...from(401, { error: 'invalid_credentials', error_code: 'AUTH_002' }),
        tokenUrl: `${API}/token`,
        onSupportNeeded: does('shows support'),
        onSignInNeeded: does('signs in'),
      }),
      'shows support',
    ],
    [
      'AuthOS has suspended the organisation',
      authos({
        ...from(403, authOs('ORGANIZATION_NOT_ACTIVE')),
        onOrganizationSuspended: does('shows that it is suspended'),
        onSignInNeeded: does('signs in'),
      }),
      'shows that it is suspended',
    ],
    [
      'biid finds the app too old',
      biid({
        ...from(400, { error: { type: 'clientNotSupported' } }),
        onClientTooOld: does('asks to update'),
        onInvalidToken: does('signs in'),
      }),
      'asks to update',
    ],
    [
      'biid misses a step',
      biid({
        ...from(403, { error: { type: 'invalidUserState', invalidState: 'notVerified' } }),
        onUserStep: (step) => void did.push(`goes to ${step}`),
        onInvalidToken: does('signs in'),
      }),
      'goes to verification',
    ],
  ]
  it.each(systems)('%s', async (_name, system, expected) => {
    const session = page(system.refresh)
    await session.signIn({ accessToken: 'old', refreshToken: 'r' })
    const fetch = async () => Response.json({ error: 'x', error_code: 'TOKEN_EXPIRED' }, { status: 401 })
    const authFetch = createAuthFetch({ session, system, origins: [API], fetch, clock })
    const recovery = createRecovery({ session, system, clock })
    did.length = 0
    expect(await recovery.recover(await failure(authFetch(`${API}/x`)))).toBe(false)
    expect(did).toEqual([expected])
    expect(session.getStatus()).toBe('signed_in')
  })
})
