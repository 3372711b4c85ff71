import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAuthError } from '../../src/errors/auth-error.js'
import { type ErrorContext, normalizeError } from '../../src/errors/normalize.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)
const normal = (input: unknown, context: ErrorContext = {}) =>
  normalizeError(input, { now: NOW, online: true, ...context })

describe('an OAuth body', () => {
  it.each<[string, AuthErrorKind]>([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['authorization_pending', 'pending'],
    ['slow_down', 'slow_down'],
    ['invalid_grant', 'invalid_token'],
    ['invalid_client', 'misconfigured'],
    ['temporarily_unavailable', 'unavailable'],
    ['invalid_code', 'invalid_code'],
    ['too_many_retries', 'locked'],
  ])('%s is %s, in an answer, parsed or not, and alone', (error, kind) => {
    const wanted = { kind, code: error }
    expect(normal({ status: 400, body: { error } })).toMatchObject({ ...wanted, status: 400 })
    expect(normal({ status: 400, body: JSON.stringify({ error }) })).toMatchObject(wanted)
    expect(normal({ error })).toMatchObject(wanted)
  })

  it('decides, whatever the status says', () => {
    for (const status of [200, 202, 400, 403, 500])
      expect(normal({ status, body: { error: 'access_denied' } }, { phase: 'poll' }).kind).toBe('denied')
  })

  it('brings its sentence, attempts and field texts along', () => {
    const body = {
      error: 'invalid_code',
      error_description: 'No such code.',
      attempts_remaining: 2,
      field_errors: { email: ['Is taken', 7], age: 'Too low', nothing: [] },
    }
    expect(normal({ status: 401, body })).toMatchObject({
      technicalDetail: 'No such code.',
      attemptsRemaining: 2,
      fieldErrors: { email: ['Is taken'], age: ['Too low'] },
    })
  })

  it('with a code that nobody knows keeps it, and is of the kind of its status', () => {
    expect(normal({ status: 503, body: { error: 'SHOP_042' } })).toMatchObject({
      kind: 'unavailable',
      code: 'SHOP_042',
    })
    expect(normal({ error: 'SHOP_042' })).toMatchObject({ kind: 'unknown', code: 'SHOP_042' })
  })

  it('with a sentence where a code should be has no code', () => {
    const error = normal({ status: 429, body: { error: 'Rate limit exceeded' } })
    expect(error).toMatchObject({
      kind: 'rate_limited',
      code: 'HTTP_429',
      technicalDetail: 'Rate limit exceeded',
    })
  })

  it('is not read through names that every object has', () => {
    expect(normal({ error: 'constructor' }).kind).toBe('unknown')
    expect(normal({ error: 'toString' }).kind).toBe('unknown')
  })

  it('can mean something else in one system', () => {
    const system = {
      name: 'shop',
      codes: { access_denied: { kind: 'account_state', severity: 'info' } },
    } as const
    expect(normal({ error: 'access_denied' }, { system })).toMatchObject({
      kind: 'account_state',
      severity: 'info',
      recovery: 'complete_step',
    })
  })
})

describe('the step and the time of a failure', () => {
  it('access_denied where somebody was asked is the person’s no, elsewhere it is policy', () => {
    const answers = [{ error: 'access_denied' }, { status: 403, body: { error: 'access_denied' } }]
    for (const answer of answers) {
      expect(normal(answer, { phase: 'poll' }).kind).toBe('denied')
      for (const phase of ['initiate', 'totp', 'api'] as const)
        expect(normal(answer, { phase }).kind).toBe('forbidden')
    }
  })

  it('access_denied of a step that nobody named is policy with 403, and the person’s no at a token endpoint', () => {
    const body = { error: 'access_denied', error_description: 'The scope orders:write is missing' }
    expect(normal({ status: 403, body })).toMatchObject({ kind: 'forbidden', recovery: 'verify_permissions' })
    expect(normal({ status: 400, body }).kind).toBe('denied')
  })

  it('access_denied is what an app’s own table says, in every step', () => {
    const system = { name: 'shop', codes: { access_denied: 'denied' } } as const
    expect(normal({ status: 403, body: { error: 'access_denied' } }, { phase: 'api', system }).kind).toBe(
      'denied',
    )
  })

  it('invalid_grant after the deadline is expiry', () => {
    const grant = { status: 400, body: { error: 'invalid_grant' } }
    expect(normal(grant, { deadlineAt: NOW }).kind).toBe('expired')
    expect(normal(grant, { deadlineAt: NOW + 1 }).kind).toBe('invalid_token')
    expect(normal(grant).kind).toBe('invalid_token')
  })
})

