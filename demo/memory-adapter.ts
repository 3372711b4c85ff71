import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Kept for a while after they lapse, so that a late poll hears `expired_token` and not `invalid_grant`. */
const GRACE_MS = 15_000

interface Entry {
  payload: AdapterPayload
  keepUntil: number
}

/** The provider's store. Its own in-memory one is the same thing with a warning. */
export function createMemoryAdapter(): (model: string) => Adapter {
  const entries = new Map<string, Entry>()

  const find = (key: string) => {
    const entry = entries.get(key)
    return entry && entry.keepUntil > Date.now() ? entry.payload : undefined
  }
  const findBy = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(`${model}:`) ? find(key) : undefined
      if (payload && matches(payload)) return payload
    }
  }
  const dropLapsed = () => {
    for (const [key, { keepUntil }] of entries) if (keepUntil <= Date.now()) entries.delete(key)
  }

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      dropLapsed()
      const keepUntil = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000 + GRACE_MS
      entries.set(`${model}:${id}`, { payload, keepUntil })
    },
    find: async (id) => find(`${model}:${id}`),
    findByUid: async (uid) => findBy(model, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findBy(model, (payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = find(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => void entries.delete(`${model}:${id}`),
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
    },
  })
}
