import { createMovedClock } from '../../src/testing.js'
import { createAuthSecInProcess } from './authsec-in-process.js'
import { createTabs } from './tabs.js'

export const HINT = 'dana@example.com'
export const PUSH = { loginHint: HINT, bindingMessage: 'KQ7-42M' }

export const call = () => ({
  signal: new AbortController().signal,
  requestId: 'id-of-ours',
  idempotencyKey: 'key',
})
/** Locks are granted a moment later. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** A page with AuthSec that keeps its pending request; globals are stubbed until the test takes that back. */
export function openReloadable(clientId = 'web') {
  const clock = createMovedClock()
  const process = createAuthSecInProcess({ clientId, resume: 'session' }, { clock })
  const tabs = createTabs()
  const tab = tabs.open()
  let client = process.createClient()
  return {
    ...process,
    clock,
    tabs,
    tab,
    client: () => client,
    /** The page is loaded anew: the code starts from nothing. */
    reload(freed?: Promise<void>) {
      tab.reload(freed)
      client = process.createClient()
    },
    resume: () => client.resume?.(call()),
    async push() {
      const accepted = await client.initiate(PUSH, call())
      await settled()
      return accepted
    },
  }
}