describe('who is signed in', () => {
  it.each([
    'You are not authorized to perform this action.',
    'Not authorized',
    'Unauthorized',
    'User is not authorized to access this resource with an explicit deny',
    'UNAUTHORIZED_ACTION',
    'Unauthorised',
  ])('and gets a 403 that says “%s” is not sent to sign in', (message) => {
    expect(normal({ status: 403, body: { message } })).toMatchObject({
      kind: 'forbidden',
      recovery: 'verify_permissions',
    })
    expect(normal({ status: 401, body: { message } }).kind).toBe('not_authenticated')
  })

  it('is asked for by a 403 that says that nobody is', () => {
    for (const detail of ['Authentication credentials were not provided.', 'Not authenticated'])
      expect(normal({ status: 403, body: { detail } }).kind).toBe('not_authenticated')
  })
})

describe('which accounts exist', () => {
  const errorOf = (status: number, body: object, context: ErrorContext = {}) => {
    const { kind, recovery, severity } = normal({ status, body }, context)
    return { kind, recovery, severity }
  }
  const wrong = errorOf(401, { message: 'Invalid password' })

  it.each<[string, number, object, ErrorContext?]>([
    ['a 401', 401, { message: 'User not found' }],
    ['a 401 of an API', 401, { error: 'user_does_not_exist' }, { phase: 'api' }],
    ['a 404 at a start', 404, { error: 'User not found' }, { phase: 'initiate' }],
    ['a 404 at a code', 404, { error: 'User not found' }, { phase: 'totp' }],
    ['Cognito', 400, { __type: 'UserNotFoundException', message: 'User does not exist.' }],
    ['Firebase', 400, { error: { code: 400, message: 'EMAIL_NOT_FOUND' } }],
  ])('is not told by %s: it reads as a wrong password', (_where, status, body, context) => {
    expect(wrong.kind).toBe('invalid_credentials')
    expect(errorOf(status, body, context)).toEqual(wrong)
  })

  it('may be told by an API that was asked for somebody', () => {
    const body = { error: 'User not found' }
    expect(errorOf(404, body, { phase: 'api' }).kind).toBe('not_found')
    expect(errorOf(404, body).kind).toBe('not_found')
  })

  it('is not what “credentials not found” says', () => {
    const body = { status: 'error', message: 'Authentication credentials not found.' }
    expect(errorOf(401, body).kind).toBe('not_authenticated')
  })
})

