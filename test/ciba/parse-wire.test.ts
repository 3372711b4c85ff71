import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCancel, parsePoll, parseSession, parseStart } from '../../src/ciba/parse-wire.js'
import { isAuthError } from '../../src/errors/auth-error.js'

const START = { flow: 'f-1', expires_in: 120, interval: 5, request_id: 'req-1' }

/** The developer's hint in the error of a parser. */
function complaint(parse: () => unknown): string {
  try {
    parse()
  } catch (thrown) {
    if (isAuthError(thrown) && thrown.code === 'unreadable_answer') return thrown.technicalDetail ?? ''
    throw thrown
  }
  return 'none'
}

describe('reading answers', () => {
  it('takes a good start, and ignores members that it does not know', () => {
    const read = { authReqId: 'f-1', expiresIn: 120, interval: 5, requestId: 'req-1' }
    expect(parseStart({ ...START, more: true })).toEqual(read)
    expect(parseStart({ ...START, request_id: undefined })).toEqual({ ...read, requestId: '' })
  })

  it.each([
    ['"flow"', { ...START, flow: undefined }],
    ['"flow"', { ...START, flow: '' }],
    ['"flow"', { ...START, flow: 7 }],
    ['"expires_in"', { ...START, expires_in: '120' }],
    ['"expires_in"', { ...START, expires_in: -1 }],
    ['"expires_in"', { ...START, expires_in: Number.POSITIVE_INFINITY }],
    ['"interval"', { ...START, interval: null }],
    ['JSON object', '<html>'],
    ['JSON object', null],
    ['JSON object', []],
  ])('names %s as what is wrong with a start', (what, body) => {
    expect(complaint(() => parseStart(body))).toContain(what)
  })

  it('takes the three answers of a poll', () => {
    expect(parsePoll({ status: 'pending', interval: 5 })).toEqual({ type: 'pending', interval: 5 })
    expect(parsePoll({ status: 'slow_down', interval: 10 })).toEqual({
      type: 'slow_down',
      interval: 10,
    })
    const session = { user: { sub: 'dana' } }
    expect(parsePoll({ status: 'approved', session })).toEqual({ type: 'approved', approval: { session } })
    expect(parsePoll({ status: 'approved', session: null })).toEqual({ type: 'approved', approval: {} })
  })

  it.each([[{}], [{ status: 'ok' }], [{ status: 200 }]])('names the status of %j as wrong', (body) => {
    expect(complaint(() => parsePoll(body))).toContain('"status"')
  })

  it.each([[{ status: 'pending' }], [{ status: 'slow_down', interval: '10' }]])(
    'names the interval of %j as wrong',
    (body) => {
      expect(complaint(() => parsePoll(body))).toContain('"interval"')
    },
  )

  it('takes a session, nobody, and one that ends with the browser', () => {
    const user = { sub: 'dana', name: 'Dana', role: 'admin' }
    expect(parseSession({ session: { user, expires_at: 5 } })).toEqual({ user, expiresAt: 5 })
    expect(parseSession({ session: { user } })).toEqual({ user })
    expect(parseSession({ session: null })).toBeNull()
  })

  it.each([
    ['"session"', {}],
    ['"session"', { session: 'yes' }],
    ['"user"', { session: {} }],
    ['"sub"', { session: { user: {} } }],
    ['"sub"', { session: { user: { sub: '' } } }],
  ])('names %s as what is wrong with a session', (what, body) => {
    expect(complaint(() => parseSession(body))).toContain(what)
  })

  it('a prompt may remain unless the answer says that it does not', () => {
    expect(parseCancel({ prompt_may_remain: false })).toEqual({ promptMayRemain: false })
    for (const body of [{}, { prompt_may_remain: true }, { prompt_may_remain: 'false' }])
      expect(parseCancel(body)).toEqual({ promptMayRemain: true })
  })

  it('whatever is sent, it is read or complained about, never anything else', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(parseStart, parsePoll, parseSession, parseCancel),
        (body, parse) => {
          expect(typeof complaint(() => parse(body))).toBe('string')
        },
      ),
    )
  })
})
