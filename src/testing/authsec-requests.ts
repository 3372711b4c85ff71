import { newId } from '../http/ids.js'

/** A request that was pushed to a phone. */
export interface AuthSecPrompt {
  /** Who was asked, as the request named them. */
  hint: string
  /** What the phone shows; empty where the request had none. */
  bindingMessage: string
  /** Epoch ms. */
  expiresAt: number
}

export interface AuthSecRequest extends AuthSecPrompt {
  authReqId: string
  clientId: string | undefined
  status: 'pending' | 'approved' | 'denied' | 'consumed'
}

const sameHint = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The requests of a scripted AuthSec, newest last. @param now Epoch ms. */
export function createAuthSecRequests(now: () => number) {
  const requests: AuthSecRequest[] = []
  const isOpen = (request: AuthSecRequest) => request.status === 'pending' && now() < request.expiresAt

  return {
    add(request: Omit<AuthSecRequest, 'authReqId' | 'status'>): AuthSecRequest {
      const added: AuthSecRequest = { ...request, authReqId: newId() + newId(), status: 'pending' }
      requests.push(added)
      return added
    },
    find: (authReqId: unknown) => requests.find((request) => request.authReqId === authReqId),
    get count() {
      return requests.length
    },
    pending: () => requests.filter(isOpen),
    /** Answers the newest open request of this person; false where there is none. */
    answer(hint: string, status: 'approved' | 'denied'): boolean {
      const request = requests.findLast((one) => isOpen(one) && sameHint(one.hint, hint))
      if (request) request.status = status
      return request !== undefined
    },
    sameHint,
  }
}