describe('an answer without a code', () => {
  it.each<[number, AuthErrorKind]>([
    [400, 'invalid_request'],
    [401, 'not_authenticated'],
    [402, 'invalid_request'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [408, 'network_timeout'],
    [409, 'conflict'],
    [410, 'not_found'],
    [418, 'invalid_request'],
    [419, 'session_expired'],
    [422, 'validation'],
    [423, 'conflict'],
    [425, 'unavailable'],
    [426, 'unsupported_client'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'bad_gateway'],
    [503, 'unavailable'],
    [504, 'network_timeout'],
    [599, 'server_error'],
    [302, 'unknown'],
  ])('%i is %s', (status, kind) => {
    const wanted = { kind, code: `HTTP_${status}`, status }
    expect(normal({ status })).toMatchObject(wanted)
    expect(normal({ status, body: '<html>oh</html>' })).toMatchObject(wanted)
    if (status !== 302) expect(normal(new Response('x', { status }))).toMatchObject(wanted)
  })

  it.each([
    ['null', null],
    ['numbers', { 'x-request-id': 5, 'retry-after': 7 }],
    ['lists', { 'x-request-id': ['a', 'b'] }],
  ])('keeps its status where the headers are %s', (_what, headers) => {
    expect(normal({ status: 429, headers })).toMatchObject({ kind: 'rate_limited', status: 429 })
  })
})

describe('a call without an answer', () => {
  it.each([
    ['Chrome', 'Failed to fetch'],
    ['Chrome, while the body was read', 'network error'],
    ['Firefox', 'NetworkError when attempting to fetch resource.'],
    ['Safari', 'Load failed'],
    ['Safari, cut off', 'The network connection was lost.'],
    ['Safari, offline', 'The Internet connection appears to be offline.'],
    ['React Native', 'Network request failed'],
    ['Node', 'fetch failed'],
    ['Node, while the body was read', 'terminated'],
    ['Bun', 'Unable to connect. Is the computer able to access the url?'],
    ['Deno', 'error sending request for url (https://api.example/)'],
    ['axios', 'Network Error'],
  ])('is a lost connection in the words of %s, or being offline', (_engine, message) => {
    const error = new TypeError(message)
    expect(normal(error)).toMatchObject({ kind: 'network', code: 'connection_failed', retryable: true })
    expect(normal(error, { online: false })).toMatchObject({ kind: 'offline', code: 'offline' })
  })

  it('is a lost connection where only the cause tells', () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:443')
    expect(normal(new Error('request failed', { cause })).kind).toBe('network')
  })

  it('that was aborted was cancelled, one that took too long timed out', () => {
    expect(normal(new DOMException('x', 'AbortError'))).toMatchObject({
      kind: 'cancelled',
      code: 'cancelled',
    })
    expect(normal(new DOMException('x', 'TimeoutError'))).toMatchObject({
      kind: 'network_timeout',
      retryable: true,
    })
    expect(normal(new TypeError('The request timed out.'))).toMatchObject({ kind: 'network_timeout' })
  })

  it('is understood where it comes from a frame or another realm', () => {
    const foreign: unknown = runInNewContext('new TypeError("Failed to fetch")')
    expect(foreign instanceof Error).toBe(false)
    expect(normal(foreign)).toMatchObject({ kind: 'network', technicalDetail: 'Failed to fetch' })
  })

  it('with other words is unknown, keeps its cause and is not tried again', () => {
    const bug = new TypeError('undefined is not a function')
    const error = normal(bug)
    expect(error).toMatchObject({ kind: 'unknown', code: 'unknown_error', retryable: false })
    expect(error.cause).toBe(bug)
  })
})

describe('when to come back', () => {
  const retryAt = (value: string) => normal({ status: 503, headers: { 'Retry-After': value } }).retryAt

  it.each<[string, number | undefined]>([
    ['42', NOW + 42_000],
    [' 7 ', NOW + 7_000],
    ['Thu, 15 Jan 2026 10:31:00 GMT', NOW + 60_000],
    // Over already: nobody has to wait, and nothing was made up.
    ['Thu, 15 Jan 2026 10:29:00 GMT', NOW - 60_000],
    ['0', NOW],
    ['soon', undefined],
    ['-5', undefined],
    ['999999999', NOW + 24 * 3_600_000],
  ])('Retry-After: %s', (value, at) => {
    expect(retryAt(value)).toBe(at)
  })

  it('is what the header says, else what the body says', () => {
    const answer = { status: 429, headers: { 'retry-after': '60' }, body: { error: 'x y', retry_after: 5 } }
    expect(normal(answer).retryAt).toBe(NOW + 60_000)
    expect(normal({ ...answer, headers: {} }).retryAt).toBe(NOW + 5_000)
  })

  it('is unknown where the server said nothing: no default of ours', () => {
    expect(normal({ status: 429 })).not.toHaveProperty('retryAt')
  })
})

