import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeError } from '../../src/errors/normalize.js'
import { redactText } from '../../src/errors/redact.js'

const signs = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789'),
    minLength: min,
    maxLength: max,
  })
const digits = fc.integer({ min: 100_000, max: 999_999 }).map(String)

/** A secret, and the words around it with which a server or an engine might give it away. */
const leak: fc.Arbitrary<{ secret: string; sentence: string }> = fc.oneof(
  fc
    .tuple(signs(8, 40), signs(8, 300), signs(8, 60))
    .chain(([head, body, tail]) =>
      fc
        .constantFrom('token {} is not valid', 'got {}', 'Authorization: Bearer {}', '"access_token":"{}"')
        .map((words) => ({ secret: body, sentence: words.replace('{}', `eyJ${head}.${body}.${tail}`) })),
    ),
  fc
    .tuple(signs(12, 60), fc.constantFrom('Bearer {}', 'authorization: bearer {} refused', 'Basic {}'))
    .map(([secret, words]) => ({ secret, sentence: words.replace('{}', secret) })),
  fc
    .tuple(fc.emailAddress(), fc.constantFrom('no user {}', '{} is locked', 'login_hint={}', '<{}>'))
    .map(([email, words]) => ({ secret: email, sentence: words.replace('{}', email) })),
  fc
    .tuple(
      fc.oneof(fc.uuid(), signs(20, 60)),
      fc.constantFrom(
        'auth_req_id={}',
        '"auth_req_id": "{}"',
        'unknown auth_req_id {}',
        'authReqId: {}',
        'device_code={}',
      ),
    )
    .map(([secret, words]) => ({ secret, sentence: words.replace('{}', secret) })),
  fc
    .tuple(
      digits,
      fc.constantFrom('code={}', '"totp_code":"{}"', 'otp: {}', 'the code {} was used', 'code is {}'),
    )
    .map(([secret, words]) => ({ secret, sentence: words.replace('{}', secret) })),
)

describe('what a server or an engine says', () => {
  it('never carries a token, an address, an auth_req_id or a code into an error', () => {
    fc.assert(
      fc.property(leak, fc.nat(600), ({ secret, sentence }, padding) => {
        const said = `${'word '.repeat(padding / 5)}${sentence} and more`
        const inputs: unknown[] = [
          new Error(said),
          new Error('outer', { cause: new Error(said) }),
          said,
          { status: 400, body: said },
          { status: 400, body: { error: `Sorry: ${said}` } },
          { status: 400, body: { error: 'invalid_request', error_description: said } },
          { status: 401, body: { success: false, message: said } },
        ]
        for (const input of inputs) {
          const error = normalizeError(input, { now: 0 })
          expect(JSON.stringify(error)).not.toContain(secret)
          expect(`${String(error)} ${error.technicalDetail}`).not.toContain(secret)
        }
      }),
      { numRuns: 1_500 },
    )
  })

  it.each([
    ['Signing in failed with status 400', 'Signing in failed with status 400'],
    ['The auth_req_id is expired', 'The auth_req_id is expired'],
    ['invalid code', 'invalid code'],
    ['The code has expired, code required', 'The code has expired, code required'],
    ['Rate limit: 100 requests', 'Rate limit: 100 requests'],
    ['Call +49 171 1234567 now', 'Call [number] now'],
    ['two\n  lines', 'two lines'],
  ])('stays readable: %j', (text, clean) => {
    expect(redactText(text)).toBe(clean)
  })

  it.each([
    ['sent eyJab.cd', 'sent [token]'],
    ['Bearer abcdefghijkl', 'Bearer [redacted]'],
    ['the authReqId abcdefghijkl', 'the authReqId [redacted]'],
    ['AUTH_REQ_ID abcdefghijkl', 'AUTH_REQ_ID [redacted]'],
    ['cookie: a', 'cookie: [redacted]'],
    ['hint=a', 'hint=[redacted]'],
    ['secret:a', 'secret:[redacted]'],
    ['a@b.c', '[email]'],
    ['no 123456', 'no [number]'],
    ['see x?a=b', 'see x?a=[redacted]'],
    [`got ${'a'.repeat(40)}`, 'got [redacted]'],
  ])('gives a secret away by one sign alone: %j', (text, clean) => {
    expect(redactText(text)).toBe(clean)
  })

  it.each([
    ['{"password":"p4ss, w0rd;x","n":1}', '{"password":[redacted],"n":1}'],
    ['{"password":"a\\"b c","n":1}', '{"password":[redacted],"n":1}'],
    ["{'password':'it is, s3cret'} here", "{'password':[redacted]} here"],
    ['password=ab&cdEF12 is wrong', 'password=[redacted] is wrong'],
    ['GET /users/dana%40example.com failed', 'GET [email] failed'],
    ['GET /call/%2B491711234567 failed', 'GET /call/%2B[number] failed'],
    ['cookie=a; b=c', 'cookie=[redacted]'],
    ['user_code: WDJB-MJHT', 'user_code: [redacted]'],
  ])('takes the whole of a secret, up to where it ends: %j', (text, clean) => {
    expect(redactText(text)).toBe(clean)
  })

  it.each(['a bearer token is missing', 'Basic (legacy) sign in', 'key: not found', 'the monkeyJar'])(
    'leaves words that only look like it: %j',
    (text) => {
      expect(redactText(text)).toBe(text)
    },
  )

  it('keeps numbers of five digits in details, and what is true or false', () => {
    const details = { limit: 50_000, msisdn: 4_915_112_345_678, used: true, left: 0, rate: 0.125 }
    expect(normalizeError({ status: 400, body: { details } }).details).toEqual({
      ...details,
      msisdn: '[number]',
    })
  })

  it('has no id, state or process that looks like a key, and keeps those that do not', () => {
    const aws = 'AKIAIOSFODNN7EXAMPLE'
    for (const key of ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', aws]) {
      const body = { error: { code: 'X', invalidState: key, process: key, request_id: key } }
      expect(JSON.stringify(normalizeError({ status: 400, body }, { requestId: key }))).not.toContain(key)
    }
    const body = {
      error: { code: 'X', invalidState: 'not_verified', request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy' },
    }
    expect(normalizeError({ status: 400, body })).toMatchObject({
      userState: 'not_verified',
      requestId: 'req_011CSHoEeqs5C35K2UUqR7Fy',
    })
  })

  it('is bounded in length', () => {
    expect(redactText('ab '.repeat(200))).toHaveLength(500)
    expect(redactText('ab '.repeat(166))).not.toContain('…')
    expect(redactText('word '.repeat(10_000)).length).toBeLessThanOrEqual(500)
  })
})
