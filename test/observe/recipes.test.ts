import * as Sentry from '@sentry/browser'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as core from '../../src/core.js'
import type { AuthLogger } from '../../src/observe/auth-logger.js'
import type { AuthLogRecord } from '../../src/observe/log-record.js'
import { startHttpListener } from '../support/http-listener.js'
import { runRecipe } from '../support/page-recipe.js'

const AT = Date.UTC(2026, 0, 15, 10, 30)

afterEach(() => vi.useRealTimers())

const run = (heading: string, given: Record<string, unknown>, packages: Record<string, unknown> = {}) =>
  runRecipe('observability', heading, { given, packages: { 'react-ciba/core': core, ...packages } }) as {
    log: AuthLogger
    toLogRecord(record: AuthLogRecord): unknown
    monitor: core.AuthMonitor
  }

const key = core.normalizeError(
  { status: 401, body: { error: 'x', error_code: 'AUTH_002', error_description: 'Key is revoked' } },
  { now: AT, requestId: 'req-1' },
)
const call: core.AuthEvent = {
  ...{ type: 'request_finished', at: AT, flowId: 'f-1', requestId: 'req-1', operation: 'api' },
  ...{
    method: 'GET',
    endpoint: 'https://api.example.com/orders',
    durationMs: 12.5,
    outcome: 'AUTH_002',
    error: key,
  },
}

it('the console gets each record where its level belongs', () => {
  const console = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const { log } = run('To the console', { console })
  log(call)
  log({ type: 'transition', at: AT, flowId: 'f-1', from: 'polling', to: 'denied' })
  log({ type: 'request_started', at: AT, flowId: 'f-1', requestId: 'r', operation: 'poll' })
  expect(console.error).toHaveBeenCalledWith(
    'GET https://api.example.com/orders: AUTH_002',
    expect.objectContaining({ level: 'security' }),
  )
  expect(console.warn).toHaveBeenCalledWith('polling to denied', expect.anything())
  expect(console.debug).toHaveBeenCalledOnce()
})

describe('batches for a server', () => {
  function page(sendBeacon: (url: string, body: Blob) => boolean) {
    vi.useFakeTimers()
    const sent: Promise<AuthLogRecord[]>[] = []
    const navigator = {
      sendBeacon(url: string, body: Blob) {
        // As browsers have it: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, inflightKeepaliveBytes.
        const taken = body.size <= 65_536 && sendBeacon(url, body)
        if (taken) sent.push(body.text().then((text) => JSON.parse(text) as AuthLogRecord[]))
        return taken
      },
    }
    const window = new EventTarget()
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    const { log } = run('To your server, in batches', {
      ...{ navigator, document, setInterval },
      addEventListener: window.addEventListener.bind(window),
    })
    return {
      log,
      document,
      leave: () => window.dispatchEvent(new Event('pagehide')),
      batches: () => Promise.all(sent),
    }
  }

  it('go out when there are enough, when time has passed, and when the page goes', async () => {
    const { log, document, leave, batches } = page(() => true)
    for (let n = 0; n < 120; n++) log.record(key)
    expect((await batches()).map(({ length }) => length)).toEqual([50, 50])
    vi.advanceTimersByTime(10_000)
    expect((await batches()).map(({ length }) => length)).toEqual([50, 50, 20])
    log.record(key)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(await batches()).toHaveLength(3)
    document.visibilityState = 'hidden'
    document.dispatchEvent(new Event('visibilitychange'))
    log.record(key)
    leave()
    expect((await batches()).map(({ length }) => length)).toEqual([50, 50, 20, 1, 1])
  })

  const sentence = 'Die Sitzung ist zu Ende, und niemand weiß warum. '.repeat(12)
  const wordy = (n: number, endpoint = 'https://api.example.com/orders'): core.AuthEvent => ({
    ...{ type: 'request_finished', at: AT, flowId: `f-${n}`, requestId: 'r', operation: 'api' },
    ...{ method: 'GET', endpoint, durationMs: 1, outcome: sentence },
    error: core.normalizeError(
      { status: 500, body: { error_code: 'HTTP_500', error_description: sentence } },
      { now: AT },
    ),
  })
  const names = (records: AuthLogRecord[]) => records.map(({ flowId }) => flowId)

  it('that are too large for a browser are halved until they fit: all arrive, in order', async () => {
    const { log, leave, batches } = page(() => true)
    for (let n = 0; n < 120; n++) log(wordy(n))
    leave()
    const sent = await batches()
    expect(JSON.stringify(sent.flat().slice(0, 50)).length).toBeGreaterThan(65_536)
    expect(names(sent.flat())).toEqual(Array.from({ length: 120 }, (_, n) => `f-${n}`))
  })

  it('leave a record behind that no browser takes, and the others arrive, in order', async () => {
    const { log, leave, batches } = page(() => true)
    const vast = `https://api.example.com${'/orders'.repeat(10_000)}`
    for (let n = 0; n < 120; n++) log(wordy(n, n % 25 === 7 ? vast : undefined))
    leave()
    const small = Array.from({ length: 120 }, (_, n) => n).filter((n) => n % 25 !== 7)
    expect(names((await batches()).flat())).toEqual(small.map((n) => `f-${n}`))
  })

  it('wait where the browser takes no more, and the oldest go where that lasts', async () => {
    let takes = false
    const { log, leave, batches } = page(() => takes)
    for (let n = 0; n < 600; n++)
      log({ type: 'transition', at: AT, flowId: `f-${n}`, from: 'polling', to: 'denied' })
    expect(await batches()).toEqual([])
    takes = true
    leave()
    const records = (await batches()).flat()
    expect(records.map(({ flowId }) => flowId)).toEqual(Array.from({ length: 500 }, (_, n) => `f-${n + 100}`))
  })
})

