import { describe, expect, it } from 'vitest'
import { authos } from '../../src/core.js'
import { type AuthOsFailure, createAuthOsServer } from '../../src/testing.js'
import { startSystem, type SystemRow } from './system-rows.js'

const { server, http, settled, openPage, meet, checkRows } = await startSystem({
  server: (clock) => createAuthOsServer({ clock }),
  path: '/api/teams',
  system({ server, origin, fetch, did, page }) {
    const does = (name: string) => () => void did.push(name)
    return authos({
      baseUrl: `${origin}/`,
      fetch,
      async onSignInNeeded() {
        await page().session.signIn(server.issue())
        did.push('signs in')
        return true
      },
      onAccessNeeded: does('asks for access'),
      onSupportNeeded: does('shows support'),
      onOrganizationSuspended: does('shows that the organisation is suspended'),
      onLimitReached: does('offers a plan'),
      onInvitationExpired: does('asks for a new invitation'),
      onApiKeyRefused: does('tells whoever runs the app'),
      onNotRecorded: does('says that it is done'),
      onDeviceCodeExpired: does('begins anew on the device'),
      statusPageUrl: 'https://status.example.com',
    })
  },
  signIn: (server, { session }) => session.signIn(server.issue()),
})

const SIGNS_IN = { does: 'signs in', works: true } as const
const LATER = { thrown: 'server_error retry_later', does: 'waits 1 s', works: true } as const
const LIMIT = { thrown: 'limit_exceeded upgrade_plan', does: 'offers a plan' } as const
const LIMITED = { thrown: 'rate_limited wait_and_retry', does: 'waits 30 s', works: true } as const

const ROWS: Record<AuthOsFailure, SystemRow> = {
  BAD_REQUEST: { thrown: 'invalid_request review_request' },
  UNAUTHORIZED: { thrown: 'not_authenticated re_authenticate', ...SIGNS_IN },
  UNAUTHORIZED_KEY: { thrown: 'misconfigured contact_support', does: 'tells whoever runs the app' },
  TOKEN_EXPIRED: { thrown: null, calls: 2, refreshes: 1 },
  REFRESH_REFUSED: { thrown: 'session_expired re_authenticate', refreshes: 1, ...SIGNS_IN },
  JWT_ERROR: { thrown: 'invalid_token re_authenticate', ...SIGNS_IN },
  FORBIDDEN: { thrown: 'forbidden verify_permissions', does: 'asks for access' },
  ORGANIZATION_NOT_ACTIVE: {
    thrown: 'account_state contact_support',
    does: 'shows that the organisation is suspended',
  },
  NOT_FOUND: { thrown: 'not_found review_request' },
  CONFLICT: { thrown: 'conflict review_request' },
  SERVICE_LIMIT_EXCEEDED: LIMIT,
  TEAM_LIMIT_EXCEEDED: LIMIT,
  INVITATION_EXPIRED: { thrown: 'expired contact_support', does: 'asks for a new invitation' },
  DEVICE_CODE_PENDING: { thrown: 'pending keep_waiting', does: 'waits 5 s', works: true },
  DEVICE_CODE_EXPIRED: { thrown: 'expired start_over', does: 'begins anew on the device' },
  RATE_LIMIT_EXCEEDED: LIMITED,
  RATE_LIMIT_RESET: LIMITED,
  // A minute, which is too long to wait for unseen.
  RATE_LIMIT_SILENT: { thrown: 'rate_limited wait_and_retry' },
  INTERNAL_SERVER_ERROR: LATER,
  DATABASE_ERROR: LATER,
  OAUTH_ERROR: LATER,
  STRIPE_ERROR: LATER,
  AUDIT_ERROR: { thrown: 'server_error contact_support', does: 'says that it is done' },
  UNAVAILABLE: { thrown: 'unavailable retry_later', does: 'waits 1 s', works: true },
  NETWORK: { thrown: 'network retry', does: 'waits 1 s', works: true },
  CREATED: { thrown: null },
  NO_CONTENT: { thrown: null },
}

describe('authos, each row of its guide', () => checkRows(ROWS))

describe('authos', () => {
  it('goes on with the refresh token that the last refresh brought', async () => {
    const { authFetch, session } = await openPage()
    const before = server.calls.length
    for (let n = 0; n < 3; n++) {
      server.expireAll()
      expect(await settled(authFetch(`${http.origin}/api/teams`))).toMatchObject({ status: 200 })
    }
    const refreshes = server.calls.slice(before).filter(({ operation }) => operation === 'refresh')
    expect(refreshes.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(session.getStatus()).toBe('signed_in')
  })

  it('leaves whoever is signed in alone where a key is refused', async () => {
    const { call, session, seen } = await meet('UNAUTHORIZED_KEY')
    expect(await settled(call())).toMatchObject({ kind: 'misconfigured', severity: 'critical' })
    expect([session.getStatus(), seen('refresh')]).toEqual(['signed_in', 0])
  })

  it('has links for what is seen', async () => {
    const { system } = await openPage()
    expect(system.links.statusPageUrl).toBe('https://status.example.com')
  })

  it('works without any handler: nothing is done that needs one', () => {
    expect(Object.values(authos().actions).filter(Boolean)).toEqual([])
  })
})
