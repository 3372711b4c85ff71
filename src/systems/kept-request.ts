import type { PendingRequest } from '../ciba/contract.js'
import { isRecord } from '../errors/wire.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'

/** A pending request as it lies in `sessionStorage`: all of it, or it is not ours. */
const MEMBERS = {
  /** Random and ours; it names the lock, which every page of the origin may see. */
  id: 'string',
  authReqId: 'string',
  loginHint: 'string',
  bindingMessage: 'string',
  requestId: 'string',
  /** Seconds. */
  interval: 'number',
  /** Epoch ms. */
  expiresAt: 'number',
}
type Kept = { [K in keyof typeof MEMBERS]: K extends 'interval' | 'expiresAt' ? number : string }

const isKept = (value: unknown): value is Kept =>
  isRecord(value) && Object.entries(MEMBERS).every(([name, type]) => typeof value[name] === type)

/** A Web Lock that is asked for or held, and the request that it stands for. */
interface Hold {
  id: string
  authReqId: string
  /** False where another tab has it, or where there are no locks. */
  granted: Promise<boolean>
  release(): void
}

/**
 * When a lock that is taken is asked for again, in ms: the browser frees that of a page which was reloaded a moment after
 * the new one begins. One that another tab has stays taken.
 */
const AGAIN_AFTER_MS = [100, 400, 1_500]

/** Keeps one pending request over a reload of the page. Nothing here throws: without storage it keeps nothing. */
export interface RequestKeeper {
  keep(request: Omit<Kept, 'id' | 'expiresAt'> & { expiresIn: number }): void
  /** Forgets the request with this `auth_req_id`; whichever there is, where none is named. */
  forget(authReqId?: string): void
  /** The request that was kept before this page was loaded, if it is still open and no other tab goes on with it. */
  resume(): Promise<PendingRequest | null>
}

/**
 * Keeps the request under `key` in `sessionStorage`, which lives as long as the tab. A duplicated tab begins with a copy
 * of it, so whoever goes on must hold a Web Lock; it is given back when the request is forgotten or the page goes.
 */
export function createRequestKeeper(key: string, clock: Clock): RequestKeeper {
  let held: Hold | null = null

  function read(): Kept | null {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '')
      return isKept(value) ? value : null
    } catch {
      return null
    }
  }

  function write(kept: Kept | null): void {
    try {
      if (kept) sessionStorage.setItem(key, JSON.stringify(kept))
      else sessionStorage.removeItem(key)
    } catch {
      // Full, forbidden or not there: a reload will not find the request, and the sign-in goes on.
    }
  }

  function hold({ id, authReqId }: Kept): Hold {
    held?.release()
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const granted = new Promise<boolean>((resolve) => {
      const ask = async () =>
        navigator.locks.request(`react-ciba.${id}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null)
          return lock && released
        })
      ask().catch(() => resolve(false))
    })
    return (held = { id, authReqId, granted, release })
  }

  function forget(authReqId?: string): void {
    if (authReqId !== undefined && held?.authReqId !== authReqId) return
    held?.release()
    held = null
    write(null)
  }

  return {
    keep({ expiresIn, ...request }) {
      const kept = { ...request, id: newId(), expiresAt: clock.now() + expiresIn * 1000 }
      const mine = hold(kept)
      // Nothing lies in storage that no lock guards.
      void mine.granted.then((granted) => {
        if (granted && held === mine) write(kept)
      })
    },

    forget,

    async resume() {
      const kept = read()
      const expiresIn = kept ? (kept.expiresAt - clock.now()) / 1000 : 0
      if (kept && expiresIn > 0) {
        let mine = held?.id === kept.id ? held : hold(kept)
        let granted = await mine.granted
        for (const delayMs of 'locks' in navigator ? AGAIN_AFTER_MS : []) {
          if (granted || held !== mine) break
          await new Promise<void>((resolve) => void clock.setTimeout(resolve, delayMs))
          if (held !== mine) break
          mine = hold(kept)
          granted = await mine.granted
        }
        // A new push was sent meanwhile.
        if (held !== mine) return null
        const { id: _id, expiresAt: _expiresAt, ...request } = kept
        if (granted) return { ...request, expiresIn }
      }
      forget()
      return null
    },
  }
}
