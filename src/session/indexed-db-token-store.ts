import type { Tokens, TokenStore } from './token-store.js'

const TOKENS = 'tokens'

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => void request.result.createObjectStore(TOKENS)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'))
  })
}

/**
 * A store that all tabs share and that outlives a reload, in IndexedDB: what one tab has written, every other one reads.
 * Any script on the page can read it too; a refresh cookie cannot be read by any. The database is named as its session is,
 * where no name is given.
 */
export function indexedDbTokenStore(name?: string): TokenStore {
  let mine = name
  let opened: Promise<IDBDatabase> | null = null

  async function database(): Promise<IDBDatabase> {
    opened ??= open(mine ?? 'react-ciba')
    const forget = () => {
      opened = null
    }
    try {
      const db = await opened
      db.onclose = forget
      // Another tab wants to delete or upgrade it.
      db.onversionchange = () => {
        db.close()
        forget()
      }
      return db
    } catch (thrown) {
      forget()
      throw thrown
    }
  }

  async function run(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const transaction = (await database()).transaction(TOKENS, mode)
    const request: { result: unknown } = act(transaction.objectStore(TOKENS))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up'))
    })
  }

  return {
    shared: true,
    belongTo(session) {
      mine ??= session
    },
    get: async () => ((await run('readonly', (store) => store.get(0))) as Tokens | undefined) ?? null,
    async set(tokens) {
      await run('readwrite', (store) => (tokens === null ? store.delete(0) : store.put(tokens, 0)))
    },
  }
}
