/** A document and a window for tests without a DOM, which count who listens to them. */
export function createFakePage() {
  const document = Object.assign(new CountedTarget(), { visibilityState: 'visible' })
  const window = new CountedTarget()
  const navigator = { onLine: true }
  return {
    listeners: () => document.listeners + window.listeners,
    /** Makes it the page; returns what takes it away again. */
    open: () => withGlobals({ document, window, navigator }),
    show(visible: boolean) {
      document.visibilityState = visible ? 'visible' : 'hidden'
      document.dispatchEvent(new Event('visibilitychange'))
    },
    visible: () => document.visibilityState === 'visible',
    restore: () => window.dispatchEvent(new Event('pageshow')),
    connect(online: boolean) {
      navigator.onLine = online
      window.dispatchEvent(new Event(online ? 'online' : 'offline'))
    },
  }
}

/** Puts something into the place of globals; returns what puts them back. */
function withGlobals(values: Record<string, unknown>): () => void {
  const before = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
      else Object.defineProperty(globalThis, name, descriptor)
  }
}

/**
 * The moved clock lets the event loop turn once per timer; a turn without the real timer's millisecond is enough. Returns
 * what puts the real timer back.
 */
export const withFastTurns = () =>
  withGlobals({ setTimeout: (callback: () => void) => setImmediate(callback) })

export type FakePage = ReturnType<typeof createFakePage>

class CountedTarget extends EventTarget {
  listeners = 0
  private readonly known = new Map<string, Set<unknown>>()

  /** Heeds the signal itself: Node 20 forgets to where several listeners of one target have the same. */
  override addEventListener(...[type, listener, options]: Parameters<EventTarget['addEventListener']>): void {
    const signal = typeof options === 'object' ? options.signal : undefined
    const known = this.known.get(type) ?? new Set()
    if (signal?.aborted || known.has(listener)) return
    super.addEventListener(type, listener)
    this.known.set(type, known.add(listener))
    this.listeners += 1
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener), { once: true })
  }

  override removeEventListener(...[type, listener]: Parameters<EventTarget['removeEventListener']>): void {
    super.removeEventListener(type, listener)
    if (this.known.get(type)?.delete(listener)) this.listeners -= 1
  }
}
