'use client'
import type { UseMutationOptions } from '@tanstack/react-query'
import type { AuthError } from '../errors/auth-error.js'
import type { Operation } from '../events/auth-event.js'
import type { CibaController, StartInput } from '../machine/controller.js'
import { ONCE, verbKey } from './verb-mutations.js'

/** A verb as a mutation: without variables and without data, since TanStack's cache keeps and shows both. */
export type VerbMutationOptions = UseMutationOptions<void, AuthError, void>

function verbOptions(operation: Operation, run: () => Promise<unknown>): VerbMutationOptions {
  return {
    mutationKey: verbKey(operation),
    mutationFn: async () => {
      await run()
    },
    ...ONCE,
  }
}

/**
 * `useMutation(startMutationOptions(auth, () => ({ loginHint })))`: pending until the flow ends; succeeds on approval,
 * fails with the `AuthError` of the end, as `startAsync` does. `input` is called when the mutation runs. Its key is
 * `['ciba', 'verb', 'initiate']`. Takes a controller, or what `useCibaAuth()` gives.
 */
export function startMutationOptions(
  flow: Pick<CibaController, 'startAsync'>,
  input?: () => StartInput,
): VerbMutationOptions {
  return verbOptions('initiate', () => flow.startAsync(input?.()))
}

/**
 * `useMutation(submitTotpMutationOptions(auth, () => code))`: settles with this code, as `submitTotpAsync` does. Its key
 * is `['ciba', 'verb', 'verifyTotp']`.
 */
export function submitTotpMutationOptions(
  flow: Pick<CibaController, 'submitTotpAsync'>,
  code: () => string,
): VerbMutationOptions {
  return verbOptions('verifyTotp', () => flow.submitTotpAsync(code()))
}
