import type { CustomFetch } from 'openid-client'
import type { Clock } from '../http/clock.js'
import { withTimeLimit } from '../http/time-limit.js'
import { readLimited } from './read-limited.js'

const MAX_ANSWER_BYTES = 1_000_000

/** No usable answer came: no connection, a time-out, or more than anybody would send. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable'
}

function cannotHaveBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

interface ProviderFetchOptions {
  fetch: typeof fetch
  clock: Clock
  /** Longest time for a call to this address, in ms. */
  limitMs(url: string): number
}

/** `fetch` with a time limit over the whole answer, its body included, and a bound to its size. */
export function providerFetch(options: ProviderFetchOptions): CustomFetch {
  const { clock } = options
  return async (url, init) => {
    const signal = init.signal ?? new AbortController().signal
    try {
      return await withTimeLimit({ limitMs: options.limitMs(url), clock, signal }, async (limited) => {
        const response = await options.fetch(url, { ...init, signal: limited } as RequestInit)
        const body = await readLimited(response, MAX_ANSWER_BYTES)
        if (body === undefined) throw new ProviderUnreachable('The answer is too long.')
        const { status, headers } = response
        return new Response(cannotHaveBody(status) ? null : body, { status, headers })
      })
    } catch (cause) {
      throw new ProviderUnreachable('The provider gave no answer.', { cause })
    }
  }
}
