import { describe, expect, it } from 'vitest'
import { type AuthErrorFields, normalizeError } from '../../src/core.js'

/** What other providers and frameworks answer: no table knows them, general rules read them. */
const NOW = Date.UTC(2026, 0, 15, 10, 30)

interface Answer {
  status: number
  body: unknown
  headers?: Record<string, string>
}
type Row = [
  provider: string,
  answer: Answer,
  wanted: Partial<AuthErrorFields>,
  without?: (keyof AuthErrorFields)[],
]

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers,
})
const UUID = '88f5a3c0-1e4d-4b0f-9f43-2e6b7e0c1b1a'

const ROWS: Row[] = [
  [
    'a code and a sentence',
    answer(401, { code: 124, message: 'Invalid access token.' }),
    { kind: 'invalid_token', code: '124', technicalDetail: 'Invalid access token.' },
  ],
  [
    'a code beside an id',
    answer(401, {
      object: 'error',
      status: 401,
      code: 'unauthorized',
      message: 'The key is invalid.',
      request_id: 'abc-123',
    }),
    { kind: 'not_authenticated', code: 'unauthorized', requestId: 'abc-123' },
  ],
  [
    'members that are null',
    answer(401, { code: null, type: null, message: 'Oh', request_id: null, error: null }),
    { kind: 'not_authenticated', code: 'HTTP_401', technicalDetail: 'Oh' },
    ['requestId'],
  ],
  [
    'a list of sentences for a body',
    answer(400, ['The name is too long', 'The age is odd']),
    { kind: 'invalid_request', technicalDetail: 'The name is too long' },
  ],
  [
    'a list of records',
    answer(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]),
    { kind: 'session_expired', code: 'INVALID_SESSION_ID' },
  ],
  [
    'a list of sentences',
    answer(403, { errors: ['permission denied'] }),
    { kind: 'forbidden', code: 'HTTP_403', technicalDetail: 'permission denied' },
    ['fieldErrors'],
  ],
  [
    'one sentence as errors',
    answer(401, { errors: 'Invalid API key or access token' }),
    { kind: 'invalid_credentials', technicalDetail: 'Invalid API key or access token' },
  ],
  [
    'several messages',
    answer(400, {
      statusCode: 400,
      message: ['name must be longer', 'age must be a number'],
      error: 'Bad Request',
    }),
    { kind: 'invalid_request', code: 'HTTP_400', technicalDetail: 'name must be longer' },
    ['fieldErrors'],
  ],
  [
    'an inner error',
    answer(401, {
      error: {
        code: 'InvalidAuthenticationToken',
        message: 'Access token has expired or is not yet valid.',
        innerError: { 'request-id': UUID },
      },
    }),
    { kind: 'token_expired', code: 'InvalidAuthenticationToken', requestId: UUID },
  ],
  [
    'a numeric code and a trace',
    answer(400, {
      error: {
        message: 'Error validating access token: session has expired on Monday',
        type: 'OAuthException',
        code: 190,
        fbtrace_id: 'AxYzQ1',
      },
    }),
    { kind: 'session_expired', code: '190', requestId: 'AxYzQ1' },
  ],
  [
    'a correlation id',
    answer(401, {
      status: 'error',
      message: 'This oauth-token (abc) expired 12 second(s) ago',
      correlationId: UUID,
      category: 'EXPIRED_AUTHENTICATION',
    }),
    { kind: 'token_expired', code: 'HTTP_401', requestId: UUID },
  ],
  [
    'a debug id',
    answer(422, {
      name: 'UNPROCESSABLE_ENTITY',
      message: 'It could not be done',
      debug_id: '90957fca61718',
      details: [{ field: '/units/0/amount', issue: 'INVALID_CURRENCY' }],
    }),
    {
      kind: 'validation',
      code: 'UNPROCESSABLE_ENTITY',
      requestId: '90957fca61718',
      fieldErrors: { 'units.0.amount': ['INVALID_CURRENCY'] },
    },
  ],
  [
    'an id by its form',
    answer(404, { error: { code: 404, status: 'Not Found', request: UUID } }),
    { kind: 'not_found', code: 'HTTP_404', requestId: UUID },
  ],
  [
    'an id that is none by its form',
    answer(404, { id: 'user-7', message: 'No such user' }),
    { kind: 'not_found' },
    ['requestId'],
  ],
  [
    'a typed code and its page',
    answer(400, {
      status_code: 400,
      request_id: 'request-b05c992f',
      error_type: 'unable_to_auth_otp_code',
      error_message: 'The OTP code is incorrect',
      error_url: 'https://docs.example/errors/400',
    }),
    { kind: 'invalid_code', code: 'unable_to_auth_otp_code', helpUrl: 'https://docs.example/errors/400' },
  ],
  [
    'a class name',
    answer(400, { __type: 'com.example.service#ThrottlingException', message: 'Rate exceeded' }),
    { kind: 'rate_limited', code: 'ThrottlingException', retryable: true },
  ],
  [
    'a code in data',
    answer(401, {
      error: {
        message: 'Please sign in',
        code: -32001,
        data: { code: 'UNAUTHORIZED', httpStatus: 401, path: 'me' },
      },
    }),
    { kind: 'not_authenticated', code: 'UNAUTHORIZED' },
    ['fieldErrors'],
  ],
  [
    'a code with dots',
    answer(401, { code: 'session.invalid_credentials', message: 'Incorrect account or password', data: {} }),
    { kind: 'invalid_credentials', code: 'session.invalid_credentials' },
  ],
  [
    'a code and its sentence in one',
    answer(400, { error: { code: 400, message: 'TOO_MANY_ATTEMPTS_TRY_LATER : Too many tries.' } }),
    { kind: 'rate_limited', code: 'TOO_MANY_ATTEMPTS_TRY_LATER', technicalDetail: 'Too many tries.' },
  ],
  [
    'a code for a sentence',
    answer(400, { error: { code: 400, message: 'USER_DISABLED' } }),
    { kind: 'account_state', code: 'USER_DISABLED' },
    ['technicalDetail'],
  ],
  [
    'a sentence that names its trace',
    answer(500, { message: 'It failed. (traceID: QqTmrct8ph)' }),
    { kind: 'server_error', requestId: 'QqTmrct8ph', technicalDetail: 'It failed.' },
  ],
  [
    'a problem',
    answer(403, {
      type: 'https://docs.example/errors/insufficient-permissions',
      title: 'Insufficient Permissions',
      status: 403,
      detail: 'Ask the owner.',
    }),
    {
      kind: 'forbidden',
      code: 'insufficient-permissions',
      technicalDetail: 'Ask the owner.',
      helpUrl: 'https://docs.example/errors/insufficient-permissions',
    },
  ],
  [
    'a problem of a standard',
    answer(429, {
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: 'Too Many Requests',
    }),
    { kind: 'rate_limited', code: 'quota-exceeded' },
    ['helpUrl', 'retryAt'],
  ],
  [
    'a problem of no kind',
    answer(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }),
    { kind: 'not_authenticated', code: 'HTTP_401' },
    ['helpUrl'],
  ],
  [
    'a problem whose type is a section of a standard',
    answer(400, {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { Email: ['The Email field is required.'] },
    }),
    { kind: 'validation', code: 'HTTP_400', fieldErrors: { Email: ['The Email field is required.'] } },
    ['helpUrl'],
  ],
  [
    'a problem whose type is a standard',
    answer(404, { type: 'https://datatracker.ietf.org/doc/html/rfc9110', title: 'Not Found' }),
    { kind: 'not_found', code: 'HTTP_404' },
  ],
  [
    'a list whose type is what it is about',
    answer(400, { errors: [{ type: 'field', msg: 'Invalid value', path: 'email', location: 'body' }] }),
    { kind: 'validation', code: 'HTTP_400', fieldErrors: { email: ['Invalid value'] } },
  ],
  [
    'a type of JSON-LD',
    answer(422, {
      '@context': '/contexts/ConstraintViolationList',
      '@type': 'ConstraintViolationList',
      'hydra:title': 'An error occurred',
      violations: [{ propertyPath: 'email', message: 'Is no address.' }],
    }),
    { kind: 'validation', code: 'HTTP_422', fieldErrors: { email: ['Is no address.'] } },
  ],
  [
    'a type of the envelope',
    answer(401, {
      type: 'error.list',
      request_id: 'b2h5',
      errors: [{ code: 'token_unauthorized', message: 'It is not valid' }],
    }),
    { kind: 'not_authenticated', code: 'token_unauthorized', requestId: 'b2h5' },
  ],
  [
    'a zero for a code',
    answer(401, { message: '401: Unauthorized', code: 0 }),
    { kind: 'not_authenticated', code: 'HTTP_401' },
  ],
  [
    'a grant refused for the password',
    answer(401, { error: 'invalid_grant', error_description: 'Invalid user credentials' }),
    { kind: 'invalid_credentials', code: 'invalid_grant' },
  ],
  [
    'a grant refused for the account',
    answer(400, { error: 'invalid_grant', error_description: 'Account is not fully set up' }),
    { kind: 'account_state', code: 'invalid_grant' },
  ],
  [
    'credentials that are missing',
    answer(403, { detail: 'Authentication credentials were not provided.' }),
    { kind: 'not_authenticated' },
  ],
  [
    'forbidden in a loose sentence',
    answer(400, { message: 'The token is invalid, do not craft it' }),
    { kind: 'invalid_request', code: 'HTTP_400' },
  ],
  [
    'a failing server, whatever it says',
    answer(503, { message: 'Invalid token cache: too many connections' }),
    { kind: 'unavailable', retryable: true },
  ],
  ['a limit, whatever it says', answer(429, { message: 'Access denied for now' }), { kind: 'rate_limited' }],
  [
    'a server error that does not pass',
    answer(501, { message: 'Not implemented' }),
    { kind: 'server_error', recovery: 'contact_support', retryable: false },
  ],
  [
    'a server error that may pass',
    answer(500, { message: 'Oh' }),
    { kind: 'server_error', recovery: 'retry_later', retryable: true },
  ],
  [
    'a wrong password',
    answer(401, { message: 'Incorrect username or password.' }),
    { kind: 'invalid_credentials' },
  ],
  ['what exists already', answer(400, { msg: 'User already registered' }), { kind: 'conflict' }],
  [
    'a query of a page',
    answer(400, { error: { code: 'X_1', documentation_url: 'http://docs.example?page=70016' } }),
    { helpUrl: 'http://docs.example/?page=70016' },
  ],
  [
    'a link of JSON:API',
    answer(400, { errors: [{ code: 'X_1', links: { about: { href: 'https://docs.example/x-1' } } }] }),
    {},
  ],
  [
    'links in details',
    answer(429, {
      error: {
        code: 429,
        status: 'RESOURCE_EXHAUSTED',
        details: [
          { '@type': 'Help', links: [{ url: 'https://docs.example/limits' }] },
          { retryDelay: '39s' },
        ],
      },
    }),
    {
      kind: 'rate_limited',
      code: 'RESOURCE_EXHAUSTED',
      helpUrl: 'https://docs.example/limits',
      retryAt: NOW + 39_000,
    },
  ],
  [
    'a challenge',
    answer(401, '', {
      'WWW-Authenticate':
        'Bearer realm="x", error="invalid_token", error_description="The access token expired"',
    }),
    { kind: 'token_expired', code: 'invalid_token', technicalDetail: 'The access token expired' },
  ],
  [
    'a challenge without quotes',
    answer(403, '', { 'www-authenticate': 'Bearer error=insufficient_scope, scope="a b"' }),
    { kind: 'forbidden', code: 'insufficient_scope' },
  ],
  [
    'a challenge beside a body',
    answer(
      401,
      { code: 'PGRST301', message: 'JWT expired' },
      { 'www-authenticate': 'Bearer error="invalid_request"' },
    ),
    { kind: 'token_expired', code: 'PGRST301' },
  ],
  [
    'a remaining count',
    answer(401, { error: 'invalid_code', remaining_attempts: '2' }),
    { kind: 'invalid_code', attemptsRemaining: 2 },
  ],
  [
    'a text',
    answer(503, ' upstream connect error '),
    { kind: 'unavailable', technicalDetail: 'upstream connect error' },
  ],
  [
    'XML',
    answer(500, '<?xml version="1.0"?><Fault>x</Fault>'),
    { kind: 'server_error', code: 'HTTP_500' },
    ['technicalDetail'],
  ],
  [
    'broken JSON',
    answer(500, '{"error": "invalid_gr'),
    { kind: 'server_error', code: 'HTTP_500' },
    ['technicalDetail'],
  ],
]

