import { expect, it } from 'vitest'
import { authError } from '../../src/errors/normalize.js'
import type { AuthEventListener } from '../../src/events/auth-event.js'
import { createFlowInspector } from '../../src/observe/flow-inspector.js'
import { scenarios } from '../../src/testing/scenarios.js'
import { createStage } from '../../src/testing/stage.js'
import { failsWith, type Script } from '../../src/testing/scripted-client.js'
import { inspectedFlow } from './inspected-flow.js'

const UNAVAILABLE = { throws: { status: 503, headers: { 'retry-after': '42' }, body: {} } }

const decisions = async (script: Script, ms: number) => {
  const { told, start } = inspectedFlow(script)
  await start(ms)
  return told()
}

it('a poll that fails and may pass is asked again, not before the server allows', async () => {
  const { told, start, inspector, clock } = inspectedFlow({ poll: [UNAVAILABLE, 'pending'] })
  await start(5_000)
  expect(told().at(-1)).toBe('poll: HTTP_503, asks_again')
  expect(inspector.getSnapshot().entries.at(-1)?.notBefore).toBe(clock.now() + 42_000)
})

it('of each poll it is known when the next one is due', async () => {
  const unreachable = { throws: new TypeError('Failed to fetch') }
  const { start, inspector, client, clock } = inspectedFlow({ poll: ['pending', 'slow_down', unreachable] })
  await start(5_000)
  for (const decision of ['asks_again', 'asks_slower', 'asks_again']) {
    const answer = inspector.getSnapshot().entries.at(-1)
    expect(answer?.decision).toBe(decision)
    const polls = client.count('poll')
    const dueAt = answer?.dueAt ?? 0
    await clock.advance(dueAt - clock.now() - 1)
    expect(client.count('poll')).toBe(polls)
    await clock.advance(1)
    expect(client.calls.at(-1)).toMatchObject({ operation: 'poll', at: dueAt })
  }
})

it.each([18, 20])(
  'a poll that would be due past the %i s of its request is not announced: the request runs out',
  async (expiresIn) => {
    const { told, start, inspector, client, clock } = inspectedFlow({
      initiate: [{ authReqId: 'r', expiresIn, interval: 5 }],
    })
    await start(15_000)
    expect(told().at(-1)).toBe('poll: pending, runs_out')
    expect(inspector.getSnapshot().entries.at(-1)).toMatchObject({ reason: 'ends_first' })
    expect(inspector.getSnapshot().entries.at(-1)?.dueAt).toBeUndefined()
    await clock.advance(60_000)
    expect(client.count('poll')).toBe(3)
    expect(told().at(-1)).toBe('polling > expired')
  },
)

it('slow_down is asked again with more time between, as an answer and as an error', async () => {
  const asError = { throws: { status: 400, body: { error: 'slow_down' } } }
  for (const answer of ['slow_down', asError] as const)
    expect((await decisions({ poll: [answer] }, 5_000)).at(-1)).toBe('poll: slow_down, asks_slower')
})

it('a refusal ends the flow, and an approval too', async () => {
  expect((await decisions({ poll: [failsWith('access_denied')] }, 5_000)).slice(-2)).toEqual([
    'poll: access_denied, ended',
    'polling > denied',
  ])
  expect((await decisions({ poll: ['approved'] }, 5_000)).slice(-2)).toEqual([
    'poll: approved, approved',
    'polling > approved',
  ])
})

it('a refusal while a code is entered gives the request up, and nothing else', async () => {
  const { told, start, controller, clock } = inspectedFlow({ poll: [failsWith('access_denied')] })
  await start()
  controller.useTotp()
  await clock.advance(60_000)
  expect(told().at(-1)).toBe('poll: access_denied, over')
  expect(controller.getView().status).toBe('totp')
})

it('an answer that comes while the person is asked whether to go on leads to no other poll', async () => {
  const { told, start, client, clock, inspector } = inspectedFlow()
  client.script({ delayMs: 100 })
  await start(59_000)
  client.script({ delayMs: 9_000 })
  await clock.advance(30_000)
  expect(told().slice(-2)).toEqual(['poll: pending, rests', 'polling > timeout'])
  expect(inspector.getSnapshot().entries.at(-2)?.dueAt).toBeUndefined()
  expect(client.count('poll')).toBe(12)
})

