import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import type { InspectionEvent } from 'xstate'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { type CibaController, createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { type MovedClock, createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'
import { reachable } from '../support/reachable.js'

/** What XState tells its inspectors, of every actor. */
const inspected: unknown[] = []
const inspect = ({ actorRef: _, ...event }: InspectionEvent) => void inspected.push(event)

const HINT = 'planted.person@secret.example'
const KEY = 'planted-auth-req-id-4711'
const WRONG = '271828'
const RIGHT = '314159'
const TOKENS = { accessToken: 'planted-access-token', refreshToken: 'planted-refresh-token' }
const SECRETS = ['planted.person', KEY, WRONG, RIGHT, ...Object.values(TOKENS)]

const said: unknown[] = []
beforeEach(() => {
  inspected.length = 0
  said.length = 0
  for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...line) => void said.push(line))
})
afterEach(() => void vi.restoreAllMocks())

type Walk = (flow: CibaController, clock: MovedClock) => Promise<unknown>

const start: Walk = async (flow, clock) => {
  flow.start({ loginHint: HINT })
  await clock.advance(0)
}
const SENT = { authReqId: KEY, expiresIn: 300, interval: 5 }
const wrongCode = {
  throws: { status: 401, body: { error: 'invalid_code', totp_code: WRONG, login_hint: HINT } },
}
const refused = {
  throws: Object.assign(new Error(`no request ${KEY} of ${HINT}`), {
    status: 400,
    body: { error: 'access_denied' },
  }),
}

const WALKS: [string, Script, Walk][] = [
  [
    'approved, with tokens',
    { poll: ['pending', 'approved'] },
    async (flow, clock) => {
      const approval = flow.startAsync({ loginHint: HINT })
      await clock.advance(20_000)
      expect((await approval).tokens).toEqual(TOKENS)
    },
  ],
  [
    'a wrong code, then the right one',
    { totp: [wrongCode, 'approved'] },
    async (flow, clock) => {
      await start(flow, clock)
      flow.useTotp()
      await flow.submitTotpAsync(WRONG).catch((error: unknown) => said.push(error))
      flow.submitTotp(RIGHT)
      await clock.advance(0)
    },
  ],
  [
    'denied, in words that give all away',
    { poll: [refused] },
    async (flow, clock) => {
      await start(flow, clock)
      await clock.advance(6_000)
    },
  ],
  [
    'a network that fails, then cancelled',
    { poll: [{ throws: new TypeError(`fetch failed: https://id.example/?auth_req_id=${KEY}`) }] },
    async (flow, clock) => {
      await start(flow, clock)
      await clock.advance(12_000)
      flow.cancel()
      await clock.advance(0)
    },
  ],
  [
    'a code on another device',
    {
      needsLoginHint: false,
      initiate: [{ ...SENT, verification: { userCode: 'WDJB-MJHT', uri: 'https://id.example/device' } }],
      poll: ['pending', refused],
    },
    async (flow, clock) => {
      flow.start()
      await clock.advance(12_000)
      expect(flow.getView()).toMatchObject({ status: 'denied', verification: { userCode: 'WDJB-MJHT' } })
    },
  ],
  [
    'found again after a reload',
    { resume: [{ ...SENT, bindingMessage: 'KQ7-42M', loginHint: HINT }], poll: ['approved'] },
    (_flow, clock) => clock.advance(6_000),
  ],
]

it.each(WALKS)('nothing secret is told by a sign-in that is %s', async (_how, script, walk) => {
  const clock = createMovedClock()
  const queryClient = new QueryClient()
  const client = createScriptedClient({ clock, initiate: [SENT], approval: { tokens: TOKENS }, ...script })
  const controller = createCibaController({ client, clock, inspect })
  const events: AuthEvent[] = []
  controller.observe((event) => events.push(event))
  const caches: string[] = []
  const look = () =>
    caches.push(
      reachable(
        queryClient
          .getMutationCache()
          .getAll()
          .map(({ state, options }) => [state, options]),
      ),
      reachable(
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => [state, queryKey]),
      ),
      reachable([
        controller.getView(),
        location.href,
        document.cookie,
        { ...sessionStorage },
        { ...localStorage },
      ]),
      document.body.innerHTML,
    )
  queryClient.getMutationCache().subscribe(look)
  const page = render(
    <QueryClientProvider client={queryClient}>
      <CibaProvider controller={controller}>
        <CibaSignIn />
      </CibaProvider>
    </QueryClientProvider>,
  )
  controller.subscribe(look)
  await act(() => walk(controller, clock))
  await act(() => clock.advance(0))
  look()
  page.unmount()
  cleanup()

  expect(inspected.length).toBeGreaterThan(5)
  expect(events.length).toBeGreaterThan(3)
  const all = {
    inspected: reachable(inspected),
    events: reachable(events),
    caches: caches.join(' '),
    console: reachable(said),
  }
  for (const [where, text] of Object.entries(all))
    for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${where}`).toBe(false)
})
