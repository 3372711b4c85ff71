import { describe, expect, it } from 'vitest'
import { authos } from '../../src/core.js'
import { createAuthOsServer } from '../../src/testing.js'
import { AUTHOS_ROWS } from '../../stories/docs-blocks/system-rows/authos.js'
import { startSystem } from './system-rows.js'

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

describe('authos, each row of its guide', () => checkRows(AUTHOS_ROWS))

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