it('an answer that nobody waits for any more is left alone', async () => {
  const { told, start, controller, clock } = inspectedFlow({ poll: ['hang'] })
  await start(5_000)
  controller.cancel()
  await clock.advance(0)
  expect(told().find((line) => line.startsWith('poll'))).toBe('poll: cancelled, dropped')
})

it('a request that the system says was cancelled has ended', async () => {
  const { told, start } = inspectedFlow({
    poll: [{ throws: { status: 200, body: { status: 'cancelled' } } }],
  })
  await start(5_000)
  expect(told().filter((line) => line.startsWith('poll'))).toEqual([
    'poll: cancelled, ended',
    'polling > cancelled',
  ])
})

it('a poll that is given up because nobody is there decides nothing', async () => {
  const { told, start, controller, clock } = inspectedFlow({ poll: ['hang'] })
  const leave = controller.lease()
  await start(5_000)
  leave()
  await clock.advance(10_000)
  expect(controller.getView().status).toBe('polling')
  expect(told().at(-1)).toBe('poll: cancelled, dropped')
})

it.each([
  ['pending', { type: 'pending' } as const],
  ['authorization_pending', { throws: { status: 400, body: { error: 'authorization_pending' } } }],
  ['server_error', { throws: { status: 500, body: { error: 'server_error' } } }],
])(
  'an answer that comes past the end of the request ends the flow because it is late: %s',
  async (code, poll) => {
    const { told, start, inspector } = inspectedFlow({
      delayMs: 3_000,
      initiate: [{ authReqId: 'r', expiresIn: 19, interval: 5 }],
      poll: ['pending', 'pending', poll],
    })
    await start(40_000)
    expect(told().slice(-2)).toEqual([`poll: ${code}, ended`, 'polling > expired'])
    expect(inspector.getSnapshot().entries.at(-2)?.reason).toBe('late')
  },
)

it('a poll that died while the machine slept is asked again, past the end of the request as it may be', async () => {
  const { told, start, client, clock } = inspectedFlow({ poll: ['hang', failsWith('access_denied')] })
  await start(5_000)
  clock.sleep(400_000)
  await clock.advance(10_000)
  expect(told().filter((line) => line.startsWith('poll'))).toEqual([
    expect.stringMatching(/^poll: \w+, asks_again$/),
    'poll: access_denied, ended',
    'polling > denied',
  ])
  expect(client.count('poll')).toBe(2)
})

it('a push that is repeated says so at once, and when it goes out again', async () => {
  const { told, start, inspector, client, clock } = inspectedFlow({
    honoursKeys: true,
    initiate: [{ throws: new TypeError('Failed to fetch') }, 'hang'],
  })
  await start()
  expect(told()[0]).toBe('initiate: connection_failed, repeated')
  const { dueAt = 0, reason } = inspector.getSnapshot().entries[0] ?? {}
  expect(reason).toBe('may_pass')
  await clock.advance(dueAt - clock.now() - 1)
  expect(client.count('initiate')).toBe(1)
  await clock.advance(1)
  expect(client.count('initiate')).toBe(2)
})

it('a push that may pass and is repeated no more ends for want of a repeat, and one that may not for good', async () => {
  const ended = async (script: Script) => {
    const { told, start, inspector } = inspectedFlow(script)
    await start(60_000)
    const [last] = inspector.getSnapshot().entries.filter(({ decision }) => decision === 'ended')
    return [...told().slice(-1), last?.record.outcome, last?.reason]
  }
  const unreachable = { throws: new TypeError('Failed to fetch') }
  for (const honoursKeys of [true, false])
    expect(await ended({ honoursKeys, initiate: [unreachable] })).toEqual([
      'pushing > failed',
      'connection_failed',
      'not_repeated',
    ])
  expect(await ended({ initiate: [failsWith('invalid_client')] })).toEqual([
    'pushing > failed',
    'invalid_client',
    'lasts',
  ])
})

it('a push that is given up while it is under way is dropped', async () => {
  const { told, start, controller, clock } = inspectedFlow({ initiate: ['hang'] })
  await start()
  controller.cancel()
  await clock.advance(0)
  expect(told()[0]).toBe('initiate: cancelled, dropped')
})

