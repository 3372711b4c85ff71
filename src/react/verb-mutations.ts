'use client'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import type { AuthEvent, Operation } from '../events/auth-event.js'
import type { CibaController } from '../machine/controller.js'

/** Mutation keys: `['ciba', 'initiate' | 'verifyTotp' | 'cancel' | 'signOut']`. */
export const mutationKey = (operation: Operation) => ['ciba', operation] as const

const CALLS: readonly Operation[] = ['initiate', 'verifyTotp', 'cancel']

/** Keys of the app's own mutations, beside those of the calls that they make. */
export const verbKey = (operation: Operation) => ['ciba', 'verb', operation] as const

/** Whether a mutation is part of a sign-in, which shows its failures itself. */
export const isVerb = (key: readonly unknown[] | undefined): boolean =>
  key?.[0] === 'ciba' && key[1] !== 'signOut'

/** Of all mutations of ours: a second push must never go out by itself, and the cache keeps nothing. */
export const ONCE = { retry: 0, networkMode: 'always', gcTime: 0 } as const

interface Open {
  resolve(): void
  reject(error: AuthError): void
}

/**
 * Shows each one-shot call of the flow to TanStack Query as a mutation, so that its devtools, `useIsMutating` and the
 * app's global error handlers see it. The machine makes the call; the mutation holds ids and nothing else, since the
 * cache keeps variables. It neither retries nor pauses: a second push must never go out by itself.
 */
export function traceVerbs(controller: CibaController, queryClient: QueryClient): () => void {
  const open = new Map<string, Open>()

  function started(event: Extract<AuthEvent, { type: 'request_started' }>) {
    const settled = new Promise<void>((resolve, reject) => open.set(event.requestId, { resolve, reject }))
    const mutation = queryClient
      .getMutationCache()
      .build<void, Error, { flowId: string; requestId: string }, unknown>(queryClient, {
        mutationKey: mutationKey(event.operation),
        mutationFn: () => settled,
        ...ONCE,
      })
    // A failure reaches the app through the flow's state and the cache's own handlers.
    mutation.execute({ flowId: event.flowId, requestId: event.requestId }).catch(() => undefined)
  }

  function finished(event: Extract<AuthEvent, { type: 'request_finished' }>) {
    const call = open.get(event.requestId)
    open.delete(event.requestId)
    // The app's own mutation fails with it: a handler for all of them is to hear of a failure once.
    const told = queryClient.isMutating({ mutationKey: verbKey(event.operation) })
    if (event.error === undefined || event.error.kind === 'cancelled' || told) call?.resolve()
    else call?.reject(event.error)
  }

  const unobserve = controller.observe((event) => {
    if (event.type === 'request_started' && CALLS.includes(event.operation)) started(event)
    if (event.type === 'request_finished') finished(event)
  })
  return () => {
    unobserve()
    // Nobody hears how these end, and a mutation that never settles would count as under way for ever.
    for (const call of open.values()) call.resolve()
    open.clear()
  }
}

export function useTracedVerbs(controller: CibaController | null, queryClient: QueryClient): void {
  useEffect(
    () => (controller === null ? undefined : traceVerbs(controller, queryClient)),
    [controller, queryClient],
  )
}