describe('an answer that no table knows', () => {
  it.each(ROWS)('%s', (_name, input, wanted, without = []) => {
    for (const body of [
      input.body,
      typeof input.body === 'string' ? input.body : JSON.stringify(input.body),
    ]) {
      const error = normalizeError({ ...input, body }, { now: NOW, online: true, trustHelpUrl: () => true })
      expect(error).toMatchObject(wanted)
      for (const member of without) expect(error, member).not.toHaveProperty(member)
    }
  })
})

describe('field errors', () => {
  it.each<[string, unknown, Record<string, string[]> | undefined]>([
    [
      'lists by field',
      { errors: { email: ['has been taken', 'is too long'], 'users.0.name': ['is required'] } },
      { email: ['has been taken', 'is too long'], 'users.0.name': ['is required'] },
    ],
    ['texts by field', { field_errors: { email: 'is wrong' } }, { email: ['is wrong'] }],
    [
      'records by field',
      { fieldErrors: { 'user.email': [{ code: 'x', message: 'is taken' }] } },
      { 'user.email': ['is taken'] },
    ],
    [
      'nothing but lists by field',
      { email: ['This field is required.'], password: ['Too short.'] },
      { email: ['This field is required.'], password: ['Too short.'] },
    ],
    [
      'records in data',
      { data: { email: { code: 'x', message: 'Cannot be blank.' }, id: 'u7' }, message: 'Oh' },
      { email: ['Cannot be blank.'] },
    ],
    [
      'a list with pointers',
      {
        errors: [
          { detail: 'must be positive', pointer: '#/age' },
          { detail: 'must be red', pointer: '#/profile/color' },
        ],
      },
      { age: ['must be positive'], 'profile.color': ['must be red'] },
    ],
    [
      'a list with sources',
      { errors: [{ source: { pointer: '/data/attributes/first' }, title: 'Bad', detail: 'Too short.' }] },
      { first: ['Too short.'] },
    ],
    [
      'a list with meta',
      { errors: [{ long_message: 'Is not allowed.', meta: { param_name: 'domain' } }] },
      { domain: ['Is not allowed.'] },
    ],
    [
      'a list with places',
      { detail: [{ loc: ['body', 'user', 'name'], msg: 'field required' }] },
      { 'user.name': ['field required'] },
    ],
    [
      'issues with paths',
      { issues: [{ path: ['user', 'email'], message: 'Required' }] },
      { 'user.email': ['Required'] },
    ],
    [
      'issues below error',
      { error: { name: 'ZodError', issues: [{ path: ['email'], message: 'Required' }] } },
      { email: ['Required'] },
    ],
    [
      'lists below details',
      { error: { details: { errors: [{ path: ['email'], message: 'must be an email' }] } } },
      { email: ['must be an email'] },
    ],
    [
      'params',
      { 'invalid-params': [{ name: 'age', reason: 'must be a number' }] },
      { age: ['must be a number'] },
    ],
    [
      'form fields',
      { formFields: [{ id: 'email', error: 'Email is invalid' }] },
      { email: ['Email is invalid'] },
    ],
    [
      'one field with its text',
      { details: { field: 'age', message: 'must be a number', value: 'x' } },
      { age: ['must be a number'] },
    ],
    [
      'one parameter',
      { error: { code: 'resource_missing', param: 'promotion', message: 'No such one' } },
      { promotion: ['No such one'] },
    ],
    [
      'one parameter at the top',
      { code: 'resource_missing', param: 'promotion', message: 'No such one' },
      { promotion: ['No such one'] },
    ],
    [
      'an argument of GraphQL',
      { errors: [{ message: 'Is wrong', path: ['login'], extensions: { argumentName: 'email' } }] },
      { email: ['Is wrong'] },
    ],
    [
      'a place of GraphQL, which is no field',
      { errors: [{ message: 'No', locations: [{ line: 1 }], path: ['me'] }] },
      undefined,
    ],
    [
      'ids of details, which are no fields',
      { message: 'x', details: [{ id: 'Q-1', message: 'No user' }] },
      undefined,
    ],
    [
      'violations with paths',
      { detail: 'email: bad', violations: [{ propertyPath: 'email', message: 'Is no address.', code: 'x' }] },
      { email: ['Is no address.'] },
    ],
    [
      'violations with titles',
      {
        title: 'Validation Failed',
        violations: [{ propertyPath: 'tags[0]', title: 'Is blank.', type: 'urn:x' }],
      },
      { 'tags[0]': ['Is blank.'] },
    ],
    [
      'violations in details',
      {
        error: {
          code: 400,
          status: 'INVALID_ARGUMENT',
          details: [
            {
              '@type': 'BadRequest',
              fieldViolations: [{ field: 'user.email', description: 'Is no address.' }],
            },
          ],
        },
      },
      { 'user.email': ['Is no address.'] },
    ],
    [
      'places of a schema',
      { errors: [{ instancePath: '/user/email', keyword: 'format', message: 'must match format "email"' }] },
      { 'user.email': ['must match format "email"'] },
    ],
    [
      'targets',
      {
        error: {
          code: 'BadArgument',
          target: 'ContactInfo',
          details: [{ code: 'NullValue', target: 'PhoneNumber', message: 'Must not be null' }],
        },
      },
      { PhoneNumber: ['Must not be null'] },
    ],
    [
      'fields in fields, with lists of their own',
      {
        code: 50035,
        errors: {
          username: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be longer.' }] },
          embed: { title: { _errors: [{ code: 'X_1', message: 'Is missing.' }] } },
        },
      },
      { username: ['Must be longer.'], 'embed.title': ['Is missing.'] },
    ],
    [
      'nothing but fields in fields',
      { address: { zip: ['Is no number.'], street: { name: ['Is missing.'] } }, age: ['Too low.'] },
      { 'address.zip': ['Is no number.'], 'address.street.name': ['Is missing.'], age: ['Too low.'] },
    ],
    [
      'what a query gave in part, which is no field',
      { data: { me: { name: 'Dana', roles: ['admin'] } }, message: 'x' },
      undefined,
    ],
    [
      'other details, which are no fields',
      { message: 'x', details: { limit: 5, window: '1 minute' } },
      undefined,
    ],
    [
      'two texts for one field, one of them twice',
      {
        errors: [
          { field: 'a', message: 'one' },
          { field: 'a', message: 'two' },
          { field: 'a', message: 'one' },
        ],
      },
      { a: ['one', 'two'] },
    ],
    [
      'names that hide something',
      { errors: { 'dana@example.com': ['x'], 'a<b': ['x'], ok: ['x'] } },
      { ok: ['x'] },
    ],
    ['empty texts', { errors: { a: ['', 7], b: [] } }, undefined],
  ])('%s', (_name, body, wanted) => {
    expect(normalizeError({ status: 422, body }, { now: NOW }).fieldErrors).toEqual(wanted)
  })

  it('are not looked for at any depth', () => {
    const deep = (levels: number, inside: unknown) => {
      let body = inside
      for (let level = 0; level < levels; level++) body = { a: body }
      return body
    }
    const found = (body: unknown) => normalizeError({ status: 422, body }, { now: NOW })
    expect(found({ errors: deep(3, ['x']) }).fieldErrors).toEqual({ 'a.a.a': ['x'] })
    expect(found({ errors: deep(4, ['x']) })).not.toHaveProperty('fieldErrors')
    expect(found(deep(9_999, ['x']))).toMatchObject({ kind: 'validation', status: 422 })
  })

  it('are bounded: 20 fields, 5 texts, 200 characters each', () => {
    const texts = Array.from({ length: 9 }, (_, n) => `${n} ${'long '.repeat(60)}`)
    const errors = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, texts]))
    const found = normalizeError({ status: 422, body: { errors } }, { now: NOW }).fieldErrors ?? {}
    expect(Object.keys(found)).toHaveLength(20)
    expect(found.f0).toHaveLength(5)
    expect(found.f0?.[0]).toHaveLength(200)
  })
})