const enter = async (script: Script) => {
  const stage = inspectedFlow(script)
  await stage.start()
  stage.controller.useTotp()
  const submit = async () => {
    stage.controller.submitTotp('123456')
    await stage.clock.advance(0)
  }
  await submit()
  return { ...stage, submit }
}
const codesOf = (told: string[]) => told.filter((line) => line.startsWith('verifyTotp'))

it('a right code brings the approval', async () => {
  const { told } = await enter({})
  expect(codesOf(told())).toEqual(['verifyTotp: ok, approved'])
  expect(told()).toContain('totp > approved')
})

it('a wrong code is left to the person', async () => {
  const { told } = await enter({ totp: [failsWith('invalid_code')] })
  expect(told().at(-1)).toBe('verifyTotp: invalid_code, person')
})

it('a code that is being checked when the person cancels or goes back is dropped', async () => {
  for (const verb of ['cancel', 'backToPush'] as const) {
    const { told, controller, clock } = await enter({ totp: ['hang'] })
    controller[verb]()
    await clock.advance(0)
    expect(codesOf(told())).toEqual(['verifyTotp: cancelled, dropped'])
  }
})

it('an answer that comes in the tick of a cancel is dropped too', () => {
  const { controller, clock } = createStage()
  let listener: AuthEventListener = () => undefined
  let view = { ...controller.getView(), status: 'totp' }
  const inspector = createFlowInspector({
    getView: () => view,
    subscribe: () => () => undefined,
    observe(given) {
      listener = given
      return () => undefined
    },
  })
  const about = { at: clock.now(), flowId: 'flow' }
  const answered = { ...about, type: 'request_finished', requestId: 'r', durationMs: 0 } as const
  const moved = (from: string, to: string) => {
    view = { ...view, status: to }
    listener({ ...about, type: 'transition', from, to })
  }
  moved('totp', 'cancelled')
  listener({ ...answered, operation: 'verifyTotp', outcome: 'ok' })
  moved('idle', 'pushing')
  listener({
    ...{ ...answered, operation: 'initiate', outcome: 'server_error' },
    error: authError('server_error'),
  })
  moved('pushing', 'cancelled')
  const decisions = inspector.getSnapshot().entries.map(({ decision }) => decision)
  expect(decisions.filter(Boolean)).toEqual(['dropped', 'dropped'])
})

it('a check that the system itself cancelled is left to the person', async () => {
  const { told } = await enter({ totp: [{ throws: { status: 400, body: { error: 'cancelled' } } }] })
  expect(codesOf(told())).toEqual(['verifyTotp: cancelled, person'])
})

it.each([
  ['the third wrong code', { throws: { status: 400, body: { error: 'invalid_code' } } }, 3],
  [
    'a lock-out of the server',
    { throws: { status: 429, headers: { 'retry-after': '42' }, body: { error: 'too_many_retries' } } },
    1,
  ],
])('%s locks the field, which opens by itself when it says', async (_, answer, codes) => {
  const { told, submit, inspector, controller, clock } = await enter({ totp: [answer] })
  for (let more = codes - 1; more > 0; more--) await submit()
  expect(codesOf(told()).map((line) => line.split(', ')[1])).toEqual([
    ...Array.from({ length: codes - 1 }, () => 'person'),
    'locked',
  ])
  const { dueAt = 0 } =
    inspector.getSnapshot().entries.findLast(({ decision }) => decision === 'locked') ?? {}
  await clock.advance(dueAt - clock.now() - 1)
  expect(controller.getView().status).toBe('locked')
  await clock.advance(1)
  expect(controller.getView().status).toBe('totp')
})

it.each(Object.entries(scenarios))('what it says of the polls of %s is what follows', async (_, scenario) => {
  const { inspector, ...stage } = inspectedFlow(scenario.script)
  await scenario.walk(stage)
  await stage.clock.advance(400_000)
  const { entries } = inspector.getSnapshot()
  for (const [index, { record, decision }] of entries.entries()) {
    const asked = entries
      .slice(index + 1)
      .some((later) => later.record.operation === 'poll' && later.record.flowId === record.flowId)
    const isPoll = record.event === 'request_finished' && record.operation === 'poll'
    if (isPoll && /ended|approved/.test(decision ?? '')) expect(asked, record.message).toBe(false)
  }
})
