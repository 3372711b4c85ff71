import { describe, expect, it } from 'vitest'
import { AuthError, nexla } from '../../src/core.js'
import { createNexlaServer, type NexlaServer } from '../../src/testing.js'
import { NEXLA_ROWS } from '../../stories/docs-blocks/system-rows/nexla.js'
import { startSystem } from './system-rows.js'

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

describe('nexla, each row of its guide', () => checkRows(NEXLA_ROWS))

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