it('a collector of OpenTelemetry gets a log record after its data model, over HTTP', async () => {
  const bodies: unknown[] = []
  const collector = await startHttpListener(async (request) => {
    bodies.push(await request.json())
    return Response.json({})
  })
  const { log } = run('To OpenTelemetry', {
    fetch: (path: string, init: RequestInit) => fetch(collector.origin + path, init),
  })
  log(call)
  await vi.waitFor(() => expect(bodies).toHaveLength(1))
  await collector.close()
  expect(new URL(collector.urls[0] ?? '').pathname).toBe('/v1/logs')
  expect(bodies[0]).toEqual({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'acme-web' } }] },
        scopeLogs: [
          {
            scope: { name: 'react-ciba' },
            logRecords: [
              {
                timeUnixNano: '1768473000000000000',
                severityNumber: 18,
                severityText: 'SECURITY',
                eventName: 'auth.request_finished',
                body: { stringValue: 'GET https://api.example.com/orders: AUTH_002' },
                attributes: expect.arrayContaining([
                  { key: 'http.request.method', value: { stringValue: 'GET' } },
                  { key: 'url.full', value: { stringValue: 'https://api.example.com/orders' } },
                  { key: 'http.response.status_code', value: { intValue: 401 } },
                  { key: 'error.type', value: { stringValue: 'AUTH_002' } },
                  { key: 'auth.durationMs', value: { doubleValue: 12.5 } },
                  { key: 'auth.requestId', value: { stringValue: 'req-1' } },
                ]),
              },
            ],
          },
        ],
      },
    ],
  })
})

it('each level has a number in the range that the data model gives it', () => {
  const { toLogRecord } = run('To OpenTelemetry', { fetch })
  const numbers = (['debug', 'info', 'warning', 'error', 'security', 'critical'] as const).map(
    (level) =>
      (
        toLogRecord({ timestamp: '2026-01-15T10:30:00Z', level, event: 'error', message: '' }) as {
          severityNumber: number
        }
      ).severityNumber,
  )
  // DEBUG 5 to 8, INFO 9 to 12, WARN 13 to 16, ERROR 17 to 20, FATAL 21 to 24.
  expect(numbers.map((number) => Math.floor((number - 1) / 4))).toEqual([1, 2, 3, 4, 4, 5])
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
})

it('Sentry shows the records as breadcrumbs of the next report, with a level and a time as it knows them', async () => {
  const envelopes: string[] = []
  const ingest = await startHttpListener(async (request) => {
    envelopes.push(await request.text())
    return Response.json({})
  })
  Sentry.init({ dsn: `${ingest.origin.replace('//', '//key@')}/1`, defaultIntegrations: false })
  const { log } = run('To Sentry', {}, { '@sentry/browser': Sentry })
  log(call)
  log.record(core.normalizeError({ status: 500, body: { error_code: 'SYSTEM_FAILURE' } }, { now: AT }))
  Sentry.captureMessage('The page broke')
  await Sentry.close(2_000)
  await ingest.close()
  expect(envelopes).toHaveLength(1)
  // An envelope is a line of JSON for itself, and two for each thing in it.
  const event: unknown = JSON.parse(envelopes[0]?.split('\n')[2] ?? '')
  expect(event).toMatchObject({
    message: 'The page broke',
    breadcrumbs: [
      {
        ...{ category: 'auth.request_finished', level: 'error', timestamp: AT / 1000 },
        data: { code: 'AUTH_002', status: 401, description: 'Key is revoked', requestId: 'req-1' },
      },
      { category: 'auth.error', level: 'fatal' },
    ],
  })
})

it('the sample of a monitor tells of an alert in words', () => {
  const console = { warn: vi.fn() }
  const { monitor } = run('Rates and alerts', { console })
  for (let n = 0; n < 31; n++) monitor.record({ code: 'SHOP_042' })
  monitor.dispose()
  expect(console.warn.mock.calls).toEqual([['raised medium: SHOP_042 31 times in an hour, 30 are well']])
})
