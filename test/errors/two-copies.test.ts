import { expect, it, vi } from 'vitest'
import { AuthError, isAuthError } from '../../src/errors/auth-error.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'

it('an error is known by another copy of the library, which hands it on as it is', async () => {
  const error = authError('access_denied')
  vi.resetModules()
  const other = await import('../../src/errors/auth-error.js')
  expect(other.AuthError).not.toBe(AuthError)
  expect(other.isAuthError(error)).toBe(true)
  const theirs = new other.AuthError(error.toJSON())
  expect(theirs instanceof AuthError).toBe(false)
  expect(isAuthError(theirs)).toBe(true)
  expect(normalizeError(theirs)).toBe(theirs)
})
