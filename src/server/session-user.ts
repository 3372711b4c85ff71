import type { SessionUser } from '../ciba/approval.js'

const TOLD = ['name', 'preferred_username', 'picture'] as const

/** The few claims that a page shows; the rest of the ID token stays on the server. */
export function defaultSessionUser(claims: Record<string, unknown>): SessionUser {
  const user: SessionUser = { sub: String(claims.sub) }
  for (const name of TOLD) if (typeof claims[name] === 'string') user[name] = claims[name]
  return user
}