describe('a limit', () => {
  const waitOf = (headers: Record<string, string>, status = 500) => {
    const { retryAt } = normal({ status, headers })
    return retryAt === undefined ? undefined : (retryAt - NOW) / 1000
  }

  it.each<[string, Record<string, string>]>([
    ['a policy', { ratelimit: '"default";r=99;t=3600' }],
    ['the older form', { ratelimit: 'limit=100, remaining=99, reset=3600' }],
    ['headers of its own', { 'x-ratelimit-remaining': '99', 'x-ratelimit-reset': '3600' }],
  ])('of which something remains is not waited for: %s', (_what, headers) => {
    for (const status of [429, 500, 503]) expect(waitOf(headers, status)).toBeUndefined()
  })

  it.each<[string, Record<string, string>, number]>([
    ['a policy', { ratelimit: '"default";r=0;t=60' }, 60],
    ['its parameters in another order', { ratelimit: '"default";t=60;q=5;r=0' }, 60],
    ['the older form', { ratelimit: 'limit=100, remaining=0, reset=60' }, 60],
    ['headers of its own', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '60' }, 60],
    ['one policy of two', { ratelimit: '"burst";r=5;t=1, "daily";r=0;t=43200' }, 43_200],
    ['one policy of two, the first', { ratelimit: 'daily;r=0;t=43200, burst;r=5;t=1' }, 43_200],
    ['both of two', { ratelimit: '"burst";r=0;t=1, "daily";r=0;t=43200' }, 43_200],
    [
      'the one in the other header',
      { ratelimit: '"a";r=5;t=9', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' },
      30,
    ],
  ])('that is used up is waited for until it ends: %s', (_what, headers, seconds) => {
    for (const status of [429, 500, 503]) expect(waitOf(headers, status)).toBe(seconds)
  })

  it.each<[string, Record<string, string>]>([
    ['a policy', { ratelimit: '"default";t=60' }],
    ['a header', { 'x-ratelimit-reset': '60' }],
  ])('that does not say what remains counts where there were too many requests: %s', (_what, headers) => {
    expect(waitOf(headers, 429)).toBe(60)
    expect(waitOf(headers, 503)).toBeUndefined()
  })
})

describe('a time to wait', () => {
  const system = {
    name: 'shop',
    codes: {
      QUOTA: { kind: 'limit_exceeded', recovery: 'wait_and_retry', retryable: true },
      BROKEN: { kind: 'unavailable', recovery: 'contact_support', retryable: false },
    },
  } as const
  const headers = { 'Retry-After': '30' }

  it('is told where the code says that waiting cures it, whatever its kind', () => {
    const answer = { status: 403, headers, body: { error: 'QUOTA' } }
    expect(normal(answer, { system }).retryAt).toBe(NOW + 30_000)
  })

  it.each([
    ['a code of the app', { status: 503, headers, body: { error: 'BROKEN' } }],
    ['a built-in code', { status: 500, headers, body: { error: 'saved', error_code: 'AUDIT_ERROR' } }],
    ['a status', { status: 501, headers }],
  ])('is not told where the same call again cannot help: %s', (_what, answer) => {
    const error = normal(answer, { system })
    expect(error).toMatchObject({ retryable: false, recovery: 'contact_support' })
    expect(error).not.toHaveProperty('retryAt')
  })
})

describe('the request id', () => {
  const headers = { 'X-Request-ID': 'from-header' }

  it('is the body’s, else the header’s, else ours', () => {
    const body = { error: 'server_error', request_id: 'from-body' }
    expect(normal({ status: 500, headers, body }, { requestId: 'ours' }).requestId).toBe('from-body')
    expect(normal({ status: 500, headers }, { requestId: 'ours' }).requestId).toBe('from-header')
    expect(normal({ status: 500 }, { requestId: 'ours' }).requestId).toBe('ours')
    expect(normal(new TypeError('Failed to fetch'), { requestId: 'ours' }).requestId).toBe('ours')
    expect(normal({ status: 500 })).not.toHaveProperty('requestId')
  })

  it.each<[string, HeadersInit]>([
    ['a Headers object', new Headers({ 'x-correlation-id': 'id-1' })],
    ['pairs', [['X-Correlation-Id', 'id-1']]],
    ['a plain object', { 'X-CORRELATION-ID': 'id-1' }],
  ])('is found in %s', (_what, given) => {
    expect(normal({ status: 500, headers: given }).requestId).toBe('id-1')
  })

  it('is an id: what is longer than 128 characters, an address or a token is none', () => {
    for (const id of ['r'.repeat(129), 'dana@example.com', 'eyJhbGciOi.eyJzdWIi.c2ln', 'two words'])
      expect(normal({ error: 'x y', request_id: id })).not.toHaveProperty('requestId')
  })
})

