import { BFF_PATHS, REQUEST_ID } from '../ciba/bff-wire.js'
import type { Operation } from '../events/auth-event.js'
import { newId } from '../http/ids.js'
import { type Reply, refusalResponse, replyResponse } from './answer.js'
import { type Backend, type Call, reporter } from './backend.js'
import { callFinished } from './call-event.js'
import { readCookies } from './cookies.js'
import { createFlowPolls } from './flow-polls.js'
import type { AuthHandlerOptions } from './options.js'
import { readPending } from './pending.js'
import { cancel, poll } from './poll.js'
import { createProvider } from './provider.js'
import { createPushThrottle } from './push-limits.js'
import { createRecords } from './records.js'
import { Refusal } from './refusal.js'
import { readJson, requireSameOrigin } from './request-guard.js'
import { readSession, signOut } from './sessions.js'
import { settle } from './settings.js'
import { createStart } from './start.js'
import { createTotp } from './totp.js'

interface Route {
  operation: Operation
  method: 'GET' | 'POST'
  /** False where the call says nothing beyond its cookies. */
  takesJson: boolean
  run(call: Call): Promise<Reply>
}

function routesOf(backend: Backend): Map<string, Route> {
  const throttle = createPushThrottle(backend)
  const polls = createFlowPolls(backend, throttle)
  const post = (operation: Operation, run: Route['run'], takesJson = true): Route => ({
    operation,
    method: 'POST',
    takesJson,
    run,
  })
  const get = (operation: Operation, run: Route['run']): Route => ({
    operation,
    method: 'GET',
    takesJson: false,
    run,
  })
  const routes: [string, Route][] = [
    [BFF_PATHS.start, post('initiate', createStart(backend, throttle))],
    [BFF_PATHS.poll, post('poll', (call) => poll(backend, polls, call))],
    [BFF_PATHS.totp, post('verifyTotp', createTotp(backend))],
    [BFF_PATHS.cancel, post('cancel', (call) => cancel(backend, polls, call))],
    [BFF_PATHS.signOut, post('signOut', (call) => signOut(backend, call), false)],
    [BFF_PATHS.session, get('session', (call) => readSession(backend, call))],
    [BFF_PATHS.pending, get('resume', (call) => readPending(backend, call))],
  ]
  return new Map(routes.map(([path, route]) => [backend.settings.basePath + path, route]))
}

function requestIdOf(headers: Headers): string {
  const sent = headers.get(REQUEST_ID)
  return sent !== null && /^[\w-]{8,64}$/.test(sent) ? sent : newId()
}

/**
 * The back end that a browser needs for CIBA, since CIBA is for confidential clients (CIBA Core 1.0 §7.1): a Web
 * `Request` in, a `Response` out, for any runtime that has both. Serves `/start`, `/pending`, `/poll`, `/totp`, `/cancel`,
 * `/session` and `/sign-out` below `basePath`; `bff()` is its client. Tokens and `auth_req_id` never leave it.
 *
 * The returned function never rejects: failures are answers of the form of RFC 6749 §5.2.
 * @throws `TypeError` for options that cannot work, with what to do.
 */
export function createAuthHandler(options: AuthHandlerOptions): (request: Request) => Promise<Response> {
  const settings = settle(options)
  const { clock } = settings
  const backend: Backend = {
    settings,
    provider: createProvider(settings),
    records: createRecords(settings.store, clock),
    report: reporter(settings),
  }
  const routes = routesOf(backend)

  async function answer(route: Route, call: Call): Promise<Reply> {
    const { request, origin } = call
    if (request.method !== route.method)
      throw new Refusal(405, 'invalid_request', {
        headers: { allow: route.method },
        description: `The method must be ${route.method}.`,
      })
    if (route.method === 'POST') requireSameOrigin(request.headers, origin)
    if (route.takesJson) call.body = await readJson(request)
    return route.run(call)
  }

  function refusalOf(thrown: unknown): Refusal {
    if (thrown instanceof Refusal) return thrown
    // Its message may hold a secret; its name is enough to find it.
    return new Refusal(500, 'server_error', { detail: thrown instanceof Error ? thrown.name : typeof thrown })
  }

  return async (request) => {
    const startedAt = clock.now()
    const requestId = requestIdOf(request.headers)
    const url = new URL(request.url)
    const route = routes.get(url.pathname)
    if (route === undefined) return refusalResponse(new Refusal(404, 'not_found'), requestId, startedAt)
    const origin = new URL(settings.origin ?? url.origin)
    const cookies = readCookies(request.headers, origin)
    const call: Call = { requestId, request, origin, cookies, body: {}, flowId: requestId }

    const finished = (outcome: string, refusal?: Refusal) =>
      backend.report(
        callFinished({ call, operation: route.operation, startedAt, at: clock.now() }, outcome, refusal),
      )

    try {
      const reply = await answer(route, call)
      const response = replyResponse(reply, requestId)
      finished(reply.outcome ?? 'ok')
      return response
    } catch (thrown) {
      const refusal = refusalOf(thrown)
      finished(refusal.code, refusal)
      return refusalResponse(refusal, requestId, clock.now())
    }
  }
}
