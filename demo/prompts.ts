import { randomUUID } from 'node:crypto'

/** One sign-in request as the phone shows it. */
export interface Prompt {
  /** Ours: the phone never learns the `auth_req_id`. */
  id: string
  /** Who is asked: the phone belongs to this person. */
  user: string
  /** The code that is on both screens. */
  bindingMessage: string
  /** Epoch ms. */
  createdAt: number
  /** Epoch ms. */
  expiresAt: number
}

export interface PromptList {
  /** How many were ever sent to the phone. */
  readonly count: number
  add(prompt: Omit<Prompt, 'id' | 'createdAt'>, authReqId: string): void
  /** The ones that can still be answered, newest first. */
  open(): Prompt[]
  /** Takes one off the list and gives its `auth_req_id`, so that it is answered once at most. */
  take(id: string): string | undefined
}

export function createPromptList(): PromptList {
  const waiting = new Map<string, { prompt: Prompt; authReqId: string }>()
  let count = 0
  const dropExpired = () => {
    for (const [id, { prompt }] of waiting) if (prompt.expiresAt <= Date.now()) waiting.delete(id)
  }
  return {
    get count() {
      return count
    },
    add(prompt, authReqId) {
      dropExpired()
      count += 1
      const id = randomUUID()
      waiting.set(id, { prompt: { id, createdAt: Date.now(), ...prompt }, authReqId })
    },
    open() {
      dropExpired()
      return [...waiting.values()].map(({ prompt }) => prompt).reverse()
    },
    take(id) {
      dropExpired()
      const found = waiting.get(id)
      waiting.delete(id)
      return found?.authReqId
    },
  }
}
