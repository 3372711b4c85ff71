import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect'
import type { InspectionEvent } from 'xstate'
import { afterEach, expect, it, vi } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith } from '../../src/testing/scripted-client.js'
import { reachable } from '../support/reachable.js'

afterEach(() => vi.restoreAllMocks())

const HINT = 'planted.person@secret.example'
const KEY = 'planted-auth-req-id-4711'
const CODES = ['271828', '314159'] as const
const TOKENS = { accessToken: 'planted-access-token', refreshToken: 'planted-refresh-token' }
const SECRETS = ['planted.person', KEY, ...CODES, ...Object.values(TOKENS)]

type Options = Pick<Parameters<typeof createCibaController>[0], 'inspect'>

/** Signs in by a wrong code and the right one while polls go on, then once more by an approval. */
async function signIn(options: Options) {
  const clock = createMovedClock()
  const client = createScriptedClient({
    clock,
    initiate: [{ authReqId: KEY, expiresIn: 300, interval: 5 }],
    totp: [failsWith('invalid_code'), 'approved'],
    approval: { tokens: TOKENS },
  })
  const flow = createCibaController({ client, clock, ...options })
  const failed: string[] = []
  flow.observe((event) => void (event.type === 'callback_failed' && failed.push(event.callback)))
  flow.start({ loginHint: HINT })
  await clock.advance(6_000)
  flow.useTotp()
  for (const code of CODES) {
    flow.submitTotp(code)
    await clock.advance(1_000)
  }
  expect(flow.getView().status).toBe('approved')
  client.script({ poll: ['approved'], approval: { tokens: TOKENS } })
  const approval = flow.startAsync({ loginHint: HINT })
  await clock.advance(6_000)
  expect((await approval).tokens).toEqual(TOKENS)
  flow.dispose()
  return { failed, client }
}

it.each(['a function', 'an observer'] as const)(
  'an inspector, %s, is told of every actor, event and snapshot of a sign-in, and of nothing secret',
  async (kind) => {
    const events: InspectionEvent[] = []
    const actors = new Set<unknown>()
    const texts: string[] = []
    const next = (event: InspectionEvent) => {
      events.push(event)
      const { actorRef, ...rest } = event
      actors.add('src' in actorRef && typeof actorRef.src === 'string' ? actorRef.src : 'the flow')
      texts.push(reachable(rest))
    }
    const { failed } = await signIn({ inspect: kind === 'a function' ? next : { next } })
    expect(failed).toEqual([])
    expect(actors).toEqual(new Set(['the flow', 'push', 'poll', 'verify', 'finish']))
    const [first] = events
    expect(first).toMatchObject({ type: '@xstate.actor', actorRef: { logic: { id: 'ciba' } } })
    const sent = events.flatMap((event) => (event.type === '@xstate.event' ? event.event.type : []))
    expect(sent).toEqual(expect.arrayContaining(['START', 'USE_TOTP', 'SUBMIT']))
    const last = events.findLast(
      ({ actorRef, type }) => type === '@xstate.snapshot' && actorRef === first?.actorRef,
    )
    expect(last).toMatchObject({ snapshot: { value: { flow: { approved: 'done' } } } })
    for (const secret of SECRETS) expect(texts.join(' ').includes(secret), secret).toBe(false)
  },
)

it('Stately’s inspector draws the chart from it, and sends nothing secret', async () => {
  const sent: StatelyInspectionEvent[] = []
  const { inspect } = createInspector({ send: (event) => void sent.push(event) })
  expect((await signIn({ inspect })).failed).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 0))
  const chart = sent.find((event) => event.type === '@xstate.actor' && event.name === 'ciba')
  expect(chart).toMatchObject({ definition: expect.stringContaining('"pushing"') as string })
  expect(sent.some((event) => event.type === '@xstate.event' && event.event.type === 'SUBMIT')).toBe(true)
  const text = reachable(sent)
  for (const secret of SECRETS) expect(text.includes(secret), secret).toBe(false)
})

it('an inspector that throws stops nothing, and is reported', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { failed, client } = await signIn({
    inspect() {
      throw new DOMException('it could not be cloned', 'DataCloneError')
    },
  })
  expect(new Set(failed)).toEqual(new Set(['inspect']))
  expect(client.count('initiate')).toBe(2)
})
