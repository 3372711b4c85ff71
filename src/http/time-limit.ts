import type { Clock } from './clock.js'

export interface TimeLimit {
  /** Longest time for the whole call, in ms. */
  limitMs: number
  clock: Clock
  /** Ends the call from outside. */
  signal: AbortSignal
}

/**
 * Runs a call that may neither answer nor listen to its signal.
 * @throws `TimeoutError` past the limit, the outer signal's reason in the tick of its abort, else what the call throws.
 */
export async function withTimeLimit<T>(
  { limitMs, clock, signal }: TimeLimit,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const inner = new AbortController()
  const ended = new Promise<never>((_, reject) => {
    inner.signal.addEventListener('abort', () => reject(inner.signal.reason as Error), { once: true })
  })
  const onAbort = () => inner.abort(signal.reason)
  const timer = clock.setTimeout(
    () => inner.abort(new DOMException(`No answer within ${limitMs} ms`, 'TimeoutError')),
    limitMs,
  )
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([call(inner.signal), ended])
  } finally {
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
