import type { AuthError } from '../../src/errors/auth-error.js'

/** What a call fails with; a test fails where it succeeds. */
export const failure = (promise: Promise<unknown>): Promise<AuthError> =>
  promise.then(
    () => {
      throw new Error('it succeeded')
    },
    (thrown: unknown) => thrown as AuthError,
  )
