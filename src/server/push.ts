import { OUTCOME_UNKNOWN, type SignInRequest } from '../ciba/contract.js'
import type { Backend } from './backend.js'
import { ProviderError, type ProviderFailure } from './provider-failure.js'
import { Refusal } from './refusal.js'
import { createUsualTime } from './usual-time.js'

/** A push that was sent, or one that was not and may not be told from it. */
export interface SentPush {
  /** Null where the provider does not know the user. */
  authReqId: string | null
  /** s */
  expiresIn: number
  /** s */
  interval: number
  /** How long the provider took, in ms. */
  tookMs: number
}

/** @param sent whether the request for the push went out before that. */
function refusalOf(failure: ProviderFailure, sent: boolean): Refusal {
  if (failure.type === 'refused')
    // Wrong credentials are this back end's fault, and 401 would read as the browser's.
    return new Refusal(failure.code === 'invalid_client' ? 500 : failure.status, failure.code)
  const { detail } = failure
  if (sent && failure.unclear === true) return new Refusal(504, OUTCOME_UNKNOWN, { detail })
  if (failure.type === 'unusable') return new Refusal(500, 'server_error', { detail })
  const { retryAt } = failure
  return new Refusal(503, 'temporarily_unavailable', {
    detail,
    ...(retryAt === undefined ? {} : { retryAt }),
  })
}

/**
 * Asks the provider for a push [CIBA Core 1.0 §7.1]. A user whom it does not know gets a decoy, unless the app wants
 * them told.
 * @throws Refusal `outcome_unknown` where a push may have gone out although no answer says so.
 */
export function createPush({ settings, provider }: Backend): (request: SignInRequest) => Promise<SentPush> {
  const { clock } = settings
  /** What a push looked like when one was last sent: decoys look the same. */
  let usual = { expiresIn: 120, interval: 5 }
  const usualTime = createUsualTime(clock)

  return async (request) => {
    let sent = false
    const sentAt = clock.now()
    try {
      await provider.ready()
      sent = true
      const { authReqId, expiresIn, interval } = await provider.initiate(request)
      usual = { expiresIn, interval }
      const tookMs = clock.now() - sentAt
      usualTime.note(tookMs)
      return { authReqId, ...usual, tookMs }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const { failure } = error
      const hidden = failure.type === 'refused' && failure.code === 'unknown_user_id'
      if (!hidden || settings.revealUnknownUser) throw refusalOf(failure, sent)
      const tookMs = clock.now() - sentAt
      await usualTime.spend(sentAt, tookMs)
      return { authReqId: null, ...usual, tookMs }
    }
  }
}