describe('whatever is thrown', () => {
  it('an AuthError comes back as it is', () => {
    const error = normal({ error: 'access_denied' })
    expect(normalizeError(error, { phase: 'initiate', requestId: 'other' })).toBe(error)
  })

  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('no')
      },
      getPrototypeOf() {
        throw new Error('no')
      },
    },
  )
  const trapped = {
    get status(): number {
      throw new Error('no')
    },
  }
  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a string', 'what now'],
    ['a number', 42],
    ['a symbol', Symbol('x')],
    ['a function', () => undefined],
    ['a list', [1, 2]],
    ['an object without prototype', Object.create(null)],
    ['a proxy that throws', hostile],
    ['a getter that throws', trapped],
    ['headers that throw', { status: 500, headers: hostile }],
    ['an error whose message throws', Object.defineProperty(new Error(), 'message', { get: () => hostile })],
  ])('%s becomes an AuthError', (_what, input) => {
    const error = normal(input, { requestId: 'ours' })
    expect(isAuthError(error)).toBe(true)
    expect(error).toMatchObject({ requestId: 'ours', occurredAt: NOW })
  })

  it('never throws, and what comes out can be logged', () => {
    const anything = fc.anything({ withNullPrototype: true, withMap: true, withDate: true, withBigInt: true })
    const input = fc.oneof(
      anything,
      fc.record({ status: fc.oneof(fc.integer(), anything), headers: anything, body: anything }),
      fc.record({
        error: anything,
        error_description: anything,
        message: anything,
        request_id: anything,
        retry_after: anything,
        attempts_remaining: anything,
        field_errors: anything,
      }),
    )
    fc.assert(
      fc.property(input, (given) => {
        const error = normalizeError(given)
        expect(isAuthError(error)).toBe(true)
        expect(error.message).toBe(`${error.kind}: ${error.code}`)
        expect(JSON.parse(JSON.stringify(error))).toMatchObject({ kind: error.kind, code: error.code })
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a link to documentation', () => {
  const body = {
    error: { code: 'TOKEN_EXPIRED', documentation_url: 'https://docs.example.com/errors#token-expired' },
  }
  const linkOf = (more: object, context = {}) => normal({ status: 401, body, ...more }, context).helpUrl

  it('is shown where it is on the site of the API that answered, or where the app trusts it', () => {
    expect(linkOf({ url: 'https://api.example.com/me' })).toBe(
      'https://docs.example.com/errors#token-expired',
    )
    expect(linkOf({}, { trustHelpUrl: (url: URL) => url.hostname === 'docs.example.com' })).toBeDefined()
  })

  it('is not shown where nobody vouches for it', () => {
    expect(linkOf({})).toBeUndefined()
    expect(linkOf({ url: 'https://api.example.net/me' })).toBeUndefined()
    expect(linkOf({ url: 'https://docs.example.com.evil.test/' })).toBeUndefined()
    const elsewhere = { error: { code: 'X_1', documentation_url: 'https://other.co.uk/errors' } }
    expect(linkOf({ url: 'https://example.co.uk/me', body: elsewhere })).toBeUndefined()
  })

  it.each([
    'http://docs.example.com/x',
    'javascript:alert(1)',
    'https://dashboard.example.com/logs',
    'https://docs.example.com/x?session=0123456789abcdef',
    'https://user@docs.example.com/',
    'https://[',
  ])('%s is none', (documentation_url) => {
    const answer = {
      status: 401,
      url: 'https://api.example.com/me',
      body: { error: { code: 'X_1', documentation_url } },
    }
    expect(normal(answer)).not.toHaveProperty('helpUrl')
    expect(normal(answer).code).toBe('X_1')
  })
})

describe('a large body', () => {
  it('has the names of each record listed once: engines list all of them to give the first', () => {
    const listings: string[] = []
    const counted = <T extends object>(name: string, record: T) =>
      new Proxy(record, {
        ownKeys: (target) => {
          listings.push(name)
          return Reflect.ownKeys(target)
        },
      })
    const item = counted('item', {
      field: 'email',
      message: 'Is taken.',
      extensions: counted('extensions', {}),
    })
    const data = counted('data', { age: ['Too low.'] })
    const body = { error: { code: 'x', data, details: counted('details', { limit: 3 }) }, errors: [item] }
    normal({ status: 422, body })
    normal({ status: 422, body: counted('bare fields', { name: ['Is missing.'] }) })
    expect(listings.toSorted()).toEqual(['bare fields', 'data', 'details', 'extensions', 'item'])
  })

  it('is read anew where it has changed since the last call', () => {
    const body: Record<string, string> = { error: 'access_denied' }
    expect(normal(body).kind).toBe('denied')
    body.error = 'slow_down'
    expect(normal(body).kind).toBe('slow_down')
  })
})
