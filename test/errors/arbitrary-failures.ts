import fc from 'fast-check'
import { AUTHOS_LIMITS, AUTHOS_ROWS } from '../sources/fixtures/authos.js'
import { AUTHSEC_INITIATE, AUTHSEC_POLL, AUTHSEC_PROSE, AUTHSEC_TOTP } from '../sources/fixtures/authsec.js'
import { BIID_THROWN, BIID_WIRE } from '../sources/fixtures/biid.js'
import { CHORDIAN_LINKS, CHORDIAN_ROWS } from '../sources/fixtures/chordian.js'
import { CHALLENGES, INITIATION_ERRORS, POLL_ERRORS } from '../sources/fixtures/ciba.js'
import { NEXLA_NO_JSON, NEXLA_ROWS } from '../sources/fixtures/nexla.js'

const REAL: unknown[] = [
  ...[AUTHOS_ROWS, AUTHOS_LIMITS, AUTHSEC_INITIATE, AUTHSEC_POLL, AUTHSEC_PROSE, AUTHSEC_TOTP, BIID_WIRE],
  ...[BIID_THROWN, CHORDIAN_LINKS, CHORDIAN_ROWS, CHALLENGES, INITIATION_ERRORS, POLL_ERRORS],
  ...[NEXLA_NO_JSON, NEXLA_ROWS],
]
  .flat()
  .map(({ input }) => input)

const refuse = (): never => {
  throw new Error('no')
}
// Without `has`: fast-check itself asks what it generates whether it has a member.
const TRAPS = ['get', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const

/** Objects that throw as soon as they are looked at, in one way or in several. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .tuple(fc.subarray([...TRAPS], { minLength: 1 }), fc.constantFrom({}, [], new Error('x'), new Headers()))
    .map(([traps, target]) => new Proxy(target, Object.fromEntries(traps.map((trap) => [trap, refuse])))),
  fc
    .constantFrom('status', 'error', 'message', 'body', 'headers', 'response', 'name', 'cause')
    .chain((name) =>
      fc
        .constantFrom({}, new Error('x'), new TypeError('Failed to fetch'))
        .map((target) =>
          Object.defineProperty(Object.create(target) as object, name, { get: refuse, enumerable: true }),
        ),
    ),
  fc.constantFrom('toString', 'toJSON', 'valueOf').map((name) => ({ error: { [name]: refuse } })),
  fc.constant({ error: { [Symbol.toPrimitive]: refuse } }),
)

function cycle(): unknown {
  const loop: Record<string, unknown> = { message: 'round and round' }
  return Object.assign(loop, { error: loop, errors: [loop], details: loop, response: loop, body: loop })
}

function causedByItself(): Error {
  const error = new Error('round and round')
  error.cause = error
  return error
}

const deep = (levels: number, key: string) => {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level++) value = key === '' ? [value] : { [key]: value }
  return value
}

/** What a pattern may begin with, again and again. */
export const RUNS = [
  ...[
    'a',
    '1',
    'A1',
    'a.',
    '-',
    '_',
    '/',
    'a/',
    '@',
    'a@',
    '%40',
    'a%40',
    ' ',
    '(',
    '1-(',
    'eyJ',
    'passw',
    'code=',
  ],
  ...['?a', '&a=', 'error="', 'error ', 'r=', 't=,', 'token ', 'A_', '"', '{', '<', '\u202e', '\ud800'],
]

const huge = fc.tuple(fc.constantFrom(...RUNS), fc.nat(20_000)).map(([sign, times]) => sign.repeat(times))

/** Every place where a text is read, however long it is. */
export const PLACES_OF_RUNS: Readonly<Record<string, (run: string) => unknown>> = {
  'a link': (run) => ({ status: 401, body: { documentation_url: `https://a.example/${run}` } }),
  'a problem type': (run) => ({ status: 400, body: { type: `https://a.example/${run}`, title: 'x' } }),
  'a code': (run) => ({ status: 400, body: { error: run, code: run } }),
  'a sentence': (run) => ({ status: 400, body: { error: 'x_y', message: run } }),
  'a body': (run) => ({ status: 400, body: run }),
  'the name of a member': (run) => ({ status: 400, body: { [run]: 'x', details: { [run]: 'x' } } }),
  'the name of a field': (run) => ({ status: 422, body: { errors: { [run]: ['x'] } } }),
  'the place of a field': (run) => ({ status: 422, body: { errors: [{ loc: [run, run], msg: run }] } }),
  'an id': (run) => ({
    status: 400,
    body: { request_id: run },
    headers: { 'x-request-id': run, traceparent: run },
  }),
  'a state': (run) => ({
    status: 400,
    body: { error: { userState: run, process: run, type: run, action: run } },
  }),
  'a time': (run) => ({
    status: 429,
    body: { timestamp: run, retry_after: run },
    headers: { date: run, 'retry-after': run },
  }),
  'a challenge': (run) => ({ status: 401, headers: { 'www-authenticate': run } }),
  'a limit': (run) => ({ status: 429, headers: { ratelimit: run, 'x-ratelimit-reset': run } }),
  'the name of a header': (run) => ({ status: 429, headers: { [run]: run } }),
  'a detail': (run) => ({ status: 400, body: { details: { note: run } } }),
  'a message that was thrown': (run) => new Error(run, { cause: new Error(run) }),
  'the name of what was thrown': (run) => Object.assign(new Error('x'), { name: run }),
  'the name of a class': (run) =>
    Object.defineProperty(new Error('x'), 'constructor', { value: { name: run } }),
}

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
})

