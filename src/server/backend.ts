import type { BffSession } from '../ciba/bff-wire.js'
import { authError } from '../errors/normalize.js'
import type { AuthEvent } from '../events/auth-event.js'
import type { Cookies } from './cookies.js'
import type { Provider } from './provider.js'
import type { Records, SessionRecord } from './records.js'
import type { Settings } from './settings.js'

/** What every route works with. */
export interface Backend {
  settings: Settings
  provider: Provider
  records: Records
  report(event: AuthEvent): void
}

/** One call of a browser. */
export interface Call {
  requestId: string
  request: Request
  /** The public one, where a proxy hides it. */
  origin: URL
  cookies: Cookies
  /** Empty where the route takes none. */
  body: Record<string, unknown>
  /** Names the flow in events; the request's id until a route knows better. */
  flowId: string
}

/** A listener that throws must not break a sign-in. */
export function reporter({ onEvent }: Settings): (event: AuthEvent) => void {
  return (event) => {
    try {
      onEvent(event)
    } catch {
      // There is nobody left to tell.
    }
  }
}

/** Tells that one of the app's functions threw: which, and what kind of error; its message may hold a secret. */
export function reportCallback(backend: Backend, flowId: string, callback: string, thrown: unknown): void {
  const now = backend.settings.clock.now()
  const technicalDetail = `"${callback}" threw ${thrown instanceof Error ? thrown.name : typeof thrown}.`
  const error = authError('server_error', { now, technicalDetail })
  backend.report({ type: 'callback_failed', at: now, flowId, callback, error })
}

export function sessionAnswer({ user, expiresAt }: SessionRecord): BffSession {
  return { user, expires_at: expiresAt }
}
