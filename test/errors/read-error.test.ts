import { describe, expect, it } from 'vitest'
import { readError } from '../../src/errors/read-error.js'

const NOW = Date.UTC(2026, 0, 15, 10, 30)
const read = (body: BodyInit | null, init: ResponseInit = {}) =>
  readError(new Response(body, init), { now: NOW })

describe('readError', () => {
  it('reads the body of a failure and leaves the response readable', async () => {
    const response = Response.json(
      { error: { code: 'INTERNAL_ERROR', message: 'It broke', request_id: 'req-9' } },
      { status: 500 },
    )
    expect(await readError(response)).toMatchObject({
      kind: 'server_error',
      code: 'INTERNAL_ERROR',
      status: 500,
      requestId: 'req-9',
      technicalDetail: 'It broke',
    })
    expect(await response.json()).toMatchObject({ error: { code: 'INTERNAL_ERROR' } })
  })

  it.each([
    ['an error', { error: 'no_device_registered' }, 'no_device_registered'],
    ['ok: false', { ok: false, error: 'invalid_auth' }, 'invalid_auth'],
    ['errors in one sentence', { errors: 'boom' }, 'HTTP_200'],
    ['success: false', { success: false, code: 'invalid_code' }, 'invalid_code'],
    ['errors', { data: null, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] }, 'FORBIDDEN'],
  ])('finds %s inside a 200', async (_what, body, code) => {
    expect(await read(JSON.stringify(body))).toMatchObject({ code, status: 200 })
  })

  it.each([
    ['a body', JSON.stringify({ access_token: 'x' })],
    ['no errors', JSON.stringify({ data: 1, errors: [] })],
    ['error: []', JSON.stringify({ error: [], result: { balance: 1 } })],
    ['error: {}', JSON.stringify({ error: {}, data: 1 })],
    ['errors: ""', JSON.stringify({ errors: '' })],
    ['error: null', JSON.stringify({ error: null })],
    ['nothing', null],
    ['a page', '<html></html>'],
  ])('says nothing of a 200 with %s', async (_what, body) => {
    expect(await read(body)).toBeNull()
  })

  it.each([201, 204])('takes an empty %i for the success that it is', async (status) => {
    expect(await read(null, { status })).toBeNull()
  })

  it('takes content for what it is, whatever the content type says', async () => {
    const headers = { 'content-type': 'text/html' }
    expect(await read('{"error":"access_denied"}', { status: 400, headers })).toMatchObject({
      kind: 'denied',
    })
    const page = await read('<!doctype html><h1>Boom at /srv/app.js</h1>', { status: 502, headers })
    expect(page).toMatchObject({ kind: 'bad_gateway', code: 'HTTP_502' })
    expect(page).not.toHaveProperty('technicalDetail')
  })

  it('reads the challenge where there is no body', async () => {
    const headers = {
      'www-authenticate': 'Bearer error="invalid_token", error_description="The access token expired"',
    }
    expect(await read(null, { status: 401, headers })).toMatchObject({
      kind: 'token_expired',
      code: 'invalid_token',
      technicalDetail: 'The access token expired',
    })
  })

  it('goes by the status of a response that somebody has read already', async () => {
    const response = new Response('{"error":"access_denied"}', { status: 503 })
    await response.text()
    expect(await readError(response)).toMatchObject({ kind: 'unavailable', code: 'HTTP_503' })
  })

  it('turns a body that breaks off into a failure of the network', async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated'))
      },
    })
    expect(await read(broken, { status: 200 })).toMatchObject({ kind: 'network', retryable: true })
  })

  const failed = (body: BodyInit) => new Response(body, { status: 401, headers: { 'x-request-id': 'req-9' } })
  const wanted = { kind: 'not_authenticated', code: 'HTTP_401', status: 401, requestId: 'req-9' }
  const endless = (first = '') =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(first)),
    })

  it('keeps status and request id of a failure whose body breaks off', async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('terminated')),
    })
    expect(await readError(failed(broken), { now: NOW })).toMatchObject(wanted)
  })

  it('keeps status and request id of a failure whose body another reads', async () => {
    const response = failed(endless())
    response.body?.getReader()
    expect(await readError(response, { now: NOW })).toMatchObject(wanted)
  })

  it('says nothing of a 200 whose body another reads', async () => {
    const response = new Response(endless())
    response.body?.getReader()
    expect(await readError(response)).toBeNull()
  })

  it.each(['text/event-stream', 'text/event-stream; charset=utf-8', 'application/octet-stream'])(
    'does not wait for a stream: %s',
    async (type) => {
      const headers = { 'content-type': type, 'x-request-id': 'req-9' }
      expect(await readError(new Response(endless('data: 1'), { headers }))).toBeNull()
      expect(await readError(new Response(endless(), { status: 401, headers }))).toMatchObject(wanted)
    },
  )

  it.each([null, undefined, 'a text', {}])('does not reject for %j, which is no response', async (given) => {
    expect(await readError(given as never, { now: NOW })).toMatchObject({ kind: 'unknown' })
  })
})
