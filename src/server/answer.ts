import { REQUEST_ID } from '../ciba/bff-wire.js'
import { describe, type Refusal } from './refusal.js'

/** What a route answers with 200. */
export interface Reply {
  body: object
  /** Values of Set-Cookie. */
  cookies?: readonly string[]
  /** What the event says; `ok` by default. */
  outcome?: string
}

function json(status: number, body: object, requestId: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    [REQUEST_ID]: requestId,
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(JSON.stringify(body), { status, headers })
}

export function replyResponse(reply: Reply, requestId: string): Response {
  return json(200, reply.body, requestId, reply.cookies)
}

/** The OAuth error form (RFC 6749 §5.2) with the members that the normaliser reads. */
export function refusalResponse(refusal: Refusal, requestId: string, now: number): Response {
  const { retryAt, attemptsRemaining, fieldErrors, headers } = refusal.details
  const retryAfter = retryAt === undefined ? undefined : Math.max(1, Math.ceil((retryAt - now) / 1000))
  const response = json(
    refusal.status,
    {
      error: refusal.code,
      error_description: describe(refusal),
      request_id: requestId,
      ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
      ...(attemptsRemaining === undefined ? {} : { attempts_remaining: attemptsRemaining }),
      ...(fieldErrors === undefined ? {} : { field_errors: fieldErrors }),
    },
    requestId,
  )
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value)
  return response
}
