import { describe, expect, it } from 'vitest'
import { biid } from '../../src/core.js'
import { type BiidFailure, type BiidState, createBiidServer } from '../../src/testing.js'
import { startSystem, type SystemRow } from './system-rows.js'

const { clock, server, http, settled, openPage, meet, checkRows } = await startSystem({
  server: (clock) => createBiidServer({ clock }),
  path: '/api/biid/signatures',
  system({ origin, fetch, clock, did, page }) {
    const does = (name: string) => () => void did.push(name)
    return biid({
      baseUrl: `${origin}/api/biid/`,
      fetch,
      clock,
      onUserStep: (step, _error, { again }) => void did.push(`${step}${again ? ' again' : ''}`),
      async onInvalidToken(next, _error, { signal }) {
        did.push(next)
        if (next === 'retry') return
        const { session, system } = page()
        await session.signIn(await system.refresh(undefined, { signal, requestId: 'r-1', now: clock.now }))
        return true
      },
      onValidation: ({ fieldErrors }) => void did.push(Object.keys(fieldErrors ?? {}).join(' and ')),
      onClientTooOld: does('asks to update'),
      onUnknownError: ({ requestId }) => void did.push(`shows ${requestId?.length} signs for support`),
      onProcessFailed: (process) => void did.push(`in ${process}`),
    })
  },
})

const MISSING = 'account_state complete_step'
const AGAIN = { does: 'waits 1 s', works: true } as const

const ROWS: Record<BiidFailure, SystemRow> = {
  NOT_REGISTERED: { thrown: MISSING, does: 'registration' },
  NOT_VERIFIED: { thrown: MISSING, does: 'verification' },
  NOT_ACCREDITED: { thrown: MISSING, does: 'accreditation' },
  NOT_CERTIFIED: { thrown: MISSING, does: 'certification' },
  CERTIFICATE_REVOKED: { thrown: MISSING, does: 'certification again' },
  STATE_AHEAD: { thrown: MISSING, works: true },
  STATE_OTHERWISE: { thrown: MISSING, does: 'accreditation' },
  STATE_UNREACHABLE: { thrown: MISSING, does: 'verification' },
  TOKEN_EXPIRED: { thrown: null, calls: 2, refreshes: 1 },
  SCOPE_CHANGED: { thrown: null, calls: 2, refreshes: 1 },
  SCOPE_REFUSED: { thrown: 'session_expired re_authenticate', refreshes: 1, does: 'login', works: true },
  TOKEN_RENEWED: { thrown: 'invalid_token retry', does: 'retry', works: true },
  SIGN_IN: { thrown: 'invalid_token re_authenticate', does: 'login', works: true },
  VALIDATION: { thrown: 'validation fix_input', does: 'phone and birthday' },
  NO_CONNECTION: { thrown: 'network retry', ...AGAIN },
  CLIENT: { thrown: 'unknown contact_support', does: 'shows 10 signs for support' },
  CLIENT_TOO_OLD: { thrown: 'unsupported_client update_app', does: 'asks to update' },
  PROCESS_VERIFICATION: { thrown: 'process_failed start_over', does: 'in verification' },
  PROCESS_CERTIFICATION: { thrown: 'process_failed start_over', does: 'in certification' },
  PROCESS_SECURITY: { thrown: 'process_failed start_over', does: 'in security' },
  NETWORK: { thrown: 'network retry', ...AGAIN },
}

describe('biid, each row of its guide', () => checkRows(ROWS))

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
      'registration',
      'verification',
      'accreditation',
      'certification',
      'certification again',
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
})
