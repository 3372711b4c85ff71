import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Approval, authsec, type CibaClient, normalizeError, type PollAnswer } from '../../src/core.js'
import { createAuthSecServer, createMovedClock, mswResolver } from '../../src/testing.js'
import { startHttpListener } from '../support/http-listener.js'

const MSW_ORIGIN = 'https://api.example.com'
const PREFIX = '/uflow/auth'
const LOGIN_HINT = 'dana@example.com'
const REQUEST = { loginHint: LOGIN_HINT, bindingMessage: 'ABC-DEF' }
const clock = createMovedClock()
const server = createAuthSecServer({ clock })

/** What a sign-in gets of each failure: of the start, then of the poll or the code. */
async function failuresAt(origin: string, clientId: string | undefined) {
  const got: Record<string, unknown> = {}
  const client: CibaClient = authsec({
    baseUrl: origin + PREFIX,
    ...(clientId !== undefined && { clientId }),
  })
  for (const [name, { step, code }] of Object.entries(server.failures)) {
    const signal = AbortSignal.timeout(name.endsWith('HANGS') ? 50 : 5_000)
    const call = { signal, requestId: 'of-this-call', now: clock.now, idempotencyKey: 'key' }
    server.fail(name as keyof typeof server.failures)
    const outcome = await client
      .initiate(REQUEST, call)
      .then(({ authReqId }): Promise<PollAnswer | Approval> | undefined =>
        step === 'code' && code !== undefined
          ? client.verifyTotp?.({ loginHint: LOGIN_HINT, code }, call)
          : client.poll(authReqId, call),
      )
      .catch((thrown: unknown) => {
        const { technicalDetail, requestId: _id, occurredAt: _at, ...error } = normalizeError(thrown).toJSON()
        // Where nobody answered it is a sentence of fetch's own.
        return error.status === undefined ? error : { ...error, technicalDetail }
      })
    // Tokens are new each time.
    got[name] = outcome && ('tokens' in outcome || 'approval' in outcome) ? 'tokens' : outcome
    server.mend()
  }
  return got
}

describe.each(['acme', undefined])('AuthSec by way of msw, with the client id %s', (clientId) => {
  const msw = setupServer(http.all(`${MSW_ORIGIN}${PREFIX}/*`, mswResolver(server, HttpResponse)))
  let overHttp: Record<string, unknown>

  beforeAll(async () => {
    const listener = await startHttpListener((request) => server.handle(request))
    overHttp = await failuresAt(listener.origin, clientId)
    await listener.close()
    msw.listen({ onUnhandledRequest: 'error' })
  })
  afterAll(() => msw.close())

  it('gives a sign-in the same answers and errors as over HTTP, for every failure', async () => {
    const byMsw = await failuresAt(MSW_ORIGIN, clientId)
    expect(Object.keys(byMsw)).toEqual(Object.keys(server.failures))
    expect(byMsw).toEqual(overHttp)
    expect(byMsw.DENIED).toMatchObject({ kind: 'denied' })
    expect(byMsw.INVALID_CODE).toMatchObject({ kind: 'invalid_code', attemptsRemaining: 2 })
    expect(byMsw.POLL_NETWORK).toMatchObject({ kind: 'network', code: 'connection_failed' })
  })

  it('approves what its phone approves', async () => {
    const client = authsec({ baseUrl: MSW_ORIGIN + PREFIX, ...(clientId !== undefined && { clientId }) })
    const signal = AbortSignal.timeout(5_000)
    const call = { signal, requestId: 'of-this-call', now: clock.now, idempotencyKey: 'key' }
    const { authReqId } = await client.initiate(REQUEST, call)
    expect(server.approve(LOGIN_HINT)).toBe(true)
    await clock.advance(5_000)
    expect(await client.poll(authReqId, call)).toMatchObject({ type: 'approved' })
  })
})
