import { authError, normalizeError } from '../errors/normalize.js'
import { type TimeLimit, withTimeLimit } from '../http/time-limit.js'
import type { AuthSession } from './auth-session.js'

/** What a call is signed with. */
export interface Signature {
  /** Null where nobody is signed in. */
  token: string | null
  /** Ends with the call, and once whoever has the token leaves: it is not to wait for its turn with it any longer. */
  turn: AbortSignal
  done(): void
}

/** Who makes a call. What one person began is not sent as another. */
export interface Caller {
  /** @throws AuthError why there is no token; `not_signed_in` where somebody else is there by now. */
  sign(): Promise<Signature>
  /** @throws AuthError as `session.renew` does. */
  renew(refused: string): Promise<string>
  /** Still there, or never known. */
  isSame(): Promise<boolean>
}

/** Each wait for the session ends with the call, or past its limit; the refresh goes on for the others. */
export function callerOf(session: AuthSession, limit: TimeLimit): Caller {
  const { clock, signal } = limit
  let began: string | null = null

  const within = <T>(ask: () => Promise<T>): Promise<T> =>
    withTimeLimit(limit, ask).catch((thrown: unknown) => {
      throw normalizeError(thrown, { phase: 'api', now: clock.now() })
    })
  /** Which sign-in this is; null where nobody is signed in. */
  const signIn = () =>
    within(() => session.getSession()).then(
      (known) => known?.id ?? null,
      (error: unknown) => {
        if (signal.aborted || session.getStatus() === 'unknown') throw error
        return null
      },
    )
  const isSame = async () =>
    began === null ||
    began ===
      (await signIn().catch((error: unknown) => {
        if (signal.aborted) throw error
        return null
      }))

  return {
    async sign() {
      began ??= await signIn()
      const token = await within(() => session.getAccessToken())
      const waiting = new AbortController()
      const giveUp = () => waiting.abort(signal.reason)
      signal.addEventListener('abort', giveUp, { once: true })
      if (signal.aborted) giveUp()
      const gone = () => authError('not_signed_in', { now: clock.now() })
      const stop = token === null ? null : session.subscribe(() => waiting.abort(gone()))
      const done = () => {
        stop?.()
        signal.removeEventListener('abort', giveUp)
      }
      try {
        if (await isSame()) return { token, turn: waiting.signal, done }
        throw gone()
      } catch (thrown) {
        done()
        throw thrown
      }
    },
    renew: (refused) => within(() => session.renew(refused)),
    isSame,
  }
}
