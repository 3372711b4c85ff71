import fc from 'fast-check'

/** A failure that carries a secret, and the texts of which none may come out. */
export interface Planted {
  input: unknown
  needles: string[]
}

const signs = (min: number, max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${min},${max}}$`))
const letters = fc.stringMatching(/^[a-z]{8,12}$/)
/** Keys by their well-known beginnings; a digit is in every one that is not a rarity. */
const key = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{23}[0-9]$/).map((tail) => ({ secret: `sk_live_${tail}`, needles: [tail] })),
  fc.stringMatching(/^[A-Z2-7]{15}[2-7]$/).map((tail) => ({ secret: `AKIA${tail}`, needles: [tail] })),
)
// No zeros, so that no time of the error looks like one.
const sixDigits = fc.stringMatching(/^[1-9]{6}$/)

/** A sentence with words before it: enough of them, or of white space, that limits cut through the secret. */
const said = (secret: string, words: string, padding: string) =>
  `${padding}${words.replace('{}', () => secret)}`
const padding = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.nat(480).map((length) => 'word '.repeat(length)),
  fc.nat(2_050).map((length) => ' '.repeat(length)),
  fc.nat(2_050).map((length) => `Oh.${' '.repeat(length)}`),
)

/** What gives itself away wherever it stands. */
const recognisable = fc.oneof(
  fc.tuple(signs(10, 30), signs(20, 200), signs(20, 60)).map(([head, payload, tail]) => ({
    secret: `eyJ${head}.eyJ${payload}.${tail}`,
    needles: [payload.slice(0, 16)],
  })),
  fc
    .tuple(letters, fc.constantFrom('@', '%40'), fc.constantFrom('example.com', 'mail.example.co.uk'))
    .map(([name, at, host]) => ({ secret: `${name}${at}${host}`, needles: [name] })),
  fc
    .tuple(
      fc.constantFrom('+', '%2B'),
      fc.constantFrom('49171', '1415', '44791'),
      fc.stringMatching(/^[1-9]{7}$/),
    )
    .map(([plus, area, number]) => ({ secret: `${plus}${area}${number}`, needles: [number] })),
  key,
  fc
    .tuple(fc.constantFrom('Bearer', 'bearer', 'Authorization: Bearer'), signs(20, 60))
    .map(([word, token]) => ({ secret: `${word} ${token}`, needles: [token.slice(0, 16)] })),
  fc
    .tuple(signs(10, 16), signs(10, 16))
    .map(([sid, csrf]) => ({ secret: `Cookie: sid=${sid}; csrf=${csrf}`, needles: [sid, csrf] })),
)

/** Every place of a failure in which a text can stand. */
const PLACES: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => new Error(text),
  (text) => new Error('outer', { cause: new Error(text) }),
  (text) => Object.assign(new Error('x'), { name: text }),
  (text) => Object.assign(new Error('x'), { code: text }),
  (text) => Object.assign(new Error('x'), { traceId: text }),
  (text) => new DOMException(text, 'NetworkError'),
  (text) => ({ status: 400, body: text }),
  (text) => ({ status: 400, body: `<html>${text}</html>` }),
  (text) => ({ status: 400, url: `https://api.example/${text}`, body: {} }),
  (text) => ({ status: 404, body: { message: `GET /users/${text}/orders failed` } }),
  ...[
    'error',
    'error_description',
    'error_code',
    'message',
    'code',
    'type',
    'title',
    'name',
    'exception',
  ].flatMap((member) => [
    (text: string) => ({ status: 400, body: { [member]: text } }),
    (text: string) => ({ status: 400, body: { error: { [member]: text } } }),
    (text: string) => ({ status: 400, body: JSON.stringify({ errors: [{ [member]: text }] }) }),
  ]),
  ...['request_id', 'traceId', 'correlation_id', 'error_id', 'timestamp', 'retry_after', 'action'].map(
    (member) => (text: string) => ({ status: 429, body: { error: 'x', [member]: text } }),
  ),
  ...['invalidState', 'process', 'user_state', 'remaining'].map((member) => (text: string) => ({
    error: { type: 'process', [member]: text },
  })),
  ...['documentation_url', 'error_uri'].flatMap((member) => [
    (text: string) => ({ error: { code: 'X', [member]: `https://docs.example/e?q=${text}` } }),
    (text: string) => ({ error: { code: 'X', [member]: `https://docs.example/e#${text}` } }),
    (text: string) => ({ error: { code: 'X', [member]: `https://docs.example/${text}` } }),
  ]),
  (text) => ({ status: 400, body: { details: { note: text } } }),
  (text) => ({ status: 400, body: { details: { deep: [{ note: text }] } } }),
  (text) => ({ status: 400, body: { details: { [text]: 'x' } } }),
  (text) => ({ status: 400, body: { details: { field: 'name', message: text, value: text } } }),
  (text) => ({ status: 400, body: { details: { field: text, message: 'Is wrong' } } }),
  (text) => ({ status: 422, body: { errors: { name: [text] } } }),
  (text) => ({ status: 422, body: { errors: { [text]: ['Is wrong'] } } }),
  (text) => ({
    status: 422,
    body: {
      errors: [
        { field: 'name', message: text },
        { field: text, message: 'x' },
      ],
    },
  }),
  ...['x-request-id', 'traceparent', 'retry-after', 'location', 'cf-ray', 'date', 'ratelimit'].map(
    (name) => (text: string) => ({ status: 429, headers: { [name]: text } }),
  ),
  (text) => ({ status: 401, headers: { 'www-authenticate': `Bearer error="${text}"` } }),
  (text) => ({
    status: 401,
    headers: { 'www-authenticate': `Bearer error="x", error_description="${text}"` },
  }),
  (text) => Object.assign(new Error(text), { response: { status: 400, data: { message: text } } }),
]

