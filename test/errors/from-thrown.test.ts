import { describe, expect, it } from 'vitest'
import { type AuthErrorFields, normalizeError } from '../../src/core.js'

const normal = (thrown: unknown) => normalizeError(thrown, { now: 0, online: true })
const made = (message: string, members: object = {}) => Object.assign(new Error(message), members)
const lost = (name: string, message: string, code?: string) =>
  new TypeError('fetch failed', { cause: made(message, { name, code }) })

describe('a mistake in a program', () => {
  it.each([
    new TypeError("Cannot read properties of undefined (reading 'connect')"),
    new TypeError("Cannot read properties of null (reading 'timeout')"),
    new TypeError('can\'t access property "connection", a is null'),
    new TypeError("null is not an object (evaluating 'a.network')"),
    new TypeError('useNetwork is not a function'),
    new TypeError('networkError is not iterable'),
    new TypeError('throttle is not a function'),
    new TypeError('timeout is not a function'),
    new ReferenceError('socket is not defined'),
    new ReferenceError("Can't find variable: connection"),
    new SyntaxError('Unexpected token in maintenance'),
    new RangeError('Maximum connection depth exceeded'),
    new DOMException('The node to be removed is not found.', 'NotFoundError'),
    new DOMException('The request is not allowed by the user agent.', 'NotAllowedError'),
    made('Too many re-renders. React limits the number of renders to prevent an infinite loop.'),
    made('Element type is invalid: got undefined. Check the render method of `LoginForm`.'),
    made('The argument must be a string', { code: 'ERR_INVALID_ARG_TYPE' }),
    made('Missing param: id'),
  ])('%s is unknown, and not tried again', (bug) => {
    expect(normal(bug)).toMatchObject({ kind: 'unknown', code: 'unknown_error', retryable: false })
  })
})

describe('a call without an answer', () => {
  it.each<[string, Error]>([
    ['undici, while it waits for the headers', lost('HeadersTimeoutError', 'Headers Timeout Error')],
    ['undici, while it connects', lost('ConnectTimeoutError', 'Connect Timeout Error')],
    [
      'undici, in the body',
      new TypeError('terminated', { cause: made('Body Timeout Error', { name: 'BodyTimeoutError' }) }),
    ],
    ['Node', lost('Error', 'connect ETIMEDOUT 192.0.2.1:443', 'ETIMEDOUT')],
    ['axios', made('timeout of 1000ms exceeded', { name: 'AxiosError', code: 'ECONNABORTED' })],
    ['axios, told to be clear', made('timeout of 9ms exceeded', { name: 'AxiosError', code: 'ETIMEDOUT' })],
    ['ky', made('Request timed out: GET https://api.example/', { name: 'TimeoutError' })],
  ])('that took too long timed out: %s', (_who, thrown) => {
    expect(normal(thrown)).toMatchObject({
      kind: 'network_timeout',
      code: 'network_timeout',
      retryable: true,
    })
  })

  it.each<[string, Error]>([
    ['axios', made('canceled', { name: 'CanceledError', code: 'ERR_CANCELED' })],
    ['a wrapper', new Error('wrapped', { cause: new DOMException('x', 'AbortError') })],
  ])('that was aborted was cancelled: %s', (_who, thrown) => {
    expect(normal(thrown)).toMatchObject({ kind: 'cancelled', code: 'cancelled', retryable: false })
  })

  it.each<[string, Error]>([
    ['axios', made('Network Error', { name: 'AxiosError', code: 'ERR_NETWORK' })],
    ['axios on Node', made('getaddrinfo ENOTFOUND api.example', { code: 'ENOTFOUND' })],
    ['Node', made('socket hang up', { code: 'ECONNRESET' })],
    ['Firebase', made('It has occurred.', { name: 'FirebaseError', code: 'auth/network-request-failed' })],
    ['Safari', new TypeError('Could not connect to the server.')],
    ['an abort of the DOM', new DOMException('x', 'NetworkError')],
  ])('is a lost connection: %s', (_who, thrown) => {
    expect(normal(thrown)).toMatchObject({ kind: 'network', code: 'connection_failed', retryable: true })
  })
})

describe('what an SDK throws is read as an answer would be', () => {
  it.each<[string, Error, Partial<AuthErrorFields>]>([
    [
      'Auth0',
      made('Login required', { error: 'login_required', error_description: 'Login required' }),
      { kind: 'not_authenticated', code: 'login_required' },
    ],
    [
      'MSAL',
      made('interaction_required: x', {
        name: 'InteractionRequiredAuthError',
        errorCode: 'interaction_required',
      }),
      { kind: 'account_state', code: 'interaction_required' },
    ],
    [
      'Cognito',
      made('Access Token has been revoked', { name: 'NotAuthorizedException' }),
      { kind: 'not_authenticated', code: 'NotAuthorizedException' },
    ],
    [
      'AWS',
      made('Rate exceeded', { name: 'ThrottlingException' }),
      { kind: 'rate_limited', code: 'ThrottlingException', retryable: true },
    ],
    [
      'Apollo',
      made('Not logged in', {
        name: 'CombinedGraphQLErrors',
        errors: [{ message: 'Not logged in', extensions: { code: 'UNAUTHENTICATED' } }],
      }),
      { kind: 'not_authenticated', code: 'UNAUTHENTICATED' },
    ],
    [
      'Apollo, with a status',
      made('Response not successful', {
        name: 'ServerError',
        statusCode: 401,
        response: new Response('{}', { status: 401 }),
        result: { errors: [{ message: 'No', extensions: { code: 'TOKEN_EXPIRED' } }] },
      }),
      { kind: 'token_expired', code: 'TOKEN_EXPIRED', status: 401 },
    ],
    [
      'graphql-request',
      made('GraphQL Error (Code: 200)', {
        response: {
          status: 200,
          data: { me: null },
          errors: [{ message: 'No', extensions: { code: 'FORBIDDEN' } }],
        },
      }),
      { kind: 'forbidden', code: 'FORBIDDEN', status: 200 },
    ],
    [
      'tRPC',
      made('No', {
        name: 'TRPCClientError',
        data: { code: 'UNAUTHORIZED', httpStatus: 401 },
        shape: { message: 'No', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } },
      }),
      { kind: 'not_authenticated', code: 'UNAUTHORIZED', status: 401 },
    ],
    [
      'Firebase',
      made('Firebase: Error (auth/wrong-password).', {
        name: 'FirebaseError',
        code: 'auth/wrong-password',
      }),
      { kind: 'invalid_credentials', code: 'auth/wrong-password' },
    ],
    [
      'Firebase, of somebody it does not know',
      made('Firebase: Error (auth/user-not-found).', { name: 'FirebaseError', code: 'auth/user-not-found' }),
      { kind: 'invalid_credentials' },
    ],
    ['a code that nobody knows', made('Closed', { code: 'SHOP_042' }), { kind: 'unknown', code: 'SHOP_042' }],
    ['a sentence', made('Your session has expired'), { kind: 'session_expired', code: 'unknown_error' }],
    ['a sentence of rights', made('You have no permission to do this'), { kind: 'forbidden' }],
  ])('%s', (_who, thrown, wanted) => {
    expect(normal(thrown)).toMatchObject(wanted)
  })

  it('a name that a minifier made of its class is no code', () => {
    class e extends Error {}
    expect(normal(new e('boom')).code).toBe('unknown_error')
  })
})
