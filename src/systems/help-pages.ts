import { type AuthError, isAuthError, revised } from '../errors/auth-error.js'
import type { Refresher } from '../session/refreshers.js'

/**
 * A page of a system's documentation for each error that brings no link of its own.
 * @param further What else the system adds, to the error with its link.
 */
export function helpPages(
  pageOf: (error: AuthError) => string | undefined,
  further = (error: AuthError) => error,
) {
  function refine(error: AuthError): AuthError {
    const helpUrl = error.helpUrl ?? pageOf(error)
    return further(helpUrl === error.helpUrl ? error : revised(error, { helpUrl }))
  }
  return {
    refine,
    /** The same for what a refresh throws, once it was made what it means there. */
    refineRefresh: (refresh: Refresher, meant = (error: AuthError) => error): Refresher =>
      Object.assign(
        (...[token, call]: Parameters<Refresher>) =>
          refresh(token, call).catch((thrown: unknown) => {
            throw isAuthError(thrown) ? refine(meant(thrown)) : thrown
          }),
        refresh,
      ),
  }
}