describe('the time of a retry', () => {
  const SECONDS = NOW / 1000
  it.each<[string, Record<string, string>, unknown, number | undefined]>([
    ['Retry-After in decimals', { 'retry-after': '1.25' }, {}, 1_250],
    ['retry_after', {}, { retry_after: 64.5 }, 64_500],
    ['retryDelay', {}, { error: { details: [{ retryDelay: '39s' }] } }, 39_000],
    ['an ISO time', {}, { details: { retry_after: '2026-01-15T10:31:00Z' } }, 60_000],
    ['epoch seconds', {}, { retry_after: SECONDS + 30 }, 30_000],
    ['epoch ms', {}, { retry_after: NOW + 20_000 }, 20_000],
    ['RateLimit, draft 8', { ratelimit: '"default";r=0;t=900' }, {}, 900_000],
    ['RateLimit, draft 7', { ratelimit: 'limit=1, remaining=0, reset = 60' }, {}, 60_000],
    ['RateLimit-Reset', { 'ratelimit-remaining': '0', 'ratelimit-reset': '12' }, {}, 12_000],
    ['X-RateLimit-Reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${SECONDS + 7}` }, {}, 7_000],
    [
      'X-Rate-Limit-Reset',
      { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': `${NOW + 5_000}` },
      {},
      5_000,
    ],
    ['X-RateLimit-Reset-After', { 'x-ratelimit-reset-after': '3.5' }, {}, 3_500],
    [
      'a reset while some remain',
      { 'x-ratelimit-remaining': '14', 'x-ratelimit-reset': `${SECONDS + 7}` },
      {},
      undefined,
    ],
    [
      'another reset while some remain',
      { 'ratelimit-remaining': '4', 'ratelimit-reset': '7' },
      {},
      undefined,
    ],
    [
      'a server whose clock is ahead',
      {
        date: new Date(NOW + 3_600_000).toUTCString(),
        'retry-after': new Date(NOW + 3_605_000).toUTCString(),
      },
      {},
      5_000,
    ],
    [
      'the same in epoch seconds',
      { date: new Date(NOW - 60_000).toUTCString(), 'x-ratelimit-reset': `${SECONDS - 50}` },
      {},
      10_000,
    ],
    ['a day and no more', { 'retry-after': '99999999' }, {}, 86_400_000],
    ['a word', { 'retry-after': 'soon' }, { retry_after: 'tomorrow' }, undefined],
    ['a date too short to be one', {}, { retry_after: '2026' }, 2_026_000],
  ])('%s', (_name, headers, body, wanted) => {
    const error = normalizeError({ status: 429, headers, body }, { now: NOW })
    expect(error.retryAt).toBe(wanted === undefined ? undefined : NOW + wanted)
  })

  it('is not asked for where waiting cures nothing', () => {
    const input = { status: 403, headers: { 'retry-after': '5' }, body: { error: 'insufficient_scope' } }
    expect(normalizeError(input, { now: NOW })).not.toHaveProperty('retryAt')
  })

  it('of a slow_down is its interval', () => {
    expect(normalizeError({ error: 'slow_down', interval: 10 }, { now: NOW }).retryAt).toBe(NOW + 10_000)
  })
})

describe('details', () => {
  const detailsOf = (details: unknown) =>
    normalizeError({ status: 400, body: { error: 'x y', details } }).details

  it('are a copy without secrets, bounded in number, depth and length', () => {
    expect(detailsOf({ limit: 5, on: true, none: null, list: ['a', { b: 1 }] })).toEqual({
      limit: 5,
      on: true,
      none: null,
      list: ['a', { b: 1 }],
    })
    expect(detailsOf({ access_token: 'x', Password: 'y', user: 'z', note: 'ask dana@example.com' })).toEqual({
      note: 'ask [email]',
    })
    expect(detailsOf({ a: { b: { c: { d: 1 } } } })).toEqual({ a: { b: {} } })
    expect(detailsOf({ text: 'word '.repeat(200) })).toEqual({ text: 'word '.repeat(200).slice(0, 200) })
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`m${n}`, [1, 2, 3]]))
    expect(JSON.stringify(detailsOf(many)).match(/\d/g)?.length).toBeLessThan(200)
  })

  it('are those of a record or a list alone', () => {
    expect(detailsOf('a text')).toBeUndefined()
    expect(detailsOf(null)).toBeUndefined()
  })
})

