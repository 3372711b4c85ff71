import type { AuthError } from '../errors/auth-error.js'

/** What a fetch threw after it had repeated the call as often as it may: who repeats it too would multiply. */
export const repeated = /* @__PURE__ */ new WeakSet<AuthError>()
