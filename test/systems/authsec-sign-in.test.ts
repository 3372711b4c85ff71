import { describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import type { FlowSettings } from '../../src/machine/settings.js'
import { createMovedClock, type Fault } from '../../src/testing.js'
import { createAuthSecInProcess } from '../support/authsec-in-process.js'

const HINT = 'dana@example.com'

function setUp(clientId?: string, settings: Partial<FlowSettings> = {}) {
  const clock = createMovedClock()
  const { server, createClient, count } = createAuthSecInProcess(clientId === undefined ? {} : { clientId }, {
    clock,
    clientIds: ['web'],
    users: [{ email: HINT }, { email: 'no-phone@example.com', hasPhone: false }],
  })
  const flow = createCibaController({ client: createClient(), clock, waitMs: 600_000, ...settings })
  const start = async (loginHint = HINT) => {
    const outcome = flow.startAsync({ loginHint })
    outcome.catch(() => undefined)
    // An answer in the same process takes a turn of the event loop or two.
    for (let turns = 0; turns < 3; turns++) await clock.advance(0)
    return { outcome }
  }
  return { clock, server, flow, start, count, view: () => flow.getView() }
}

describe.each([
  ['with a client id', 'web'],
  ['without a client id', undefined],
])('a sign-in with AuthSec %s', (_route, clientId) => {
  it('shows the phone’s code, waits, and brings the tokens', async () => {
    const { clock, server, start, view } = setUp(clientId)
    const { outcome } = await start()
    expect(view()).toMatchObject({ status: 'polling', maskedHint: 'd•••@e•••.com' })
    expect(server.prompts()).toMatchObject([{ hint: HINT, bindingMessage: view().bindingMessage }])
    await clock.advance(10_000)
    expect(view().status).toBe('polling')
    server.approve(HINT)
    await clock.advance(5_000)
    expect(view().status).toBe('approved')
    expect(await outcome).toMatchObject({ tokens: { tokenType: 'Bearer', expiresIn: 86_400 } })
  })

  it('ends on a no', async () => {
    const { clock, server, start, view } = setUp(clientId)
    await start()
    server.deny(HINT)
    await clock.advance(5_000)
    expect(view()).toMatchObject({ status: 'denied', error: { kind: 'denied' } })
  })

  it('ends with the request, after five minutes', async () => {
    const { clock, start, view, count } = setUp(clientId)
    await start()
    await clock.advance(300_000)
    expect(view()).toMatchObject({ status: 'expired', error: { kind: 'expired' } })
    const polls = count('poll')
    await clock.advance(60_000)
    expect(count('poll')).toBe(polls)
  })

  it.each<Fault>(['accepted', 'unavailable', 'server_error', 'bad_gateway', 'broken_json', 'drop', 'hang'])(
    'survives %s, twice',
    async (fault) => {
      const { clock, server, start, view } = setUp(clientId)
      await start()
      server.failPolls(fault, 2)
      server.approve(HINT)
      await clock.advance(120_000)
      expect(view().status).toBe('approved')
    },
  )

  it('polls more slowly from then on when told to', async () => {
    const { clock, server, start } = setUp(clientId)
    await start()
    server.failPolls('slow_down')
    await clock.advance(36_000)
    const polls = server.calls.filter(({ operation }) => operation === 'poll').map(({ at }) => at)
    expect(polls.slice(1).map((at, i) => at - (polls[i] ?? 0))).toEqual([10_000, 10_000, 10_000])
  })

  it('takes a code instead, after wrong ones', async () => {
    const { clock, flow, start, view } = setUp(clientId)
    await start()
    flow.useTotp()
    const enter = async (code: string) => {
      flow.submitTotp(code)
      for (let turns = 0; turns < 3; turns++) await clock.advance(0)
    }
    await enter('000000')
    expect(view()).toMatchObject({ status: 'totp', attemptsRemaining: 2, error: { kind: 'invalid_code' } })
    await enter('123456')
    expect(view().status).toBe('approved')
  })

  it('locks after three wrong codes; a new push does not shorten that', async () => {
    const { clock, flow, start, view } = setUp(clientId)
    await start()
    flow.useTotp()
    for (const code of ['000000', '000001', '000002']) {
      flow.submitTotp(code)
      for (let turns = 0; turns < 3; turns++) await clock.advance(0)
    }
    expect(view().status).toBe('locked')
    flow.cancel()
    await start()
    flow.useTotp()
    expect(view().status).toBe('locked')
  })

  it('cancels without a word to AuthSec, and says that the prompt remains', async () => {
    const { clock, server, flow, start, view } = setUp(clientId)
    await start()
    flow.cancel()
    await clock.advance(60_000)
    expect(view()).toMatchObject({ status: 'cancelled', promptMayRemain: true })
    expect(server.calls.map(({ operation }) => operation)).toEqual(['initiate'])
  })

  it('somebody unknown reads like a push that nobody answered', async () => {
    const { start, view } = setUp(clientId)
    await start('nobody@example.com')
    expect(view()).toMatchObject({ status: 'failed', error: { kind: 'timeout', recovery: 'start_over' } })
    expect(JSON.stringify(view())).not.toContain('nobody@')
  })

  it('somebody without a phone is led to the code', async () => {
    const { flow, start, view } = setUp(clientId)
    await start('no-phone@example.com')
    expect(view()).toMatchObject({ status: 'failed', error: { kind: 'account_state', recovery: 'use_totp' } })
    flow.useTotp()
    expect(view().status).toBe('totp')
  })
})

it('a client id that AuthSec does not know is for the developer', async () => {
  const { start, view } = setUp('nobody-knows-it')
  await start()
  expect(view()).toMatchObject({
    status: 'failed',
    error: { kind: 'misconfigured', code: 'tenant_not_found', recovery: 'contact_support' },
  })
})
