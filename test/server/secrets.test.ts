import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBackEnd } from '../support/auth-back-end.js'
import type { Answer } from '../support/browser.js'
import { json, oauthError, tokens } from '../support/scripted-provider.js'

const HINT = 'planted-hint'
const CODE = '918273'
/** Every secret of these tests holds one of these words; the provider's sentences do, too. */
const PLANTED = /planted|918273|eyJhbGci/

const printed: unknown[][] = []
beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void printed.push(args))
})
afterEach(() => {
  vi.restoreAllMocks()
  printed.length = 0
})

const OUTCOMES: [string, () => Response | Promise<Response>][] = [
  ['tokens', () => tokens({ email: HINT, planted: 'planted-claim' })],
  ['forged tokens', () => tokens({ email: HINT }, { forged: true })],
  ['tokens for another client', () => tokens({ aud: 'planted-client' })],
  ['pending', () => oauthError('authorization_pending')],
  ['slow_down', () => oauthError('slow_down')],
  ['denied', () => oauthError('access_denied')],
  ['expired', () => oauthError('expired_token')],
  ['an unknown code', () => oauthError(`planted-auth-req-id of ${HINT}`)],
  ['a server error', () => json(500, { error: 'server_error', error_description: HINT })],
  ['a page', () => new Response(`<p>${HINT} planted-auth-req-id</p>`)],
  [
    'a broken body',
    () => new Response('{"access_token":"planted', { headers: { 'content-type': 'application/json' } }),
  ],
  ['no connection', () => Promise.reject(new TypeError(`fetch failed for planted-auth-req-id of ${HINT}`))],
]

function visible(answers: Answer[], events: unknown[]): string {
  const told = answers.map(({ body, headers }) => [body, [...headers]])
  const seen = events.map((event) => [event, (event as { error?: Error }).error?.stack])
  const errors = events.map((event) => (event as { error?: Error }).error?.cause)
  return JSON.stringify([told, seen, errors, printed])
}

it.each(OUTCOMES)(
  'no secret is told in any answer, event or log where polls bring %s',
  async (_, onToken) => {
    const { browser, clock, provider, events } = createBackEnd({
      verifyTotp: async ({ loginHint, code }) => {
        if (loginHint === 'throw') throw new Error(`planted: ${loginHint} ${code}`)
        return code === '111111' ? { ok: true, user: { sub: 'user-1' } } : { ok: false }
      },
    })
    provider.onToken = onToken
    const answers: Answer[] = []
    const keep = async (answer: Promise<Answer>) => {
      answers.push(await answer)
      return answers.at(-1)?.body.flow
    }
    const flow = await keep(browser.start({ loginHint: HINT, key: 'an-idempotency-key' }))
    await keep(browser.start({ loginHint: HINT, key: 'an-idempotency-key' }))
    await keep(browser.poll(flow))
    await clock.advance(5_000)
    await keep(browser.poll(flow))
    await keep(browser.poll(flow))
    await keep(browser.session())
    for (const code of [CODE, CODE, CODE, CODE]) await keep(browser.totp(code, HINT))
    await keep(browser.totp(CODE, 'throw'))
    await keep(browser.totp('111111', 'someone else'))
    await keep(browser.cancel(flow))
    await keep(browser.signOut())
    provider.onPush = onToken
    await keep(browser.start({ loginHint: HINT }))
    provider.onPush = () => oauthError('unknown_user_id')
    await keep(browser.start({ loginHint: HINT }))
    expect(answers).toHaveLength(16)
    expect(events.length).toBeGreaterThanOrEqual(16)
    expect(visible(answers, events)).not.toMatch(PLANTED)
  },
)

it('cookies hold random ids alone, and events hold none of them', async () => {
  const { browser, clock, provider, events } = createBackEnd()
  provider.onToken = () => tokens()
  const start = await browser.start()
  await clock.advance(5_000)
  const poll = await browser.poll(start.body.flow)
  for (const cookie of [...start.setCookies, ...poll.setCookies])
    expect(cookie).toMatch(
      /^__Host-ciba-(flow|session)=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  const told = JSON.stringify(events)
  for (const id of [...browser.cookies.values(), String(start.body.flow)]) expect(told).not.toContain(id)
})
