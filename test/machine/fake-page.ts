import { vi } from 'vitest'

/** A document and a window for tests without a DOM, which count who listens to them. */
export function createFakePage() {
  const document = Object.assign(new CountedTarget(), { visibilityState: 'visible' })
  const window = new CountedTarget()
  const navigator = { onLine: true }
  const globals = { document, window, navigator }
  return {
    listeners: () => document.listeners + window.listeners,
    /** Makes it the page; `vi.unstubAllGlobals()` takes it away. */
    open() {
      for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
    },
    show(visible: boolean) {
      document.visibilityState = visible ? 'visible' : 'hidden'
      document.dispatchEvent(new Event('visibilitychange'))
    },
    restore: () => window.dispatchEvent(new Event('pageshow')),
    connect(online: boolean) {
      navigator.onLine = online
      window.dispatchEvent(new Event(online ? 'online' : 'offline'))
    },
  }
}

export type FakePage = ReturnType<typeof createFakePage>

class CountedTarget extends EventTarget {
  listeners = 0
  private readonly known = new Map<string, Set<unknown>>()

  override addEventListener(...[type, listener, options]: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(type, listener, options)
    const signal = typeof options === 'object' ? options.signal : undefined
    const known = this.known.get(type) ?? new Set()
    if (signal?.aborted || known.has(listener)) return
    this.known.set(type, known.add(listener))
    this.listeners += 1
    signal?.addEventListener('abort', () => this.forget(type, listener), { once: true })
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    super.removeEventListener(...args)
    this.forget(args[0], args[1])
  }

  private forget(type: string, listener: unknown) {
    if (this.known.get(type)?.delete(listener)) this.listeners -= 1
  }
}