describe('an id', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['a request before a trace', { 'x-trace-id': 'trace-1', 'x-request-id': 'req-1' }, 'req-1'],
    ['a vendor’s', { 'x-amzn-RequestId': 'amzn-1' }, 'amzn-1'],
    ['a short one', { 'X-Slack-Req-Id': 'slack-1' }, 'slack-1'],
    ['a correlation', { 'x-correlation-id': 'corr-1' }, 'corr-1'],
    ['a proxy’s', { 'cf-ray': '8a1b-AMS' }, '8a1b-AMS'],
    [
      'W3C Trace Context',
      { traceparent: '00-84c1fd4063c38d9f3900d06e56542d48-85d1d4f0a1b2c3d4-01' },
      '84c1fd4063c38d9f3900d06e56542d48',
    ],
    ['what is no Trace Context', { traceparent: 'Oh-n0tAnIdOfATrace' }, undefined],
    ['a number', { 'x-request-id': 77 as unknown as string }, '77'],
    ['with padding', { 'x-request-id': 'abc==' }, 'abc=='],
    ['a phone number', { 'x-request-id': 'call/+491711234567' }, undefined],
    [
      'a request of CIBA, which is a key',
      { 'auth-req-id': '1c266114-a1be-4252-8ad1-04986c5b9ac1' },
      undefined,
    ],
  ])('%s', (_name, headers, wanted) => {
    expect(normalizeError({ status: 500, headers }).requestId).toBe(wanted)
  })
})

