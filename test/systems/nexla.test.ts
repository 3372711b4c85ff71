import { describe, expect, it } from 'vitest'
import { AuthError, nexla } from '../../src/core.js'
import { createNexlaServer, type NexlaFailure, type NexlaServer } from '../../src/testing.js'
import { startSystem, type SystemRow } from './system-rows.js'

/** What an app's back end does for a page that it knows: the service key does not leave it. */
async function tokenFor(server: NexlaServer, request: Request): Promise<Response> {
  return server.handle(
    new Request(new URL('/token', request.url), {
      method: 'POST',
      headers: { authorization: 'Basic service-key', accept: 'application/vnd.nexla.api.v1+json' },
    }),
  )
}

const { clock, server, http, settled, openPage, checkRows } = await startSystem({
  server: (clock) => createNexlaServer({ clock }),
  backEnd: (server, request) =>
    new URL(request.url).pathname === '/api/nexla/token' ? tokenFor(server, request) : undefined,
  path: '/data_flows',
  system({ origin, fetch, clock, did, page }) {
    const does = (name: string) => () => void did.push(name)
    return nexla({
      tokenUrl: `${origin}/api/nexla/token`,
      helpBaseUrl: 'https://nexla.example/help/',
      fetch,
      async onSignInNeeded(_error, { signal }) {
        const { session, system } = page()
        await session.signIn(await system.refresh(undefined, { signal, requestId: 'r-1', now: clock.now }))
        did.push('signs in')
        return true
      },
      onAccessNeeded: does('asks for access'),
      onSupportNeeded: does('shows support'),
      onServiceKeyRefused: does('tells whoever runs the app'),
      supportUrl: 'mailto:help@example.com',
    })
  },
})

const help = (page: string) => ({ helpUrl: `https://nexla.example/help/${page}` })
const SUPPORT = help('support')
const SIGNS_IN = { does: 'signs in', works: true } as const
const ASKS_SUPPORT = { does: 'shows support', ...SUPPORT } as const
const AGAIN = { does: 'waits 1 s', works: true, ...SUPPORT } as const

const ROWS: Record<NexlaFailure, SystemRow> = {
  AUTH_001: { thrown: 'invalid_token re_authenticate', ...SIGNS_IN, ...help('authentication') },
  AUTH_002: {
    thrown: 'invalid_credentials re_authenticate',
    does: 'tells whoever runs the app',
    ...help('service-keys'),
  },
  AUTH_003: { thrown: null, calls: 2, refreshes: 1 },
  KEY_REVOKED: {
    thrown: 'session_expired re_authenticate',
    refreshes: 1,
    ...SIGNS_IN,
    ...help('service-keys'),
  },
  AUTH_004: { thrown: 'forbidden verify_permissions', does: 'asks for access', ...SUPPORT },
  RATE_001: {
    thrown: 'rate_limited wait_and_retry',
    does: 'waits 30 s',
    works: true,
    ...help('rate-limits'),
  },
  // A minute, which is too long to wait for unseen.
  RATE_001_SILENT: { thrown: 'rate_limited wait_and_retry', ...help('rate-limits') },
  VAL_001: { thrown: 'validation fix_input', ...SUPPORT },
  AUTH_UNKNOWN: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  UNKNOWN: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  AUTH_CRITICAL: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  SYSTEM_FAILURE: { thrown: 'server_error retry_later', ...AGAIN },
  SECURITY_VIOLATION: { thrown: 'forbidden verify_permissions', does: 'asks for access', ...SUPPORT },
  NOT_FOUND: { thrown: 'not_found review_request', ...SUPPORT },
  REQUEST_TIMEOUT: { thrown: 'network_timeout retry', ...AGAIN },
  TOO_EARLY: { thrown: 'unavailable retry_later', ...AGAIN },
  SERVER_ERROR: { thrown: 'server_error retry_later', ...AGAIN },
  BAD_GATEWAY: { thrown: 'bad_gateway retry_later', ...AGAIN },
  UNAVAILABLE: { thrown: 'unavailable retry_later', ...AGAIN },
  GATEWAY_TIMEOUT: { thrown: 'network_timeout retry', ...AGAIN },
  NETWORK: { thrown: 'network retry', ...AGAIN },
}

describe('nexla, each row of its guide', () => checkRows(ROWS))

describe('nexla', () => {
  it('has its tokens from the back end, and no key in the page', async () => {
    const seen: string[] = []
    const counted: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      seen.push(`${request.url} ${request.headers.get('authorization') ?? ''}`)
      return fetch(request)
    }
    const system = nexla({ tokenUrl: `${http.origin}/api/nexla/token`, fetch: counted })
    const call = { signal: new AbortController().signal, requestId: 'r-2', now: clock.now }
    expect(await system.refresh(undefined, call)).toMatchObject({ expiresIn: 3_600 })
    expect(system.refresh.byCookie).toBe(true)
    expect(seen).toEqual([`${http.origin}/api/nexla/token `])
  })

  it('says which field was wrong, in the server’s words', async () => {
    const { authFetch } = await openPage()
    server.fail('VAL_001')
    expect(await settled(authFetch(`${http.origin}/data_flows`))).toMatchObject({
      fieldErrors: { email: ['Enter a complete e-mail address.'] },
    })
  })

  it('renews a token that a server says is too old, once', async () => {
    const { authFetch } = await openPage()
    const before = server.calls.length
    server.expireAll()
    expect(await settled(authFetch(`${http.origin}/data_flows`))).toMatchObject({ status: 200 })
    expect(server.calls.slice(before).map(({ operation }) => operation)).toEqual(['api', 'refresh', 'api'])
  })

  it('makes no links where it knows of no help pages', async () => {
    const { authFetch } = await openPage()
    server.fail('AUTH_001')
    const error = (await settled(authFetch(`${http.origin}/data_flows`))) as AuthError
    const { helpUrl, ...bare } = error.toJSON()
    expect(helpUrl).toBe('https://nexla.example/help/authentication')
    expect(nexla().refine?.(new AuthError(bare), { headers: new Headers() }).helpUrl).toBeUndefined()
  })
})
