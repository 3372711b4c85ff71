import { describe, expect, it } from 'vitest'
import { type AuthLogRecord, biid, createAuthLogger } from '../../src/core.js'
import { type BiidState, createBiidServer } from '../../src/testing.js'
import { BIID_ROWS } from '../../stories/docs-blocks/system-rows/biid.js'
import { startSystem } from './system-rows.js'

const { clock, server, http, settled, openPage, meet, checkRows } = await startSystem({
  server: (clock) => createBiidServer({ clock }),
  path: '/api/biid/signatures',
  system({ origin, fetch, clock, did, page }) {
    const does = (name: string) => () => void did.push(name)
    return biid({
      baseUrl: `${origin}/api/biid/`,
      fetch,
      clock,
      onUserStep: (step, _error, { again }) => void did.push(`goes to ${step}${again ? ' again' : ''}`),
      async onInvalidToken(next, _error, { signal }) {
        did.push(next === 'login' ? 'signs in' : 'knows that it is renewed')
        if (next === 'retry') return
        const { session, system } = page()
        await session.signIn(await system.refresh(undefined, { signal, requestId: 'r-1', now: clock.now }))
        return true
      },
      onValidation: ({ fieldErrors }) =>
        void did.push(`shows ${Object.keys(fieldErrors ?? {}).join(' and ')}`),
      onClientTooOld: does('asks to update'),
      onUnknownError: ({ requestId }) =>
        void did.push(requestId?.length === 10 ? 'shows support, with the trace id' : `${requestId}`),
      onProcessFailed: (process) => void did.push(`leads back to ${process}`),
    })
  },
})

describe('biid, each row of its guide', () => checkRows(BIID_ROWS))

describe('biid', () => {
  const call = `${http.origin}/api/biid/signatures`

  it('takes an account from the first step to the last, as the server sees it', async () => {
    const { authFetch, recovery, did } = await openPage()
    const states: BiidState[] = ['UNREGISTERED', 'UNVERIFIED', 'VERIFIED', 'ACCREDITED', 'UNCERTIFIED']
    for (const state of states) {
      server.setState(state)
      const error = await settled(authFetch(call))
      if (!(error instanceof Response)) await settled(recovery.recover(error))
    }
    server.setState('CERTIFIED')
    expect(did).toEqual([
      'goes to registration',
      'goes to verification',
      'goes to accreditation',
      'goes to certification',
      'goes to certification again',
    ])
    expect(await settled(authFetch(call))).toMatchObject({ status: 200 })
  })

  it('renews a token whose scope changed, in silence', async () => {
    const { authFetch, did } = await openPage()
    const before = server.calls.length
    server.changeScope()
    expect(await settled(authFetch(call))).toMatchObject({ status: 200 })
    expect(server.calls.slice(before).map(({ operation }) => operation)).toEqual(['api', 'refresh', 'api'])
    expect(did).toEqual([])
  })

  it('asks for the state with the token, and takes no answer for one that is none', async () => {
    const { system, session } = await openPage()
    const signal = new AbortController().signal
    const accessToken = await session.getAccessToken()
    expect(await settled(system.getUserState?.({ signal, accessToken }) ?? Promise.reject())).toBe(
      'CERTIFIED',
    )
    expect(
      await settled(system.getUserState?.({ signal, accessToken: null }) ?? Promise.reject()),
    ).toMatchObject({
      kind: 'invalid_token',
    })
    http.failNext('accepted')
    expect(await settled(system.getUserState?.({ signal, accessToken }) ?? Promise.reject())).toMatchObject({
      code: 'unreadable_answer',
      occurredAt: clock.now(),
    })
  })

  it('makes the call again after a wait where an app has no handler for a token that was renewed', async () => {
    const { call } = await meet('TOKEN_RENEWED')
    expect(await settled(call())).toMatchObject({ kind: 'invalid_token', retryable: true })
    expect(Object.values(biid().actions).filter(Boolean)).toEqual([])
  })

  it('tells each time that it asks for the state: where, how it ended and how long it took', async () => {
    const records: AuthLogRecord[] = []
    const log = createAuthLogger((record) => void records.push(record))
    const { session } = await openPage()
    const accessToken = await session.getAccessToken()
    const { getUserState } = biid({ baseUrl: `${http.origin}/api/biid`, fetch, clock, onEvent: log })
    const ask = () => getUserState?.({ signal: new AbortController().signal, accessToken })
    http.failNext('unavailable')
    await expect(ask()).rejects.toMatchObject({ status: 503 })
    expect(await ask()).toBe('CERTIFIED')
    const call = { operation: 'api', method: 'GET', endpoint: `${http.origin}/api/biid/user-state` }
    expect(records).toMatchObject([
      { event: 'request_started', ...call },
      { event: 'request_finished', ...call, level: 'warning', status: 503, durationMs: 0 },
      { event: 'request_started', ...call },
      { event: 'request_finished', ...call, outcome: 'ok' },
    ])
    expect(JSON.stringify(records)).not.toContain(accessToken)
  })
})