/** A value where nobody expects one. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anything },
  hostile,
  huge,
  fc.constantFrom(Symbol('s'), 10n, Number.NaN, -1, 1e308, 404.5, '', '__proto__', 'constructor', '1e9'),
  fc.constantFrom<() => unknown>(cycle, causedByItself, () => refuse).map((make) => make()),
  fc
    .tuple(fc.integer({ min: 1, max: 3_000 }), fc.constantFrom('error', 'details', 'cause', ''))
    .map(([n, key]) => deep(n, key)),
)

const headers: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  fc.dictionary(
    fc.constantFrom('retry-after', 'Date', 'x-request-id', 'www-authenticate', 'ratelimit', 'traceparent'),
    odd,
  ),
  fc.array(fc.tuple(fc.string(), odd)),
  fc.dictionary(fc.stringMatching(/^[a-z-]{1,9}$/), fc.stringMatching(/^[ -~]*$/)).map((h) => new Headers(h)),
)

/** A real failure with one thing wrong: a member replaced, taken away, moved, or its text cut off. */
const mutated: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom(...REAL), fc.infiniteStream(fc.nat(1_000)), odd, fc.nat(4))
  .map(([real, picks, value, how]) => {
    const pick = <T>(list: readonly T[]): T | undefined => list[(picks.next().value ?? 0) % list.length]
    const own = real instanceof Error ? { ...real, name: real.name, message: real.message } : real
    const copy = structuredClone(own)
    if (typeof copy !== 'object' || copy === null) return copy
    if (how === 0) {
      const text = JSON.stringify(copy)
      return { status: 400, body: text.slice(0, pick([...text].map((_, at) => at)) ?? 0) }
    }
    let parent = copy as Record<string, unknown>
    let key = pick(Object.keys(parent))
    for (let level = 0; level < 4 && key !== undefined; level++) {
      const next = parent[key]
      if (typeof next !== 'object' || next === null || (pick([0, 1, 2]) === 0 && level > 0)) break
      const inner = pick(Object.keys(next))
      if (inner === undefined) break
      parent = next as Record<string, unknown>
      key = inner
    }
    if (key === undefined) return copy
    if (how === 1) delete parent[key]
    else if (how === 2) parent[key] = [parent[key], parent[key]]
    else parent[key] = value
    return real instanceof Error ? Object.assign(new Error('changed'), copy) : copy
  })

const MEMBERS = [
  ...['error', 'error_description', 'error_code', 'code', 'message', 'status', 'statusCode', 'type', 'name'],
  ...[
    'errors',
    'details',
    'detail',
    'request_id',
    'traceId',
    'timestamp',
    'retry_after',
    'remaining',
    'param',
  ],
  ...['invalidState', 'process', 'action', 'exception', 'documentation_url', 'interval', 'links', 'field'],
]
const body = fc.dictionary(fc.constantFrom(...MEMBERS), odd, { maxKeys: 8 })

const thrown: fc.Arbitrary<unknown> = fc
  .tuple(fc.string(), odd, fc.constantFrom('Error', 'AbortError', 'TimeoutError', 'NetworkError', ''), body)
  .chain(([message, cause, name, members]) =>
    fc.constantFrom<() => unknown>(
      () => new Error(message, { cause }),
      () => new DOMException(message, name),
      () => Object.defineProperty(new Error(message), 'name', { value: cause }),
      () => Object.assign(new Error('with members'), { response: members }),
      () => Object.assign(new Error('with members'), { status: 500, body: members, cause }),
      () => new AggregateError([cause], message),
    ),
  )
  .map((make) => {
    try {
      return make()
    } catch (cannot) {
      return cannot
    }
  })

const response = fc
  .tuple(fc.integer({ min: 200, max: 599 }), fc.stringMatching(/^[ -~]{0,40}$/))
  .map(([status, value]) => {
    const empty = status === 204 || status === 205 || status === 304
    return new Response(empty ? null : value, {
      status,
      headers: { 'x-request-id': value, 'retry-after': value },
    })
  })

/** Whatever can be thrown, rejected with or answered, and much that cannot. */
export const failure: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 2, arbitrary: odd },
  { weight: 2, arbitrary: body },
  fc.record({ status: fc.oneof(fc.integer({ min: 90, max: 610 }), odd), headers, body: fc.oneof(body, odd) }),
  body.map((members) => ({ status: 400, body: { error: members } })),
  body.map((members) => ({ status: 400, body: { errors: [members, members] } })),
  thrown,
  response,
  fc.tuple(fc.constantFrom(...Object.values(PLACES_OF_RUNS)), huge).map(([at, run]) => at(run)),
  fc.constantFrom(undefined, new Headers({ a: 'b' }), new Error('x'), globalThis),
)

/** What callers may say beside it; some of it is not what the types ask for. */
export const hostileContext: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.constantFrom<object>(
    { phase: 'poll', deadlineAt: 0 },
    { phase: 'totp' },
    { phase: 'initiate', requestId: 'ours' },
    { trustHelpUrl: () => true },
    { trustHelpUrl: refuse },
    { system: { name: 'x', codes: new Proxy({}, { getOwnPropertyDescriptor: refuse }) } },
    Object.defineProperty({}, 'system', { get: refuse }),
  ),
)
