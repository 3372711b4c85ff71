import { describe, expect, it } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.js'
import { AUTHSEC_INITIATE, AUTHSEC_POLL, AUTHSEC_TOTP } from '../sources/fixtures/authsec.js'
import { isAnswer } from '../sources/fixtures/source-case.js'
import { ACCEPTED, type Answer, authsecAnswering, HINT } from '../support/authsec-answering.js'

describe('an accepted request', () => {
  it('brings the id, the lifetime and the interval', async () => {
    expect(await authsecAnswering().start()).toEqual({
      authReqId: 'secret-request',
      expiresIn: 300,
      interval: 5,
      requestId: 'id-of-ours',
    })
  })

  it('has 5 seconds between polls where AuthSec says nothing', async () => {
    const { interval: _, ...rest } = ACCEPTED
    expect(await authsecAnswering({ body: rest }).start()).toMatchObject({ interval: 5 })
  })

  it.each([
    ['the header’s', 'in-header', { 'x-request-id': 'in-header' }, { request_id: 'in-body' }],
    ['the body’s', 'in-body', {}, { request_id: 'in-body' }],
    ['ours', 'id-of-ours', {}, {}],
    ['not one that is no id', 'id-of-ours', { 'x-request-id': 'a b' }, { request_id: 'eyJhbGciOi.J9' }],
  ])('is quoted by its id: %s', async (_which, requestId, headers, more) => {
    expect(await authsecAnswering({ headers, body: { ...ACCEPTED, ...more } }).start()).toMatchObject({
      requestId,
    })
  })

  it.each<[string, unknown]>([
    ['an empty id', { ...ACCEPTED, auth_req_id: '' }],
    ['no lifetime', { auth_req_id: 'x' }],
    ['a page', '<html>Welcome</html>'],
    ['a list', []],
  ])('is none with %s', async (_what, body) => {
    await expect(authsecAnswering({ body }).start()).rejects.toMatchObject({
      code: 'unreadable_answer',
      retryable: true,
    })
  })
})

describe('a refused request', () => {
  const cases = AUTHSEC_INITIATE.flatMap(({ input, ...rest }) =>
    isAnswer(input) ? [{ input, ...rest }] : [],
  )

  it.each(cases)('$name', async ({ input: { status, body }, wanted }) => {
    await expect(authsecAnswering({ status, body }).start()).rejects.toMatchObject(wanted)
  })

  it.each([200, 400])('with %i: the body decides, and the address stays out of the error', async (status) => {
    const body = { ...ACCEPTED, error: 'user_not_found', error_description: `User not found: ${HINT}` }
    const error = await authsecAnswering({ status, body })
      .start()
      .catch((thrown: unknown) => thrown as AuthError)
    expect(error).toMatchObject({ kind: 'timeout', code: 'user_not_found', recovery: 'start_over' })
    expect(JSON.stringify(error)).not.toContain('dana')
  })
})

