import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import type { AuthEventListener } from '../events/auth-event.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { tellOfRequest } from '../http/tell-of-request.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { Refresher, TokenGrant } from './refreshers.js'
import type { Tokens } from './token-store.js'

const LIMIT_MS = 15_000

/** What a server handed out, as it is kept. Where it brings no refresh token, the one of before stays good. */
export function tokensOf(grant: TokenGrant, receivedAt: number, before: Tokens | null): Tokens {
  const refreshToken = grant.refreshToken ?? before?.refreshToken
  return {
    accessToken: grant.accessToken,
    receivedAt,
    ...(grant.expiresIn !== undefined && { expiresAt: receivedAt + grant.expiresIn * 1000 }),
    ...(refreshToken !== undefined && { refreshToken }),
  }
}

export interface Asking {
  refresh: Refresher
  flowId: string
  clock: Clock
  signal: AbortSignal
  emit: AuthEventListener
}

/**
 * One refresh: observed, and limited in time. It is told without an error where what came of it is none.
 * @throws AuthError
 */
export async function askForTokens(
  held: Tokens | null,
  asking: Asking,
  isFailure: (error: AuthError) => boolean,
): Promise<Tokens> {
  const { refresh, flowId, clock, signal, emit } = asking
  const requestId = newId()
  const sentAt = clock.now()
  const finished = tellOfRequest(emit, clock, { flowId, operation: 'refresh', requestId })
  try {
    const grant = await withTimeLimit({ limitMs: LIMIT_MS, clock, signal }, (inner) =>
      refresh(held?.refreshToken, { signal: inner, requestId, now: clock.now }),
    )
    finished(null)
    return tokensOf(grant, sentAt, held)
  } catch (thrown) {
    const error = normalizeError(thrown, { phase: 'api', requestId, now: clock.now() })
    finished(isFailure(error) ? error : null, error.code)
    throw error
  }
}
