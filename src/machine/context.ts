import type { AuthError } from '../errors/auth-error.js'
import type { Verification } from '../ciba/contract.js'
import type { PollSchedule } from '../ciba/poll-policy.js'

/**
 * All that the machine remembers. XState's inspector shows it to every developer tool, so nothing in it is worth
 * stealing: who signs in stands here masked, requests by ids of ours. Times are epoch ms.
 */
export interface FlowContext {
  maskedHint: string | null
  bindingMessage: string | null
  verification: Verification | null
  requestId: string | null
  error: AuthError | null
  /** When the push was accepted. */
  startedAt: number | null
  /** When the pending request ends at the server; null where none is pending. */
  expiresAt: number | null
  waitUntil: number | null
  resendAt: number | null
  fallbackAt: number | null
  schedule: PollSchedule | null
  /** The last poll is in flight, or was given up before its answer came. */
  unanswered: boolean
  /** Before then trying again is no use. */
  retryAt: number | null
  /** The push did not get through at first and is being repeated. */
  repeating: boolean
  attemptsRemaining: number
  lockedUntil: number | null
  /** Lock-outs so far in this page; each doubles the next. */
  lockouts: number
  /** An older prompt of the same person may still be on the phone. */
  promptMayRemain: boolean
  restarted: boolean
}

/** What a push that was accepted tells the machine; the `auth_req_id` stays in the vault. */
export interface Pushed {
  type: 'sent'
  /** Where the page did not know it: a request found again. */
  maskedHint?: string
  bindingMessage: string
  verification: Verification | null
  requestId: string
  receivedAt: number
  /** Seconds. */
  expiresIn: number
  schedule: PollSchedule
}

export type PushOutcome = Pushed | { type: 'failed'; error: AuthError; retryAt: number | null }
export type FindOutcome = Pushed | { type: 'none' }
/** A poll's outcome without what it brought: an approval goes to the vault. */
export type PollVerdict =
  | { type: 'approved' }
  /** `died`: in a sleep, so that it says nothing of the request. */
  | { type: 'again'; schedule: PollSchedule; died?: true }
  | { type: 'ended'; error: AuthError }
export type CodeOutcome = { type: 'approved' } | { type: 'refused'; error: AuthError }

/** What may be done now: booleans that buttons bind to. */
export interface FlowAbilities {
  start: boolean
  retry: boolean
  resend: boolean
  keepWaiting: boolean
  useTotp: boolean
  backToPush: boolean
  submitTotp: boolean
  cancel: boolean
}

/** What the UI may do and show in a state; whether it is time for it, the view knows. */
export type FlowTag =
  | keyof FlowAbilities
  /** A code is being checked. */
  | 'checking'
  /** A poll is in flight. */
  | 'asking'
  | 'finishing'
  | 'offline'

export type FlowEvent =
  | { type: 'START'; maskedHint: string | null }
  | {
      type: 'RETRY' | 'RESEND' | 'KEEP_WAITING' | 'USE_TOTP' | 'BACK_TO_PUSH' | 'SUBMIT' | 'CANCEL' | 'RESET'
    }
  | { type: 'FIND' | 'LAST_POLL' }
  | { type: 'REPEATING'; retryAt: number | null }
  | { type: 'WAKE' | 'ONLINE' | 'OFFLINE' | 'PAUSE' | 'RESUME' }
  | { type: 'APPROVED' }
  | { type: 'ENDED'; error: AuthError }
  | { type: 'RELEASED'; promptMayRemain: boolean }