describe('what HTTP clients throw', () => {
  const body = { error: 'invalid_grant' }
  it.each<[string, unknown]>([
    [
      'axios',
      Object.assign(new Error('Request failed'), {
        code: 'ERR_BAD_REQUEST',
        response: { status: 400, headers: {}, data: body },
      }),
    ],
    [
      'ky, with its data',
      Object.assign(new Error('Request failed'), {
        name: 'HTTPError',
        response: new Response(null, { status: 400 }),
        data: body,
      }),
    ],
    [
      'superagent',
      Object.assign(new Error('Bad Request'), { status: 400, response: { statusCode: 400, body } }),
    ],
    [
      'got',
      Object.assign(new Error('Bad Request'), { response: { statusCode: 400, body: JSON.stringify(body) } }),
    ],
    ['a status and a body', Object.assign(new Error('x'), { statusCode: 400, body })],
    ['a status and the members of the body', Object.assign(new Error('x'), { status: 400, ...body })],
    ['a plain object', { response: { status: 400, data: body } }],
  ])('%s', (_name, thrown) => {
    const error = normalizeError(thrown, { now: NOW })
    expect(error).toMatchObject({ kind: 'invalid_token', code: 'invalid_grant', status: 400 })
    expect(error.cause).toBe(thrown instanceof Error ? thrown : undefined)
  })

  it('a status that is none is not believed', () => {
    for (const status of [99, 600, 400.5, '400'])
      expect(normalizeError({ status, body: { error: 'SHOP_1' } })).not.toHaveProperty('status', status)
  })
})
