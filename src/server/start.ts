import { type BffStartAnswer, IDEMPOTENCY_KEY } from '../ciba/bff-wire.js'
import type { SignInRequest } from '../ciba/contract.js'
import { newId } from '../http/ids.js'
import { sleep } from '../http/sleep.js'
import type { Reply } from './answer.js'
import type { Backend, Call } from './backend.js'
import { ProviderError, type ProviderFailure } from './provider-failure.js'
import { REMEMBERED_MS, type StartRecord } from './records.js'
import { Refusal } from './refusal.js'
import { derive, hash, newSecret } from './secrets.js'
import { parseKey, parseStart } from './start-request.js'

function refusalOf(failure: ProviderFailure): Refusal {
  switch (failure.type) {
    case 'unavailable': {
      const { detail, retryAt } = failure
      return new Refusal(503, 'temporarily_unavailable', {
        detail,
        ...(retryAt === undefined ? {} : { retryAt }),
      })
    }
    case 'unusable':
      return new Refusal(500, 'server_error', { detail: failure.detail })
    case 'refused':
      // Wrong credentials are this back end's fault, and 401 would read as the browser's.
      return new Refusal(failure.code === 'invalid_client' ? 500 : failure.status, failure.code)
  }
}

/** POST /start: sends one push [CIBA Core 1.0 §7.1] and gives the browser a handle to it. */
export function createStart(backend: Backend): (call: Call) => Promise<Reply> {
  const { settings, provider, records } = backend
  const { clock } = settings
  const running = new Map<string, { body: string; record: Promise<StartRecord> }>()
  /** What a push looked like when one was last sent: decoys look the same. */
  let usual = { expiresIn: 120, interval: 5, tookMs: 0 }

  async function initiate(request: SignInRequest): Promise<{ authReqId: string | null } & typeof usual> {
    const sentAt = clock.now()
    try {
      const answer = await provider.initiate(request)
      usual = { expiresIn: answer.expiresIn, interval: answer.interval, tookMs: clock.now() - sentAt }
      return { ...usual, authReqId: answer.authReqId }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const { failure } = error
      const hidden = failure.type === 'refused' && failure.code === 'unknown_user_id'
      if (!hidden || settings.revealUnknownUser) throw refusalOf(failure)
      const earlyMs = sentAt + usual.tookMs - clock.now()
      if (earlyMs > 0) await sleep(earlyMs, clock, new AbortController().signal)
      return { ...usual, authReqId: null }
    }
  }

  async function knownBrowser({ cookies }: Call): Promise<string | undefined> {
    if (cookies.flow === undefined) return undefined
    const browser = await hash(cookies.flow)
    return (await records.browsers.get(browser)) === undefined ? undefined : browser
  }

  async function begin(secret: string, body: string, request: SignInRequest, call: Call) {
    const known = await knownBrowser(call)
    const salt = newSecret()
    const browser = known ?? (await hash(await derive(secret, 'browser', salt)))
    const sentAt = clock.now()
    const { authReqId, expiresIn, interval } = await initiate(request)
    const flowId = newId()
    const intervalMs = interval * 1000
    const expiresAt = clock.now() + expiresIn * 1000
    const until = expiresAt + REMEMBERED_MS
    const flow = await derive(secret, 'flow', salt)
    await records.flows.put(
      await hash(flow),
      { id: flowId, browser, authReqId, intervalMs, dueAt: sentAt + intervalMs, expiresAt },
      until,
    )
    const { requestId } = call
    const remembered = Math.max((await records.browsers.get(browser))?.until ?? 0, until)
    const pending = { ...request, flow, requestId }
    await records.browsers.put(browser, { until: remembered, pending }, remembered)
    return {
      body,
      salt,
      browser,
      derivedBrowser: known === undefined,
      flowId,
      requestId,
      intervalMs,
      expiresAt,
    } satisfies StartRecord
  }

  /** The record of this key: the one there is, the one being made, or a new one. */
  async function once(key: string, body: string, request: SignInRequest, call: Call): Promise<StartRecord> {
    const name = await hash(key)
    const make = async () => {
      const kept = await records.starts.get(name)
      if (kept !== undefined) return kept
      const made = await begin(key, body, request, call)
      await records.starts.put(name, made, made.expiresAt + REMEMBERED_MS)
      return made
    }
    let flight = running.get(name)
    if (flight === undefined) {
      flight = { body, record: make().finally(() => running.delete(name)) }
      running.set(name, flight)
    }
    if (flight.body !== body) throw new Refusal(409, 'conflict')
    const record = await flight.record
    if (record.body !== body) throw new Refusal(409, 'conflict')
    return record
  }

  return async (call) => {
    const request = parseStart(call.body)
    const key = parseKey(call.headers.get(IDEMPOTENCY_KEY))
    const secret = key ?? newSecret()
    const body = await derive(secret, 'body', JSON.stringify([request.loginHint, request.bindingMessage]))
    const record =
      key === undefined ? await begin(secret, body, request, call) : await once(key, body, request, call)
    call.flowId = record.flowId

    const browserId = record.derivedBrowser ? await derive(secret, 'browser', record.salt) : call.cookies.flow
    // A browser that had its cookie before cannot have lost it with our answer: this is another one.
    if (browserId === undefined || (await hash(browserId)) !== record.browser)
      throw new Refusal(409, 'conflict')
    const leftMs = Math.max(0, record.expiresAt - clock.now())
    const answer: BffStartAnswer = {
      flow: await derive(secret, 'flow', record.salt),
      expires_in: Math.ceil(leftMs / 1000),
      interval: record.intervalMs / 1000,
      request_id: record.requestId,
    }
    return { body: answer, cookies: [call.cookies.setFlow(browserId, leftMs + REMEMBERED_MS)] }
  }
}
