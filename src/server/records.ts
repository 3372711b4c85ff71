import type { SessionUser, TokenSet } from '../ciba/approval.js'
import type { Clock } from '../http/clock.js'
import type { SessionStore } from './session-store.js'

/** How a flow ended. The session's id is not here: it is derived from `salt` and what the browser holds. */
export type FlowEnd =
  | { type: 'approved'; salt: string }
  | { type: 'failed'; status: number; code: string }
  | { type: 'cancelled'; promptMayRemain: boolean }

/** A push that was sent. Times are epoch ms. */
export interface FlowRecord {
  /** The flow's name in events: worth nothing to who reads it. */
  id: string
  /** Hash of the browser's id. */
  browser: string
  /** The key that pushes to this login hint are counted by. */
  hint: string
  /** Null where the provider does not know the user and nobody may notice. */
  authReqId: string | null
  /** How long the provider took for the push, in ms. */
  tookMs: number
  intervalMs: number
  /** No token request before. */
  dueAt: number
  expiresAt: number
  end?: FlowEnd
}

/** What a browser started last, for the page that comes after a reload. */
export interface PendingRecord {
  /** The handle; without the browser's cookie it opens nothing. */
  flow: string
  loginHint: string
  bindingMessage: string
  requestId: string
}

/** A browser that has a flow. */
export interface BrowserRecord {
  /** Epoch ms. */
  until: number
  pending: PendingRecord
}

/** What a start came to. */
export interface StartRecord {
  salt: string
  browser: string
  /** The browser had no cookie: its id is derived from the key, so that it can be set again. */
  derivedBrowser: boolean
  flowId: string
  requestId: string
  intervalMs: number
  expiresAt: number
}

/** A start by its Idempotency-Key: what it came to, or that it is being sent. `body`: MAC of the request, by the key. */
export type KeyRecord = { body: string; made: StartRecord } | { body: string; sendingUntil: number }

export interface SessionRecord {
  user: SessionUser
  expiresAt: number
  /** Stay on the server. Absent after TOTP. */
  tokens?: TokenSet
}

/** The tries of one login hint. */
export interface TotpRecord {
  failures: number
  lockOuts: number
  lockedUntil: number
}

/** When pushes were sent, epoch ms, oldest first. */
export type PushRecord = readonly number[]

/** One kind of record. Keys are hashes. */
interface Table<T> {
  get(key: string): Promise<T | undefined>
  /** `until`: epoch ms. */
  put(key: string, value: T, until: number): Promise<void>
  delete(key: string): Promise<void>
}

function table<T>(store: SessionStore, clock: Clock, prefix: string): Table<T> {
  return {
    async get(key) {
      const kept = (await store.get(prefix + key)) as { value: T; until: number } | null | undefined
      // Stores may forget late; the time limit is ours.
      return kept != null && kept.until > clock.now() ? kept.value : undefined
    },
    async put(key, value, until) {
      const ttlMs = Math.ceil(until - clock.now())
      if (ttlMs > 0) await store.set(prefix + key, { value, until }, ttlMs)
      else await store.delete(prefix + key)
    },
    async delete(key) {
      await store.delete(prefix + key)
    },
  }
}

export interface Records {
  starts: Table<KeyRecord>
  flows: Table<FlowRecord>
  browsers: Table<BrowserRecord>
  sessions: Table<SessionRecord>
  totp: Table<TotpRecord>
  /** Time-based codes that signed somebody in. */
  usedCodes: Table<true>
  /** By login hint and by address. */
  pushes: Table<PushRecord>
}

export function createRecords(store: SessionStore, clock: Clock): Records {
  return {
    starts: table(store, clock, 'start:'),
    flows: table(store, clock, 'flow:'),
    browsers: table(store, clock, 'browser:'),
    sessions: table(store, clock, 'session:'),
    totp: table(store, clock, 'totp:'),
    usedCodes: table(store, clock, 'code:'),
    pushes: table(store, clock, 'pushes:'),
  }
}

/** How long a flow's end is told again after its expiry, for a browser that lost the answer. */
export const REMEMBERED_MS = 60_000
