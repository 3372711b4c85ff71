import type { AuthEvent } from '../../src/events/auth-event.js'
import { type AuthHandlerOptions, createAuthHandler, memoryStore } from '../../src/server.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createBrowser } from './browser.js'
import { CLIENT, createScriptedProvider, ISSUER } from './scripted-provider.js'

/** The back end in front of a scripted provider, with a clock that stands still. */
export function createBackEnd(options: Partial<AuthHandlerOptions> = {}) {
  const clock = createMovedClock()
  const provider = createScriptedProvider(clock.now)
  const events: AuthEvent[] = []
  const store = memoryStore({ clock })
  const handler = createAuthHandler({
    issuer: ISSUER,
    ...CLIENT,
    fetch: provider.fetch,
    clock,
    store,
    onEvent: (event) => events.push(event),
    ...options,
  })
  return {
    clock,
    provider,
    events,
    store,
    handler,
    browser: createBrowser(handler),
    /** What the provider was asked to do about tokens. */
    tokenRequests: () => provider.to('/token'),
    pushes: () => provider.to('/backchannel'),
  }
}
