import { vi } from 'vitest'

/** One loaded page. */
type Page = object

export interface Tab {
  /** Its `sessionStorage`. */
  storage: Map<string, string>
  /** From now on code runs in this tab. */
  enter(): void
  /** The page goes and is loaded again; runs in it from now on. Its locks go with it, or once `freed` is over. */
  reload(freed?: Promise<void>): void
  close(): void
  /** A second tab, which begins with a copy of the storage. */
  duplicate(): Tab
}

/** The tabs of one origin: each has its `sessionStorage`, all share the Web Locks, and a page that goes gives its own back. */
export function createTabs() {
  const holders = new Map<string, Page>()

  function locksOf(page: Page) {
    return {
      async request(
        name: string,
        options: { ifAvailable: true },
        callback: (lock: { name: string; mode: 'exclusive' } | null) => unknown,
      ): Promise<unknown> {
        if (!options.ifAvailable) throw new Error('This would wait for ever.')
        // The browser asks another process.
        await new Promise((resolve) => setTimeout(resolve, 0))
        if (holders.has(name)) return callback(null)
        holders.set(name, page)
        try {
          return await callback({ name, mode: 'exclusive' })
        } finally {
          if (holders.get(name) === page) holders.delete(name)
        }
      },
    }
  }

  function open(storage = new Map<string, string>()): Tab {
    let page: Page = {}
    const leaver = (gone: Page) => () => {
      for (const [name, holder] of holders) if (holder === gone) holders.delete(name)
    }
    const leave = () => leaver(page)()
    const tab: Tab = {
      storage,
      enter() {
        vi.stubGlobal('sessionStorage', {
          getItem: (key: string) => storage.get(key) ?? null,
          setItem: (key: string, value: string) => void storage.set(key, value),
          removeItem: (key: string) => void storage.delete(key),
        })
        vi.stubGlobal('navigator', { onLine: true, locks: locksOf(page) })
      },
      reload(freed) {
        if (freed) void freed.then(leaver(page))
        else leave()
        page = {}
        tab.enter()
      },
      close: leave,
      duplicate: () => open(new Map(storage)),
    }
    tab.enter()
    return tab
  }

  return { open, /** Names of the locks that are held. */ lockNames: () => [...holders.keys()] }
}