const anywhere: fc.Arbitrary<Planted> = fc
  .tuple(
    recognisable,
    padding,
    fc.constantFrom('{}', 'no {} here', 'got "{}", sorry', '({})', 'x={}&y'),
    fc.constantFrom(...PLACES),
  )
  .map(([{ secret, needles }, before, words, place]) => ({
    input: place(said(secret, words, before)),
    needles,
  }))

/** What only the name beside it gives away: as a member, at every depth. */
const KEYED: ((member: object, name: string, value: unknown) => unknown)[] = [
  (member) => ({ status: 400, body: member }),
  (member) => ({ status: 400, body: JSON.stringify(member) }),
  (member) => ({ status: 400, body: { error: member } }),
  (member) => ({ status: 400, body: { error: 'x', ...member, details: member } }),
  (member) => ({ status: 400, body: { error: { code: 'X', details: { deep: [member], ...member } } } }),
  (member) => ({ status: 422, body: { errors: [{ field: 'name', message: 'x', ...member }] } }),
  (member) => ({ status: 400, headers: member as Record<string, string> }),
  (member) => Object.assign(new Error('x'), member),
  (member) =>
    Object.assign(new Error('x'), { details: member, response: { status: 400, data: { details: member } } }),
  (_, name, value) => ({ status: 422, body: { errors: [{ field: name, message: 'Is wrong', value }] } }),
  (_, name, value) => ({ status: 400, body: { details: { field: name, message: 'Is wrong', value } } }),
]
/** And in a sentence. */
const WORDS = ['{}={}', '{}: {}', '"{}":"{}"', '"{}": "{}"', "{}='{}'", 'https://api.example/cb?a=1&{}={}']

function named(names: string[], value: fc.Arbitrary<string>): fc.Arbitrary<Planted> {
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...names), value, fc.constantFrom(...KEYED), fc.boolean())
      .map(([name, secret, place, asNumber]) => {
        const given = asNumber && /^\d+$/.test(secret) ? Number(secret) : secret
        return { input: place({ [name]: given }, name, given), needles: [secret] }
      }),
    fc
      .tuple(fc.constantFrom(...names), value, fc.constantFrom(...WORDS), padding, fc.constantFrom(...PLACES))
      .map(([name, secret, words, before, place]) => ({
        input: place(said(secret, words.replace('{}', name), before)),
        needles: [secret],
      })),
  )
}

const ONE_TIME = [
  'otp',
  'totp',
  'totp_code',
  'code',
  'pin',
  'user_code',
  'verification_code',
  'mfa_code',
  'passcode',
]

/** Behind the name of a password stands what ends other values. In quotes that is white space too. */
const password: fc.Arbitrary<Planted> = fc
  .tuple(
    fc.constantFrom('password', 'new_password', 'client_secret'),
    fc.stringMatching(/^[A-Za-z0-9]{6,8}$/),
    fc.stringMatching(/^[,;&){}'=]$/),
    fc.stringMatching(/^[A-Za-z0-9]{8,10}$/),
    fc.constantFrom('{}={}', '{}: {}', '"{}":"{}"', '{"{}": "{}"}', '{"user":"x","{}":"{}","n":1}'),
    padding,
    fc.constantFrom(...PLACES),
  )
  .map(([name, head, sign, tail, words, before, place]) => ({
    input: place(
      said(`${head}${sign}${words.includes('"') ? ' ' : ''}${tail}`, words.replace('{}', name), before),
    ),
    needles: [head, tail],
  }))

/** JSON has phone numbers and one-time codes as numbers too. */
const asNumber: fc.Arbitrary<Planted> = fc
  .tuple(
    fc.constantFrom('msisdn', 'challenge', 'sent_to', 'n'),
    fc.stringMatching(/^[1-9]{6,13}$/),
    fc.constantFrom(...KEYED),
  )
  .map(([name, digits, place]) => ({
    input: place({ [name]: Number(digits) }, name, Number(digits)),
    needles: [digits],
  }))

/** A part of a page's path, and what must not be copied of it. */
export const pathPart: fc.Arbitrary<{ secret: string; needles: string[] }> = fc.oneof(
  recognisable,
  sixDigits.map((code) => ({ secret: code, needles: [code] })),
  fc.stringMatching(/^[A-Za-z]{44}$/).map((token) => ({ secret: token, needles: [token.slice(0, 16)] })),
  fc.uuid().map((token) => ({ secret: token, needles: [token] })),
)

export const planted: fc.Arbitrary<Planted> = fc.oneof(
  password,
  asNumber,
  { weight: 4, arbitrary: anywhere },
  named(['auth_req_id', 'authReqId'], fc.oneof(fc.uuid(), signs(20, 60))),
  named(['password', 'new_password', 'passwd', 'Password'], fc.stringMatching(/^[A-Za-z0-9!#$%*?^~]{8,20}$/)),
  named(
    ['cookie', 'Cookie', 'set-cookie', 'Set-Cookie'],
    signs(12, 40).map((value) => `sid${value}`),
  ),
  named(['access_token', 'refresh_token', 'client_secret', 'api_key', 'id_token_hint'], signs(12, 40)),
  named(ONE_TIME, sixDigits),
)
