import type { AuthError } from '../errors/auth-error.js'
import type { AuthSession } from './auth-session.js'

/**
 * Renews the token that an error is about, once: not where that has happened since, nor where asking for the token did so.
 * False where nobody is signed in.
 */
export function renewing(session: AuthSession) {
  let renewals = 0
  let renewedAt = -Infinity
  session.observe((event) => {
    if (event.type !== 'request_finished' || event.operation !== 'refresh' || event.outcome !== 'ok') return
    renewals += 1
    renewedAt = event.at
  })

  /** @param surely Whether the new token has been refused too: a server's clock, by which errors are dated, may be slow. */
  return async ({ occurredAt }: AuthError, surely: boolean): Promise<boolean> => {
    const before = renewals
    const isNew = !surely && renewedAt > occurredAt
    const token = await session.getAccessToken()
    if (token === null) return false
    if (renewals === before && !isNew) await session.renew(token)
    return true
  }
}
