import { type BffStartAnswer, IDEMPOTENCY_KEY } from '../ciba/bff-wire.js'
import { OUTCOME_UNKNOWN, type SignInRequest } from '../ciba/contract.js'
import { newId } from '../http/ids.js'
import type { Reply } from './answer.js'
import type { Backend, Call } from './backend.js'
import { addressKey } from './client-address.js'
import { createPush } from './push.js'
import { hintKey, type PushThrottle } from './push-limits.js'
import { REMEMBERED_MS, type StartRecord } from './records.js'
import { Refusal } from './refusal.js'
import { derive, hash, newSecret } from './secrets.js'
import { createStartsByKey } from './starts-by-key.js'
import { parseKey, parseStart } from './start-request.js'

/** POST /start: sends one push [CIBA Core 1.0 §7.1] and gives the browser a handle to it. */
export function createStart(backend: Backend, throttle: PushThrottle): (call: Call) => Promise<Reply> {
  const { settings, records } = backend
  const { clock } = settings
  const push = createPush(backend)
  const once = createStartsByKey(backend)

  async function knownBrowser({ cookies }: Call): Promise<string | undefined> {
    if (cookies.flow === undefined) return undefined
    const browser = await hash(cookies.flow)
    return (await records.browsers.get(browser)) === undefined ? undefined : browser
  }

  async function begin(secret: string, request: SignInRequest, call: Call): Promise<StartRecord> {
    const known = await knownBrowser(call)
    const salt = newSecret()
    const browser = known ?? (await hash(await derive(secret, 'browser', salt)))
    const hint = await hintKey(request.loginHint)
    const address = await addressKey(backend, call)
    const sentAt = clock.now()
    const sent = await throttle.run({ hint, address }, () => push(request))
    const flowId = newId()
    const intervalMs = sent.interval * 1000
    const expiresAt = clock.now() + sent.expiresIn * 1000
    const until = expiresAt + REMEMBERED_MS
    const { requestId } = call
    try {
      const flow = await derive(secret, 'flow', salt)
      await records.flows.put(
        await hash(flow),
        {
          id: flowId,
          browser,
          hint,
          authReqId: sent.authReqId,
          tookMs: sent.tookMs,
          intervalMs,
          dueAt: sentAt + intervalMs,
          expiresAt,
        },
        until,
      )
      const remembered = Math.max((await records.browsers.get(browser))?.until ?? 0, until)
      const pending = { ...request, flow, requestId }
      await records.browsers.put(browser, { until: remembered, pending }, remembered)
    } catch (error) {
      // The phone asks already, and nobody can poll for it.
      const detail = `store: ${error instanceof Error ? error.name : typeof error}`
      throw new Refusal(504, OUTCOME_UNKNOWN, { detail })
    }
    return { salt, browser, derivedBrowser: known === undefined, flowId, requestId, intervalMs, expiresAt }
  }

  return async (call) => {
    const request = parseStart(call.body)
    const key = parseKey(call.request.headers.get(IDEMPOTENCY_KEY))
    const secret = key ?? newSecret()
    const make = () => begin(secret, request, call)
    const record = key === undefined ? await make() : await once(key, request, call, make)
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
