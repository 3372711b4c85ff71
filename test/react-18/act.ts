import * as React from 'react'
import { flushSync } from 'react-dom'

interface Internals {
  __SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED: { ReactCurrentActQueue: { current: unknown[] | null } }
}

const { ReactCurrentActQueue: act } = (React as unknown as Internals)
  .__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED

let queue = act.current

// Browsers, and `act` of React 19, render what is urgent at the end of the task. `act` of 18 waits for its own end, and a
// step of the sign-in that lasts for a moment would not be seen.
Object.defineProperty(act, 'current', {
  get: () => queue,
  set(next: unknown[] | null) {
    queue = next
    if (next === null) return
    next.push = (...tasks) => {
      queueMicrotask(() => flushSync(() => undefined))
      return Array.prototype.push.apply(next, tasks)
    }
  },
})
