import { type EnvironmentListener, watchEnvironment } from './environment.js'

export interface PresenceListener extends EnvironmentListener {
  /** Somebody uses the flow for the first time. */
  onFirst(): void
  /** Nobody uses it any more. */
  onLeft(): void
  onBack(): void
}

export interface Presence {
  /** A user; returns release. */
  lease(): () => void
  /** A push goes out, which needs no lease: listens to tab and network, and ends a pause. */
  begin(): void
  end(): void
}

/** Whether anybody is there: counts the users of a flow, and listens to tab and network for them. */
export function createPresence(listener: PresenceListener): Presence {
  let unwatch: (() => void) | null = null
  let leases = 0
  let first = true
  let left = false
  let ended = false

  function unwatchNow() {
    unwatch?.()
    unwatch = null
  }
  function leave() {
    if (leases > 0 || left || ended) return
    left = true
    unwatchNow()
    listener.onLeft()
  }
  function begin() {
    unwatch ??= watchEnvironment(listener)
    if (left) listener.onBack()
    left = false
  }
  function arrive() {
    begin()
    if (first) listener.onFirst()
    first = false
  }

  return {
    lease() {
      leases += 1
      if (!ended) arrive()
      let released = false
      return () => {
        if (released) return
        released = true
        leases -= 1
        // StrictMode and Activity take a lease again in the same tick; only who stays away pauses the flow.
        if (leases === 0) queueMicrotask(leave)
      }
    },
    begin,
    end() {
      ended = true
      unwatchNow()
    },
  }
}
