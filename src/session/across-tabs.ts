/** What tabs tell each other. No token is in it. */
export type TabMessage = 'signed_in' | 'signed_out' | 'ended'

const MESSAGES: readonly unknown[] = ['signed_in', 'signed_out', 'ended'] satisfies TabMessage[]

/** Without Web Locks, who is last in the queue of a name in this page. */
const lastByName = new Map<string, Promise<unknown>>()

export interface Tabs {
  /** Runs one at a time over all tabs of the origin, where the browser has Web Locks; else over this page. */
  alone<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T>
  tell(message: TabMessage): void
  close(): void
}

/** The tabs that know a session by the same name. Without BroadcastChannel they hear nothing of each other. */
export function acrossTabs(name: string, onMessage: (message: TabMessage) => void): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  if (channel !== null) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (MESSAGES.includes(data)) onMessage(data as TabMessage)
    }
    // In Node an open channel keeps the process alive.
    ;(channel as { unref?(): void }).unref?.()
  }

  return {
    alone(signal, run) {
      const locks = globalThis.navigator?.locks
      if (locks) return locks.request(name, { signal }, run) as ReturnType<typeof run>
      const mine = (lastByName.get(name) ?? Promise.resolve()).then(run)
      lastByName.set(
        name,
        mine.catch(() => undefined),
      )
      return mine
    },
    tell(message) {
      channel?.postMessage(message)
    },
    close() {
      channel?.close()
    },
  }
}
