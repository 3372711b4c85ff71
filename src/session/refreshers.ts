import { authError, normalizeError } from '../errors/normalize.js'
import { sendRequest } from '../http/send-request.js'

/** Tokens as a server hands them out. */
export interface TokenGrant {
  accessToken: string
  refreshToken?: string
  /** Seconds from receipt. */
  expiresIn?: number
}

export interface RefreshCall {
  signal: AbortSignal
  /** Sent as `X-Request-ID`. */
  requestId: string
  /** Epoch ms by the session's clock. */
  now(): number
}

/**
 * Gets new tokens. The session ends with what says that it, or what renews it, is no longer good: `invalid_token`,
 * `token_expired`, `session_expired`, `not_authenticated`, `invalid_credentials`, `invalid_grant` (RFC 6749 §5.2), a 400,
 * 401 or 403 that says no more. Whatever else it throws leaves the session alone and reaches whoever asked.
 */
export interface Refresher {
  (refreshToken: string | undefined, call: RefreshCall): Promise<TokenGrant>
  /** It needs no token of the page, so that a session can be found again after a reload. */
  byCookie?: boolean
  /** Where it asks: sessions that are renewed elsewhere have other names by default. */
  url?: string
}

export interface RefreshOptions {
  /** `globalThis.fetch` by default. */
  fetch?: typeof fetch
  /** `same-origin` by default; `include` where the API is on another origin that allows it. */
  credentials?: RequestCredentials
}

/**
 * The tokens in an answer: `access_token`, `accessToken` or `token`, with `expires_in` or `expiresIn` in seconds
 * (RFC 6749 §5.1).
 * @throws AuthError `unreadable_answer` where there is no token in it.
 */
export function readTokens(body: unknown): TokenGrant {
  const members = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const text = (...names: string[]) =>
    names.map((name) => members[name]).find((value) => typeof value === 'string' && value !== '')
  const accessToken = text('access_token', 'accessToken', 'token')
  if (accessToken === undefined) throw authError('unreadable_answer')
  const refreshToken = text('refresh_token', 'refreshToken')
  const expiresIn = Number(members.expires_in ?? members.expiresIn)
  return {
    accessToken: accessToken as string,
    ...(refreshToken !== undefined && { refreshToken: refreshToken as string }),
    ...(expiresIn > 0 && expiresIn < Infinity && { expiresIn }),
  }
}

async function post(url: string, json: object, call: RefreshCall, options: RefreshOptions) {
  const { requestId, signal } = call
  const headers = { 'x-request-id': requestId }
  const answer = await sendRequest(url, { json, headers, signal, ...options })
  if (!answer.ok) throw normalizeError(answer, { phase: 'api', requestId, now: call.now() })
  return readTokens(answer.body)
}

/** Refreshes with an HttpOnly cookie: `POST url` with an empty object. The page never sees the refresh token. */
export const refreshByCookie = (url: string, options: RefreshOptions = {}): Refresher =>
  Object.assign((_: string | undefined, call: RefreshCall) => post(url, {}, call, options), {
    byCookie: true,
    url,
  })

/** Refreshes with a refresh token that each refresh may replace: `POST url` with `{ refresh_token }` as JSON. */
export const refreshByToken = (url: string, options: RefreshOptions = {}): Refresher =>
  Object.assign(
    (refresh_token: string | undefined, call: RefreshCall) => post(url, { refresh_token }, call, options),
    { url },
  )
