import { withTimeLimit } from '../http/time-limit.js'
import type { SessionUser, TokenSet } from '../ciba/approval.js'
import type { Backend, Call } from './backend.js'
import { sessionAnswer } from './backend.js'
import type { Reply } from './answer.js'
import type { SessionRecord } from './records.js'
import { hash } from './secrets.js'

const REVOCATION_LIMIT_MS = 3_000

/** Keeps a new session under the hash of its id. */
export async function openSession(
  { settings, records }: Backend,
  id: string,
  user: SessionUser,
  tokens?: TokenSet,
): Promise<SessionRecord> {
  const expiresAt = settings.clock.now() + settings.sessionLifetimeMs
  const session: SessionRecord = { user, expiresAt, ...(tokens === undefined ? {} : { tokens }) }
  await records.sessions.put(await hash(id), session, expiresAt)
  return session
}

/** Revokes tokens at the provider. Best effort: whoever signs out is not kept waiting, nor told of a failure. */
export async function revokeTokens({ settings, provider }: Backend, tokens: TokenSet): Promise<void> {
  const limit = {
    limitMs: REVOCATION_LIMIT_MS,
    clock: settings.clock,
    signal: new AbortController().signal,
  }
  await withTimeLimit(limit, () => provider.revoke(tokens)).catch(() => {})
}

/** Forgets a session first, then revokes its tokens. */
export async function endSession(backend: Backend, id: string): Promise<void> {
  const { sessions } = backend.records
  const key = await hash(id)
  const session = await sessions.get(key)
  await sessions.delete(key)
  if (session?.tokens !== undefined) await revokeTokens(backend, session.tokens)
}

/** A browser has one session: what it had before a sign-in ends with it, so that no id outlives its cookie. */
export async function endFormer(backend: Backend, { cookies }: Call, id: string): Promise<void> {
  if (cookies.session !== undefined && cookies.session !== id) await endSession(backend, cookies.session)
}

/** GET /session */
export async function readSession({ records }: Backend, { cookies }: Call): Promise<Reply> {
  if (cookies.session === undefined) return { body: { session: null } }
  const session = await records.sessions.get(await hash(cookies.session))
  return session === undefined
    ? { body: { session: null }, cookies: [cookies.clearSession()] }
    : { body: { session: sessionAnswer(session) } }
}

/** POST /sign-out */
export async function signOut(backend: Backend, { cookies }: Call): Promise<Reply> {
  if (cookies.session !== undefined) await endSession(backend, cookies.session)
  return { body: {}, cookies: [cookies.clearSession()] }
}
