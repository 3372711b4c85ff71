import { systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { isRecord } from '../errors/wire.js'
import type { AuthSecPrompt } from './authsec-requests.js'
import { type AuthSecRoutesOptions, createAuthSecRoutes } from './authsec-routes.js'
import { answerFaulty, createFaultPlan, type Fault, type FaultPlan } from './faults.js'

export interface AuthSecServerOptions extends AuthSecRoutesOptions {
  /** Where the routes are mounted; `/uflow/auth` by default. */
  prefix?: string
}

/** A call that reached the server. */
export interface AuthSecCall {
  operation: 'initiate' | 'poll' | 'totp'
  /** Epoch ms, by the server's clock. */
  at: number
  /** The `X-Request-ID` that came with it, or null. */
  sentRequestId: string | null
}

export interface AuthSecServer {
  /**
   * Answers a request. Rejects for a connection that breaks: a Node listener destroys the socket then; given to a client
   * as its `fetch`, it looks like one that failed.
   */
  handle(request: Request): Promise<Response>
  /** Approves the newest open prompt of this person; false where there is none. */
  approve(hint: string): boolean
  /** Declines it. */
  deny(hint: string): boolean
  /** What waits on phones, oldest first. */
  prompts(): AuthSecPrompt[]
  /** Answers the next polls with a fault, `times` of them (1); faults that were asked for before come first. */
  failPolls(fault: Fault, times?: number): void
  /** What {@link failPolls} has planned and no poll has met yet. */
  readonly faults: FaultPlan
  /** Pushes sent so far. */
  readonly pushes: number
  /** So far, in order; preflights do not count. */
  readonly calls: readonly AuthSecCall[]
}

const OPERATIONS = new Map<string, AuthSecCall['operation']>([
  ['ciba/initiate', 'initiate'],
  ['ciba/token', 'poll'],
  ['totp/login', 'totp'],
])

/** `X-Request-ID` is neither allowed nor exposed. */
const CORS = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS, PATCH, HEAD',
  'access-control-allow-headers': 'Content-Type, Authorization, Accept, X-Requested-With, X-CSRF-Token',
  'access-control-allow-credentials': 'true',
  'access-control-max-age': '86400',
  vary: 'Origin',
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await request.json()
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}

/**
 * An AuthSec that lives in this process: a Web `Request` in, a `Response` out, with the bodies and statuses of both of
 * its routes. For tests, and for a demo without an account.
 */
export function createAuthSecServer(options: AuthSecServerOptions = {}): AuthSecServer {
  const { clock = systemClock, prefix = '/uflow/auth' } = options
  const { requests, operations } = createAuthSecRoutes(options)
  const faults = createFaultPlan()
  const calls: AuthSecCall[] = []

  async function answer(request: Request, sentRequestId: string | null): Promise<Response> {
    if (request.method === 'OPTIONS') return new Response(null)
    const { pathname } = new URL(request.url)
    const below = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length + 1) : ''
    const path = below.replace(/^tenant\//, '')
    const operation = OPERATIONS.get(path)
    if (operation === undefined || request.method !== 'POST')
      return new Response('404 page not found', { status: 404 })
    calls.push({ operation, at: clock.now(), sentRequestId })
    const fault = operation === 'poll' ? faults.take() : undefined
    if (fault !== undefined) return answerFaulty(fault, request.signal)
    const body = await bodyOf(request)
    const clientId = typeof body.client_id === 'string' ? body.client_id : ''
    return operations[operation](body, path === below ? undefined : clientId)
  }

  return {
    async handle(request) {
      const sentRequestId = request.headers.get('x-request-id')
      const origin = request.headers.get('origin')
      const response = await answer(request, sentRequestId)
      response.headers.set('x-request-id', sentRequestId ?? newId())
      if (origin !== null)
        for (const [name, value] of Object.entries({ ...CORS, 'access-control-allow-origin': origin }))
          response.headers.set(name, value)
      return response
    },
    approve: (hint) => requests.answer(hint, 'approved'),
    deny: (hint) => requests.answer(hint, 'denied'),
    prompts: () =>
      requests.pending().map(({ hint, bindingMessage, expiresAt }) => ({ hint, bindingMessage, expiresAt })),
    failPolls: faults.add,
    faults,
    get pushes() {
      return requests.count
    },
    calls,
  }
}