describe('a poll', () => {
  const pending = { error: 'authorization_pending', error_description: 'User has not responded yet' }

  it.each<[string, Answer, object]>([
    ['pending with 200', { body: pending }, { type: 'pending' }],
    ['pending with 202', { status: 202, body: pending }, { type: 'pending' }],
    ['202 without a word', { status: 202, body: '' }, { type: 'pending' }],
    ['202 with a page', { status: 202, body: '<html></html>' }, { type: 'pending' }],
    ['pending as a status', { body: { status: 'pending' } }, { type: 'pending' }],
    ['a poll that gave up waiting', { body: { status: 'timeout' } }, { type: 'pending' }],
    ['slow down', { status: 400, body: { error: 'slow_down' } }, { type: 'slow_down' }],
  ])('goes on: %s', async (_what, answer, wanted) => {
    expect(await authsecAnswering(answer).poll()).toEqual(wanted)
  })

  it('goes on no sooner than Retry-After says', async () => {
    const before = Date.now()
    const answer = await authsecAnswering({
      status: 400,
      body: { error: 'slow_down' },
      headers: { 'retry-after': '30' },
    }).poll()
    expect(answer).toMatchObject({ type: 'slow_down', retryAt: expect.any(Number) as number })
    expect('retryAt' in answer && answer.retryAt).toBeGreaterThanOrEqual(before + 30_000)
  })

  it.each<[string, object, object]>([
    [
      'all that there is',
      {
        access_token: 'a',
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: 'r',
        id_token: 'i',
        scope: 'openid email',
      },
      {
        accessToken: 'a',
        tokenType: 'Bearer',
        expiresIn: 3600,
        refreshToken: 'r',
        idToken: 'i',
        scope: 'openid email',
      },
    ],
    ['a token by its short name', { token: 't' }, { accessToken: 't' }],
    ['the long name first', { access_token: 'a', token: 't' }, { accessToken: 'a' }],
    [
      'what is usable',
      { access_token: 'a', refresh_token: '', scope: 7, expires_in: 'x' },
      { accessToken: 'a' },
    ],
    ['whatever else is said', { access_token: 'a', error: '', status: 'approved' }, { accessToken: 'a' }],
  ])('approved, with %s', async (_what, body, tokens) => {
    expect(await authsecAnswering({ body }).poll()).toEqual({ type: 'approved', approval: { tokens } })
  })

  it('an error is believed before a token, and a token before the status', async () => {
    const both = { access_token: 'a', error: 'access_denied' }
    await expect(authsecAnswering({ body: both }).poll()).rejects.toMatchObject({ kind: 'denied' })
    expect(await authsecAnswering({ status: 202, body: { token: 't' } }).poll()).toMatchObject({
      type: 'approved',
    })
  })

  const ends = AUTHSEC_POLL.flatMap(({ input, name, wanted }) =>
    isAnswer(input) && wanted.kind !== 'pending' ? [{ input, name, wanted }] : [],
  )
  it.each(ends)('ends: $name', async ({ input: { status, body }, wanted }) => {
    await expect(authsecAnswering({ status, body }).poll()).rejects.toMatchObject(wanted)
  })

  it.each([
    ['Rate limit exceeded', 200, { kind: 'rate_limited', retryable: true }],
    ['Rate limit exceeded', 429, { kind: 'rate_limited', retryable: true }],
    ['Request timeout', 200, { kind: 'network_timeout', retryable: true }],
    ['Request timeout', 408, { kind: 'network_timeout', retryable: true }],
    ['Internal server error', 200, { kind: 'server_error', retryable: true }],
    ['Internal server error', 500, { kind: 'server_error', retryable: true }],
    ['The moon is full', 200, { kind: 'unknown', retryable: false }],
  ])('a sentence is no code: %s with %i', async (error, status, wanted) => {
    await expect(
      authsecAnswering({ status, body: { error, request_id: 'as-92' } }).poll(),
    ).rejects.toMatchObject({
      ...wanted,
      code: `HTTP_${status}`,
      requestId: 'as-92',
    })
  })

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['an empty object', {}],
    ['half an object', '{"access_token":"eyJ'],
    ['a page', '<html>Sign in to the Wi-Fi</html>'],
    ['a token that is none', { access_token: 5 }],
    ['an approval without a token', { status: 'approved' }],
  ])('200 with %s makes no sense, which is passing', async (_what, body) => {
    await expect(authsecAnswering({ body }).poll()).rejects.toMatchObject({
      code: 'unreadable_answer',
      retryable: true,
      requestId: 'id-of-ours',
    })
  })
})

describe('a code', () => {
  it('that is right brings the token', async () => {
    const body = { success: true, token: 't', message: 'Login successful' }
    expect(await authsecAnswering({ body }).enter()).toEqual({ tokens: { accessToken: 't' } })
  })

  const cases = AUTHSEC_TOTP.flatMap(({ input, name, wanted }) =>
    isAnswer(input) ? [{ input, name, wanted }] : [],
  )
  it.each(cases)('$name', async ({ input: { status, body }, wanted }) => {
    await expect(authsecAnswering({ status, body }).enter()).rejects.toMatchObject(wanted)
  })

  it.each<[string, Answer, Partial<AuthError>]>([
    [
      'a wrong code with 400',
      { status: 400, body: { error: 'Invalid TOTP code' } },
      { kind: 'invalid_code' },
    ],
    [
      'a wrong code with 200',
      { body: { success: false, error: 'invalid_code', remaining: 1 } },
      { kind: 'invalid_code', attemptsRemaining: 1 },
    ],
    [
      'somebody unknown, who must look like a wrong code',
      { status: 401, body: { success: false, message: 'User not found' } },
      { kind: 'invalid_code' },
    ],
    [
      'somebody unknown, with 404',
      { status: 404, body: { error: 'User not found' } },
      { kind: 'invalid_code' },
    ],
    ['a path that leads nowhere', { status: 404, body: { error: 'Not Found' } }, { kind: 'not_found' }],
    [
      'an account that is locked',
      { status: 401, body: { success: false, message: 'Account is disabled' } },
      { kind: 'account_state' },
    ],
    [
      'a lock-out',
      {
        status: 429,
        body: { error: 'too many failed attempts; this account is temporarily locked, try again later' },
        headers: { 'retry-after': '900' },
      },
      { kind: 'locked', retryable: false, retryAt: expect.any(Number) as number },
    ],
    ['a rate limit', { status: 429, body: { error: 'Rate limit exceeded' } }, { kind: 'rate_limited' }],
    ['a gateway’s 401', { status: 401, body: { error: 'Unauthorized' } }, { kind: 'not_authenticated' }],
    ['a failure of the server', { status: 500, body: { error: 'boom' } }, { kind: 'server_error' }],
    ['success without a token', { body: { success: true } }, { code: 'unreadable_answer' }],
  ])('%s', async (_what, answer, wanted) => {
    await expect(authsecAnswering(answer).enter()).rejects.toMatchObject(wanted)
  })
})
