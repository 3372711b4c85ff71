'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useInsertionEffect, useRef, useState } from 'react'
import type { Messages } from '../messages/messages.js'
import {
  type CibaController,
  type CibaControllerOptions,
  createCibaController,
} from '../machine/controller.js'
import type { ApprovedCallback } from '../machine/listeners.js'
import { AuthErrorProvider, type AuthErrorProviderProps } from './auth-error-provider.js'
import { ClockContext } from './clock-context.js'
import { FlowContext } from './flow-context.js'
import type { MessagesSource } from './messages-context.js'
import { putSession } from './session-query.js'
import { useOwnQueryClient } from './use-own-query-client.js'
import { useTracedVerbs } from './verb-mutations.js'

interface Common extends Omit<AuthErrorProviderProps, 'messages'> {
  /** A language, or a function that loads it: `() => import('react-ciba/locales/de')`. English by default. */
  messages?: MessagesSource<Messages> | undefined
  /** Runs after an approval and before the flow says it is done: the place to store tokens. May be async. */
  onApproved?: ApprovedCallback
}

export type CibaProviderProps = Common &
  (
    | ({ controller: CibaController; client?: never } & { [K in keyof CibaControllerOptions]?: never })
    | ({ controller?: never } & CibaControllerOptions)
  )

/**
 * One sign-in for all that is below it: its flow, its words, its live region. `client` and the settings are taken once;
 * for another system give the provider another `key`. Uses the app's QueryClient where there is one.
 */
export function CibaProvider(props: CibaProviderProps) {
  const { controller: given, onApproved, ...options } = props
  const [flow] = useState(() => ({
    controller: given ?? createCibaController(options as CibaControllerOptions),
    client: props.client,
  }))
  const { controller } = flow
  const queryClient = useOwnQueryClient()
  useTracedVerbs(controller, queryClient)

  const latest = useRef(onApproved)
  useEffect(() => {
    latest.current = onApproved
  })
  // An effect that Activity leaves in place: the answer to a code may come while the page is hidden.
  useInsertionEffect(
    () =>
      controller.onApproved(async (approval) => {
        if (approval.session !== undefined) await putSession(queryClient, approval.session)
        await latest.current?.(approval)
      }),
    [controller, queryClient],
  )

  return (
    <QueryClientProvider client={queryClient}>
      <FlowContext.Provider value={flow}>
        <ClockContext.Provider value={controller.clock}>
          <AuthErrorProvider {...props} />
        </ClockContext.Provider>
      </FlowContext.Provider>
    </QueryClientProvider>
  )
}
