import { type AuthSecOptions, authsec } from '../../src/systems/authsec.js'

export const HINT = 'dana@example.com'
export const ACCEPTED = { auth_req_id: 'secret-request', expires_in: 300, interval: 5 }

export interface Answer {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

/** AuthSec that answers everything with the same. */
export function authsecAnswering(answer: Answer = {}, options: AuthSecOptions = {}) {
  const sent: { url: string; init: RequestInit; headers: Headers; body: unknown }[] = []
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    sent.push({ url: input as string, init, headers: new Headers(init.headers), body })
    const { status = 200, body: given = ACCEPTED, headers = {} } = answer
    return new Response(typeof given === 'string' ? given : JSON.stringify(given), { status, headers })
  }
  const system = authsec({ fetch, ...options })
  const call = { signal: new AbortController().signal, requestId: 'id-of-ours' }
  return {
    sent,
    start: () =>
      system.initiate({ loginHint: HINT, bindingMessage: 'KQ7-42M' }, { ...call, idempotencyKey: 'k' }),
    poll: () => system.poll('secret-request', call),
    enter: () => system.verifyTotp({ loginHint: HINT, code: '123456' }, call),
    cancel: () => system.cancel('secret-request', call),
  }
}
export type Verb = 'start' | 'poll' | 'enter'
