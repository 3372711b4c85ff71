import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { hiddenWords } from '../../src/errors/redact.js'
import { normalizeError } from '../../src/errors/normalize.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import { createCibaController } from '../../src/machine/controller.js'
import { createAuthLogger } from '../../src/observe/auth-logger.js'
import { createFlowInspector } from '../../src/observe/flow-inspector.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

afterEach(() => expect([...hiddenWords]).toEqual([]))

/** Where a server may say again what it was sent. */
const ECHOES = [
  (word: string) => ({ error: 'invalid_request', error_description: `Request ${word} not found` }),
  (word: string) => ({ error: 'server_error', details: { about: word, list: [`no ${word} here`] } }),
  (word: string) => ({ error: 'invalid_request', request_id: word }),
  (word: string) => ({ error: 'validation', errors: { login: [`${word} is unknown`] } }),
  (word: string) => ({ message: `User ${word} (${word}) is disabled`, code: 'ACCOUNT' }),
]
const echoes = fc.constantFrom(...ECHOES)

const sign = fc.constantFrom(...'abcdefghijkmnpqrstuvwxyz0123456789-._')
const word = (least: number, most: number) =>
  fc.string({ unit: sign, minLength: least, maxLength: most }).map((text) => `q${text}z`)
const hint = fc.oneof(
  word(3, 20),
  fc.tuple(word(2, 8), word(2, 8)).map((names) => names.join(' ')),
  fc.uuid(),
)
const key = fc.oneof(word(5, 60), fc.uuid())
// Spaces and hyphens do not go out.
const code = fc.oneof(fc.stringMatching(/^7[2-9]{7}$/), fc.stringMatching(/^q[A-Z0-9]{4,8}z$/))

/** All that comes out of a sign-in whose every call fails with a body that repeats what it was sent. */
async function comesOut(
  secrets: { hint: string; key: string; userCode: string; code: string },
  echo: (word: string) => object,
) {
  const clock = createMovedClock()
  const failing = (said: string) => [{ throws: { status: 400, body: echo(said) } }]
  const client = createScriptedClient({
    clock,
    initiate: [
      {
        authReqId: secrets.key,
        expiresIn: 300,
        verification: { userCode: secrets.userCode, uri: 'https://id.example/device' },
      },
      ...failing(secrets.hint),
    ],
    poll: [
      { throws: { status: 503, body: echo(secrets.key) } },
      { throws: { status: 503, body: echo(secrets.userCode) } },
    ],
    totp: failing(secrets.code),
    cancel: failing(secrets.key),
  })
  const flow = createCibaController({ client, clock })
  const out: unknown[] = []
  flow.observe((event: AuthEvent) => void out.push(event))
  flow.observe(createAuthLogger((record) => void out.push(record)))
  const inspector = createFlowInspector(flow)
  flow.subscribe(() => void out.push(flow.getView().error))
  flow.start({ loginHint: secrets.hint })
  await clock.advance(40_000)
  flow.useTotp()
  flow.submitTotp(secrets.code)
  await clock.advance(1_000)
  flow.cancel()
  await clock.advance(1_000)
  flow.retry()
  await clock.advance(1_000)
  // What else the page reads meanwhile is no exception.
  out.push(normalizeError({ status: 404, body: echo(secrets.hint) }))
  const inspected = JSON.stringify(inspector.getSnapshot())
  inspector.dispose()
  flow.dispose()
  return { said: JSON.stringify(out), inspected, events: out.length }
}

describe('a server that repeats what it was sent', () => {
  it('has it in no error, event, log record or timeline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ hint, key, userCode: word(4, 9), code }),
        echoes,
        async (secrets, echo) => {
          const { said, inspected, events } = await comesOut(secrets, echo)
          expect(events).toBeGreaterThan(20)
          for (const [name, secret] of Object.entries(secrets)) {
            expect(said.includes(secret), name).toBe(false)
            // It shows what the page shows, and that is the user code.
            if (name !== 'userCode') expect(inspected.includes(secret), name).toBe(false)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('has the id of a request still where it is another', async () => {
    const { said } = await comesOut(
      { hint: 'dana.fox', key: 'key-4711', userCode: 'WDJB-MJHT', code: '271828' },
      (text) => ({ error: 'invalid_request', error_description: `no ${text}`, request_id: 'req-9' }),
    )
    expect(said).toContain('req-9')
    expect(said).toContain('no [redacted]')
  })
})

it('a kind is known by the words of the server, also where one of them is hidden', async () => {
  const clock = createMovedClock()
  const flow = createCibaController({ client: createScriptedClient({ clock }), clock })
  flow.start({ loginHint: 'API key' })
  await clock.advance(0)
  const error = normalizeError({ status: 401, body: { message: 'Invalid API key' } })
  expect(error).toMatchObject({ kind: 'invalid_credentials', technicalDetail: 'Invalid [redacted]' })
  flow.dispose()
  expect(normalizeError({ message: 'Invalid API key' }).technicalDetail).toBe('Invalid API key')
})

it('a page that is never loaded anew forgets the oldest words', async () => {
  const clock = createMovedClock()
  const flows = Array.from({ length: 150 }, () =>
    createCibaController({ client: createScriptedClient({ clock }), clock }),
  )
  for (const [index, flow] of flows.entries()) flow.start({ loginHint: `person-${index}` })
  expect(hiddenWords.size).toBeLessThanOrEqual(100)
  expect(hiddenWords).toContain('person-149')
  for (const flow of flows) flow.dispose()
})

it('a word of a sign or two is in any text, and stays', async () => {
  const clock = createMovedClock()
  const client = createScriptedClient({
    clock,
    initiate: [{ throws: { status: 400, body: { message: 'no go' } } }],
  })
  const flow = createCibaController({ client, clock })
  flow.start({ loginHint: 'o' })
  await clock.advance(0)
  expect(flow.getView().error?.technicalDetail).toBe('no go')
  flow.dispose()
})
