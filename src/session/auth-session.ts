import { type AuthError, isAuthError, revised } from '../errors/auth-error.js'
import { authError, normalizeError } from '../errors/normalize.js'
import type { AuthEvent, AuthEventListener } from '../events/auth-event.js'
import { guarded, warnThrown } from '../events/guarded.js'
import { type Clock, systemClock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { acrossTabs, type TabMessage } from './across-tabs.js'
import { askForTokens, tokensOf } from './ask-for-tokens.js'
import { createRefreshPause } from './refresh-pause.js'
import { isRefusal } from './refusal.js'
import type { Refresher, TokenGrant } from './refreshers.js'
import { nameSession } from './session-name.js'
import { memoryTokenStore, type Tokens, type TokenStore } from './token-store.js'

/** `unknown` until the store was read for the first time; `ended` where the server refused to go on. */
export type SessionStatus = 'unknown' | 'signed_out' | 'signed_in' | 'ended'

/** What a page may know of a session. No token is in it. */
export interface TokenSession {
  /** Of this sign-in in this page, made here: another sign-in has another one, a renewed token has not. */
  id: string
}

export interface AuthSessionOptions {
  refresh: Refresher
  /** In memory by default: one tab, until it is reloaded. */
  store?: TokenStore
  /** Tells the server; runs after the tokens were forgotten. */
  signOut?: (call: { signal: AbortSignal }) => Promise<void>
  /**
   * Tabs with the same name share lock and news. By default it is made of the address of the refresh; one of your own has
   * none: where a page has two sessions, name each.
   */
  name?: string
  /**
   * Tokens are renewed this long before they expire, in ms, or sooner by up to half of that at random, and never in the
   * first three quarters of their life. 30 000.
   */
  leewayMs?: number
  clock?: Clock
}

/** The tokens of one signed-in person: renewed in time, once for all who ask, in all tabs. */
export interface AuthSession {
  /**
   * Puts tokens in, as a sign-in brought them, and tells the other tabs. Without any it asks for them: a sign-in may bring
   * a cookie alone.
   * @throws AuthError where that cookie gave none; TypeError where the refresh takes no cookie.
   */
  signIn(grant?: TokenGrant): Promise<void>
  /**
   * A token that is good for now, renewed if need be; null where nobody is signed in.
   * @throws AuthError where it has expired and could not be renewed.
   */
  getAccessToken(): Promise<string | null>
  /**
   * New tokens in place of one that the API refused; who asks meanwhile, or too late, gets the same.
   * @throws AuthError `session_expired` where the server refused, else why it could not be asked.
   */
  renew(refused: string): Promise<string>
  /** Forgets the tokens in every tab, then tells the server. @throws AuthError where the server could not be told. */
  signOut(): Promise<void>
  getStatus(): SessionStatus
  /**
   * For `useSession(session)`: who is signed in, null for nobody.
   * @throws AuthError `session_expired` where the server ended it, else why it cannot be known yet.
   */
  getSession(): Promise<TokenSession | null>
  /** Called after each change of the status, and after each sign-in; returns unsubscribe. */
  subscribe(listener: () => void): () => void
  /** Every refresh, for logs; returns unsubscribe. */
  observe(listener: AuthEventListener): () => void
  /** Closes what it listens to. Tokens stay in the store. */
  dispose(): void
}

const same = (a: Tokens | null, b: Tokens | null) => a?.accessToken === b?.accessToken

export function createAuthSession(options: AuthSessionOptions): AuthSession {
  const { refresh, store = memoryTokenStore(), leewayMs = 30_000 } = options
  const { name, release } = nameSession(refresh, options.name)
  store.belongTo?.(name)
  const clock = options.clock ?? systemClock
  const ended = new AbortController()
  const id = newId()
  const listeners = new Set<() => void>()
  const observers = new Set<AuthEventListener>()
  // Pages that renew in the same second would all do it at once.
  const earlyMs = leewayMs * (1 + Math.random() / 2)
  let status: SessionStatus = 'unknown'
  let present: TokenSession | null = null
  let endedBy: AuthError | null = null
  let flight: Promise<Tokens> | null = null
  /** Counts who came and went: what was asked before is no answer after it. */
  let generation = 0
  const pause = createRefreshPause(clock)
  /** A cookie that nobody has asked about yet. */
  let mayFind = refresh.byCookie === true
  /** Somebody has just signed in by it. */
  let isExpected = false

  const emit = (event: AuthEvent) => {
    for (const listener of observers) guarded('observe', () => listener(event))
  }
  function become(next: SessionStatus, { anew = false, error = null as AuthError | null } = {}) {
    if (next === status && !anew) return
    if (next !== status) emit({ type: 'transition', at: clock.now(), flowId: id, from: status, to: next })
    status = next
    present = next === 'signed_in' ? { id: newId() } : null
    endedBy = error
    for (const listener of listeners) guarded('subscribe', listener)
  }

  const asking = { refresh, flowId: id, clock, signal: ended.signal, emit }

  const tabs = acrossTabs(
    name,
    (message) => void heard(message).catch((thrown: unknown) => warnThrown('the store of a session', thrown)),
  )
  /** Somebody has signed in or out, before anything is written. */
  function turned() {
    pause.end()
    generation += 1
    flight = null
    mayFind = false
    isExpected = false
  }
  /** Asks for the tokens of a cookie that is new. */
  async function find(): Promise<void> {
    await store.set(null)
    mayFind = true
    isExpected = true
    become('unknown')
    await current()
  }
  async function heard(message: TabMessage): Promise<void> {
    pause.end()
    // Its tokens are that tab's own; a cookie is everybody's, and now that of whoever has signed in.
    if (message === 'signed_in' && store.shared !== true && refresh.byCookie !== true) return
    // News may be older than what tabs share: whose tokens those are, the store says.
    if (store.shared !== true || status === 'unknown') turned()
    if (store.shared !== true && message !== 'signed_in') await store.set(null)
    // Where nobody answers, the next call asks again.
    if (message === 'signed_in' && store.shared !== true) await find().catch(() => undefined)
    else if ((await store.get()) !== null) become('signed_in', { anew: message === 'signed_in' })
    else if (message !== 'ended') become('signed_out')
    else become('ended', { error: authError('session_expired', { now: clock.now() }) })
  }

  /** The store is read again after the answer: somebody may have signed out, or in, or another tab was faster. */
  async function replace(held: Tokens | null): Promise<Tokens> {
    const before = generation
    // A cookie that is not there is no failure: nobody is signed in.
    const isFailure = (error: AuthError) => held !== null || isExpected || !isRefusal(error)
    const asked = await askForTokens(held, asking, isFailure).catch((error: AuthError) => error)
    const now = await store.get()
    if (before !== generation || !same(now, held)) {
      if (now !== null && !same(now, held)) return now
      // Another cookie has come meanwhile.
      if (mayFind && status === 'unknown') return replace(null)
      throw authError('not_signed_in', { now: clock.now() })
    }
    if (!isAuthError(asked)) {
      await store.set(asked)
      pause.end()
      become('signed_in')
      return asked
    }
    if (!isRefusal(asked)) {
      pause.begin(asked)
      throw asked
    }
    await store.set(null)
    if (held === null) {
      become('signed_out')
      throw asked
    }
    const error = revised(asked, { kind: 'session_expired', recovery: 're_authenticate' })
    become('ended', { error })
    tabs.tell('ended')
    throw error
  }

  /** New tokens in place of `old`; all who ask while it is under way get the same. */
  function replaced(old: string | undefined): Promise<Tokens> {
    if (flight !== null) return flight
    const mine = tabs
      .alone(ended.signal, async () => {
        const held = await store.get()
        if (held !== null && held.accessToken !== old) return held
        if (held === null && !(old === undefined && mayFind))
          throw authError('not_signed_in', { now: clock.now() })
        const error = pause.because()
        if (error === null) return replace(held)
        // Whoever gets it finds it in the log.
        const about = { flowId: id, operation: 'refresh', requestId: newId(), durationMs: 0 } as const
        emit({ type: 'request_finished', at: clock.now(), ...about, outcome: error.code, error })
        throw error
      })
      .finally(() => {
        if (flight === mine) flight = null
      })
    flight = mine
    return mine
  }

  const isDue = ({ expiresAt = Infinity, receivedAt }: Tokens) =>
    clock.now() >= expiresAt - Math.min(earlyMs, (expiresAt - receivedAt) / 4)

  async function current(): Promise<Tokens | null> {
    const held = await store.get()
    if (held === null) {
      if (mayFind && status === 'unknown') return replaced(undefined)
      if (status !== 'ended') become('signed_out')
      return null
    }
    become('signed_in')
    const isGood = () => clock.now() < (held.expiresAt ?? 0)
    if (!isDue(held) || (isGood() && pause.because())) return held
    return replaced(held.accessToken).catch(async (error: unknown) => {
      // Not refused, and good for a little longer: let the API decide.
      if (isGood() && same(await store.get(), held)) return held
      throw error
    })
  }

  /** Whatever a store or a lock throws is an AuthError too. */
  const normalised = (thrown: unknown): never => {
    throw normalizeError(thrown, { phase: 'api', now: clock.now() })
  }

  return {
    async signIn(grant) {
      if (grant === undefined && refresh.byCookie !== true)
        throw new TypeError(
          'react-ciba: signIn() needs the tokens, unless the session is refreshed by a cookie',
        )
      turned()
      if (grant === undefined) await find().catch(normalised)
      else {
        await store.set(tokensOf(grant, clock.now(), null))
        become('signed_in', { anew: true })
      }
      tabs.tell('signed_in')
    },
    getAccessToken: () =>
      current().then(
        (tokens) => tokens?.accessToken ?? null,
        (error: AuthError) => {
          if (error.code === 'not_signed_in' || (status === 'signed_out' && !error.retryable)) return null
          return normalised(error)
        },
      ),
    renew: (refused) => replaced(refused).then(({ accessToken }) => accessToken, normalised),
    async signOut() {
      turned()
      await store.set(null)
      become('signed_out')
      tabs.tell('signed_out')
      try {
        await options.signOut?.({ signal: ended.signal })
      } catch (thrown) {
        normalised(thrown)
      }
    },
    getStatus: () => status,
    async getSession() {
      if (status === 'unknown')
        await current().catch((error: unknown) => (status === 'unknown' ? normalised(error) : null))
      if (endedBy !== null) throw endedBy
      return present
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    observe(listener) {
      observers.add(listener)
      return () => observers.delete(listener)
    },
    dispose() {
      ended.abort()
      release()
      tabs.close()
      listeners.clear()
      observers.clear()
    },
  }
}
