import { systemClock } from '../http/clock.js'
import { type AuthSecFailure, authsecFailures, type AuthSecOperation } from './authsec-failures.js'
import type { AuthSecPrompt } from './authsec-requests.js'
import { type AuthSecRoutesOptions, createAuthSecRoutes } from './authsec-routes.js'
import { createFaultPlan, type Fault, type FaultPlan } from './faults.js'
import { type ApiCall, createScriptedApi, jsonOf, type ScriptedApi } from './scripted-api.js'

export interface AuthSecServerOptions extends AuthSecRoutesOptions {
  /** Where the routes are mounted; `/uflow/auth` by default. */
  prefix?: string
  /** What a limit asks for, in seconds; 30 by default. */
  retryAfterS?: number
}

/** A call that reached the server; preflights do not count. */
export type AuthSecCall = ApiCall<AuthSecOperation>

export interface AuthSecServer extends ScriptedApi<AuthSecFailure, AuthSecOperation> {
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
}

const OPERATIONS = new Map<string, AuthSecOperation>([
  ['/ciba/initiate', 'initiate'],
  ['/ciba/token', 'poll'],
  ['/totp/login', 'totp'],
])

/** `X-Request-ID` is neither allowed nor exposed. */
const CORS = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS, PATCH, HEAD',
  'access-control-allow-headers': 'Content-Type, Authorization, Accept, X-Requested-With, X-CSRF-Token',
  'access-control-allow-credentials': 'true',
  'access-control-max-age': '86400',
  vary: 'Origin',
}

/**
 * An AuthSec that lives in this process: a Web `Request` in, a `Response` out, with the bodies and statuses of both of
 * its routes, and its failures by name. For tests, and for a demo without an account.
 */
export function createAuthSecServer(options: AuthSecServerOptions = {}): AuthSecServer {
  const { clock = systemClock, prefix = '/uflow/auth', retryAfterS = 30 } = options
  const { requests, answer } = createAuthSecRoutes(options)
  const faults = createFaultPlan()

  const answers = (operation: AuthSecOperation) => async (request: Request, path: string) =>
    answer(operation, path, await jsonOf(request))
  const poll = answers('poll')
  const api = createScriptedApi({
    clock,
    prefix,
    failures: authsecFailures(retryAfterS),
    faulty: 'poll',
    operationOf: (path, method) =>
      method === 'POST' ? OPERATIONS.get(path.replace(/^\/tenant\//, '/')) : undefined,
    answers: {
      initiate: answers('initiate'),
      poll: (request, path) => faults.take() ?? poll(request, path),
      totp: answers('totp'),
    },
  })

  return {
    ...api,
    async handle(request) {
      const origin = request.headers.get('origin')
      const response = request.method === 'OPTIONS' ? new Response(null) : await api.handle(request)
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
  }
}
