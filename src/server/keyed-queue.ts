/** Runs calls with the same key one after the other; other keys do not wait. */
export type KeyedQueue = <T>(key: string, run: () => Promise<T>) => Promise<T>

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, run) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(run, run)
    tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (tails.get(key) === mine) tails.delete(key)
    }
  }
}
