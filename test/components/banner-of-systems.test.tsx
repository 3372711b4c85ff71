import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { type AuthError, biid, chordian, createAuthFetch, normalizeError } from '../../src/core.js'
import {
  createAuthOsServer,
  createBiidServer,
  createChordianServer,
  type ScriptedApi,
} from '../../src/testing.js'

const ORIGIN = 'https://api.example.com'
const errorOf = (promise: Promise<unknown>): Promise<AuthError> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (thrown: AuthError) => thrown,
  )
function callTo(server: ScriptedApi, path: string, init?: RequestInit) {
  const authFetch = createAuthFetch({ fetch: (input) => server.handle(new Request(input)) })
  return errorOf(authFetch(ORIGIN + path, init))
}
const textOf = ({ container }: ReturnType<typeof render>) => container.textContent ?? ''

it('MUST show no request id where a step of the account is missing, and give it to whoever copies the details', async () => {
  const user = userEvent.setup()
  const server = createBiidServer({ prefix: '', state: 'UNVERIFIED' })
  const system = biid({ baseUrl: ORIGIN, fetch: (input, init) => server.handle(new Request(input, init)) })
  const call = { signal: new AbortController().signal, requestId: 'r-1', now: Date.now }
  const { accessToken } = await system.refresh(undefined, call)
  const headers = { authorization: `Bearer ${accessToken}` }
  const error = await callTo(server, '/signatures', { headers })
  expect(error).toMatchObject({
    userState: 'notVerified',
    requestId: expect.stringMatching(/^\w{10}$/) as string,
  })
  const { unmount } = render(<AuthErrorBanner error={error} />)
  screen.getByRole('heading', { name: 'Verify your phone first' })
  expect(document.body).not.toHaveTextContent(error.requestId ?? '')
  await user.click(screen.getByRole('button', { name: 'Copy details' }))
  expect(await navigator.clipboard.readText()).toContain(`Request id: ${error.requestId}`)
  unmount()

  server.fail('CLIENT')
  const unknown = await callTo(server, '/signatures', { headers })
  render(<AuthErrorBanner error={unknown} />)
  screen.getByText(unknown.requestId ?? '')
})

it('says of the cookie that Chordian misses to allow cookies, and lists no field that no form has', async () => {
  const server = createChordianServer()
  const { refresh } = chordian({
    baseUrl: ORIGIN,
    fetch: (input, init) => server.handle(new Request(input, init)),
  })
  const call = { signal: new AbortController().signal, requestId: 'r-1', now: Date.now }
  const error = await errorOf(refresh(undefined, call))
  const shown = render(<AuthErrorBanner error={error} onSignIn={() => undefined} />)
  screen.getByRole('heading', { name: 'Your session has ended' })
  expect(textOf(shown)).toContain('Allow cookies. Sign in again to go on.')
  screen.getByRole('button', { name: 'Sign in' })
  expect(textOf(shown)).not.toContain('Missing')
  expect(screen.queryByRole('list')).toBeNull()
})

it('says nothing of cookies to whoever sent a wrong request, whatever the system', async () => {
  const authos = createAuthOsServer()
  authos.fail('BAD_REQUEST')
  const chordianServer = createChordianServer()
  chordianServer.fail('BAD_REQUEST')
  for (const error of [await callTo(authos, '/api/teams'), await callTo(chordianServer, '/api/me')]) {
    const shown = render(<AuthErrorBanner error={error} />)
    expect(textOf(shown)).toContain('Check what you entered and try again.')
    expect(textOf(shown)).not.toMatch(/cookie/i)
    shown.unmount()
  }
  const field = normalizeError({
    status: 400,
    body: { error: { code: 'BAD_REQUEST', details: { field: 'page', issue: 'Must be a number' } } },
  })
  expect(textOf(render(<AuthErrorBanner error={field} />))).toContain('Must be a number')
})
